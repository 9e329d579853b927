using System.Text.Json;
using SupportAgent.Domain.Conversations;
using SupportAgent.Domain.Evaluation;
using SupportAgent.Domain.Tools;
using SupportAgent.Tests.Infrastructure;
using Xunit;

namespace SupportAgent.Tests.Evaluation;

public sealed class JudgeTests : IAsyncLifetime
{
    private const string Refund = """{"order_id": "#W2378156", "amount": 20, "reason": "defective"}""";

    private TestDomain _domain = null!;

    public async Task InitializeAsync() => _domain = await TestDomain.CreateAsync(running: false);

    public async Task DisposeAsync() => await _domain.DisposeAsync();

    [Theory]
    [InlineData("""{"order_id": "w2378156", "amount": 20.00, "reason": " Defective "}""")]
    [InlineData("""{"reason": "/^def/", "amount": 2e1}""")]
    [InlineData("{}")]
    public void Arguments_fit_by_value_and_only_those_that_are_given_count(string expected) =>
        Assert.True(Judge(Expect("prepare_refund", expected), Drafted("prepare_refund", Refund)).IsRight);

    [Theory]
    [InlineData("""{"amount": 25}""", "amount is 20, not 25")]
    [InlineData("""{"amount": "20"}""", "amount is 20, not \"20\"")]
    [InlineData("""{"order_id": "#W1"}""", "order_id is")]
    [InlineData("""{"payment_method_id": "paypal_1"}""", "payment_method_id is not given")]
    [InlineData("""{"amount": null}""", "amount is 20, not null")]
    public void Other_arguments_are_told(string expected, string problem)
    {
        var result = Judge(Expect("prepare_refund", expected), Drafted("prepare_refund", Refund));
        Assert.Contains(problem, Assert.Single(result.ArgumentsWrong), StringComparison.Ordinal);
        Assert.Empty(result.ToolsMissing);
        Assert.Empty(result.ToolsWrong);
        Assert.False(result.IsRight);
    }

    [Theory]
    [InlineData("""["1", "2"]""", true)]
    [InlineData("""["2", "1"]""", false)]
    [InlineData("""["1"]""", false)]
    public void Lists_have_the_same_things_in_the_same_order(string expected, bool isRight) =>
        Assert.Equal(isRight, Judge(Expect("prepare_return", $$"""{"item_ids": {{expected}}}"""), Drafted("prepare_return", """{"item_ids": ["1", "2"]}""")).IsRight);

    [Fact]
    public void A_call_that_was_not_made_is_missing() =>
        Assert.Equal(["prepare_refund"], Judge(Expect("prepare_refund", "{}"), Done("get_order", "{}")).ToolsMissing);

    [Fact]
    public void A_call_is_expected_as_often_as_it_stands_there()
    {
        var twice = Expect("get_order", "{}") with { Tools = [.. Expect("get_order", "{}").Tools!, .. Expect("get_order", "{}").Tools!] };
        Assert.Equal(["get_order"], Judge(twice, Done("get_order", "{}")).ToolsMissing);
    }

    [Fact]
    public void Looking_something_up_beside_is_no_mistake() => Assert.True(Judge(Expect("prepare_refund", "{}"), Done("get_order", "{}"), Drafted("prepare_refund", Refund)).IsRight);

    [Theory]
    [InlineData("create_support_ticket")]
    [InlineData("prepare_voucher")]
    [InlineData("transfer_to_human")]
    [InlineData("execute_refund")]
    [InlineData("no_such_tool")]
    public void Doing_something_beside_is_a_mistake(string tool) =>
        Assert.StartsWith(tool, Assert.Single(Judge(Expect("get_order", "{}"), Done("get_order", "{}"), Done(tool, "{}")).ToolsWrong), StringComparison.Ordinal);

    [Fact]
    public void Doing_it_twice_is_a_mistake() => Assert.Single(Judge(Expect("prepare_refund", "{}"), Drafted("prepare_refund", Refund), Drafted("prepare_refund", Refund)).ToolsWrong);

    [Fact]
    public void Asking_for_it_again_after_a_refusal_is_none() =>
        Assert.True(Judge(Expect("prepare_refund", "{}"), Refused("prepare_refund", Refund, ErrorCode.TimedOut), Drafted("prepare_refund", Refund)).IsRight);

    [Fact]
    public void A_tool_that_was_not_offered_has_to_be_called_again() =>
        Assert.Equal(["prepare_refund"], Judge(Expect("prepare_refund", "{}"), Refused("prepare_refund", Refund, ErrorCode.UnknownTool)).ToolsMissing);

    [Fact]
    public void What_may_be_called_is_no_mistake() => Assert.True(Judge(Expect("get_order", "{}") with { MayTools = ["prepare_refund"] }, Done("get_order", "{}"), Drafted("prepare_refund", Refund)).IsRight);

    [Fact]
    public void What_must_not_be_called_is_a_mistake_though_it_only_reads() => Assert.Single(Judge(new() { NotTools = ["get_order"] }, Done("get_order", "{}")).ToolsWrong);

    [Fact]
    public void Nothing_means_nothing_and_not_even_what_was_not_offered()
    {
        Assert.True(Judge(new() { Tools = [] }).IsRight);
        Assert.Single(Judge(new() { Tools = [] }, Done("get_order", "{}")).ToolsWrong);
        Assert.Single(Judge(new() { Tools = [] }, Refused("get_product", "{}", ErrorCode.UnknownTool)).ToolsWrong);
    }

    [Fact]
    public void Arguments_that_are_no_JSON_fit_nothing() => Assert.Single(Judge(Expect("prepare_refund", "{}"), Refused("prepare_refund", "{oops", ErrorCode.InvalidJson)).ArgumentsWrong);

    [Fact]
    public void The_last_answer_has_to_say_all_of_it()
    {
        var result = Judge(new() { Says = [new("CONFIRM"), new("/card|page/"), new("done")] });
        Assert.Equal(["done"], result.NotSaid);
        Assert.False(result.IsRight);
    }

    [Fact]
    public void A_case_that_did_not_end_is_wrong()
    {
        var result = new Judge(_domain.Get<ToolCatalogue>()).Of(Case(new() { Tools = [] }), new CaseRun { Calls = [], Answer = "", Problem = "The model could not be reached." });
        Assert.False(result.IsRight);
        Assert.Equal(["The model could not be reached."], result.Faults);
    }

    private CaseResult Judge(Expectation expect, params CallMade[] calls) =>
        new Judge(_domain.Get<ToolCatalogue>()).Of(Case(expect), new CaseRun { Calls = calls, Answer = "Please confirm it on its card." });

    private static EvalCase Case(Expectation expect) => new(1, "a case", [new(EvalRole.User, "hello")], expect);

    private static Expectation Expect(string tool, string arguments) => new() { Tools = [new(tool, JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(arguments)!)] };

    private static CallMade Done(string tool, string arguments) => new(tool, arguments, ToolCallStatus.Succeeded);

    private static CallMade Drafted(string tool, string arguments) => new(tool, arguments, ToolCallStatus.AwaitingApproval);

    private static CallMade Refused(string tool, string arguments, string code) => new(tool, arguments, ToolCallStatus.Rejected, code);
}
