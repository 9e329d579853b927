using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using SupportAgent.Domain.Evaluation;
using SupportAgent.Domain.Models;
using SupportAgent.Domain.Models.Offline;
using SupportAgent.Domain.Tools;
using SupportAgent.Tests.Infrastructure;
using Xunit;
using Xunit.Abstractions;

namespace SupportAgent.Tests.Evaluation;

public sealed class EvaluatorTests(ITestOutputHelper output)
{
    private const double Enough = 0.95;

    [Fact]
    public async Task The_offline_model_gets_nearly_all_cases_right()
    {
        using var file = File.OpenText(CasesFile);
        using var model = new OfflineChatClient();
        var report = await RunAsync(model, file);
        output.WriteLine(EvalTable.Of(report));
        Assert.True(report.Share >= Enough, EvalTable.Of(report));
    }

    [Fact]
    public async Task The_cases_use_every_tool_at_least_twice()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        var offered = domain.Get<ToolCatalogue>().All.Where(x => x.IsOffered).Select(x => x.Name).ToList();
        using var file = File.OpenText(CasesFile);
        var cases = await new CaseReader(offered.ToHashSet(StringComparer.Ordinal)).ReadAsync(file);
        var used = cases.SelectMany(x => (x.Expect.Tools ?? []).Select(tool => tool.Name).Distinct()).CountBy(x => x).ToDictionary(StringComparer.Ordinal);
        Assert.All(offered, x => Assert.True(used.GetValueOrDefault(x) >= 2, x));
        Assert.True(cases.Count >= 100);
    }

    [Fact]
    public async Task Each_case_has_a_store_of_its_own()
    {
        using var file = new StringReader(
            """
            {"name": "first", "messages": [{"role": "user", "content": "open a ticket: the web shop is slow"}], "expect": {"tools": [{"name": "create_support_ticket"}], "says": "T-1001"}}
            {"name": "second", "messages": [{"role": "user", "content": "open a ticket: the web shop is slow"}], "expect": {"tools": [{"name": "create_support_ticket"}], "says": "T-1001"}}
            {"name": "third", "messages": [{"role": "user", "content": "open a ticket: the web shop is slow"}], "expect": {"tools": [{"name": "create_support_ticket"}], "says": "T-1002"}}
            """);
        using var model = new OfflineChatClient();
        var report = await RunAsync(model, file);
        Assert.Equal([true, true, false], report.Results.Select(x => x.IsRight));
        Assert.True(report.IsComplete);
    }

    [Fact]
    public async Task People_decide_about_the_newest_draft_and_the_answer_after_it_counts()
    {
        using var file = new StringReader(
            """
            {"name": "approved", "messages": [{"role": "user", "content": "refund all of #W2923184, the laptop never arrived"}, {"role": "decision", "content": "approve"}], "expect": {"tools": [{"name": "prepare_refund"}], "says": ["2,767.03", "Pia Approver and Quin Approver"]}}
            {"name": "denied", "messages": [{"role": "user", "content": "refund $5 of #W2378156, defective"}, {"role": "decision", "content": "deny: no photo"}], "expect": {"tools": [{"name": "prepare_refund"}], "says": "no photo"}}
            {"name": "nothing waits", "messages": [{"role": "user", "content": "hello"}, {"role": "decision", "content": "approve"}], "expect": {"tools": []}}
            """);
        using var model = new OfflineChatClient();
        var report = await RunAsync(model, file);
        Assert.Equal([true, true, false], report.Results.Select(x => x.IsRight));
        Assert.Equal("Nothing waited for a decision.", report.Results[2].Run.Problem);
        Assert.False(report.IsComplete);
    }

    [Fact]
    public async Task Tokens_are_counted_and_a_model_that_fails_ends_its_case()
    {
        using var file = new StringReader("""{"messages": [{"role": "user", "content": "hello"}, {"role": "user", "content": "and?"}], "expect": {"tools": []}}""");
        using var model = new ScriptedModel()
            .Then(new ChatResponseUpdate(ChatRole.Assistant, [new TextContent("Hi."), new UsageContent(new() { InputTokenCount = 40, OutputTokenCount = 2 })]), ScriptedModel.Finished(ChatFinishReason.Stop))
            .Breaks(new HttpRequestException("gone"));
        var report = await RunAsync(model, file);
        Assert.Equal(42, report.Tokens);
        Assert.Contains("could not be reached", Assert.Single(report.Results).Run.Problem, StringComparison.Ordinal);
        Assert.Contains("\"not_ended\":1", report.ToJson(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_case_that_takes_too_long_ends()
    {
        using var file = new StringReader("""{"messages": [{"role": "user", "content": "hello"}], "expect": {"tools": []}}""");
        var never = new TaskCompletionSource();
        using var model = new ScriptedModel().SaysSlowly("Let me see", never.Task, "");
        var report = await RunAsync(model, file, TimeSpan.FromMilliseconds(300));
        Assert.StartsWith("It took longer", Assert.Single(report.Results).Run.Problem, StringComparison.Ordinal);
    }

    private static string CasesFile => Path.Combine(Repository.Root, "evals", "support.jsonl");

    private static Task<EvalReport> RunAsync(IChatClient model, TextReader file, TimeSpan? limit = null) =>
        new Evaluator(ConfiguredModel.Of(model), new ConfigurationBuilder().Build(), TimeProvider.System).RunAsync(file, limit ?? Evaluator.DefaultLimit);
}
