using System.Text.Json;
using Microsoft.Extensions.AI;
using SupportAgent.Domain.Conversations;
using SupportAgent.Domain.Models;
using SupportAgent.Tests.Infrastructure;
using Xunit;

namespace SupportAgent.Tests.Models.Wire;

/// <summary>Strict schemas, calls side by side and answers that the server keeps: asked for, and done without where a server does not know them.</summary>
public sealed class ServerToleranceTests
{
    public static TheoryData<string> OpenAIs { get; } = new(nameof(ModelProvider.OpenAI), nameof(ModelProvider.OpenAIResponses));

    [Theory]
    [MemberData(nameof(OpenAIs))]
    public async Task Every_tool_goes_out_strict_and_one_call_at_a_time_where_one_of_them_has_consequences(string provider)
    {
        await using var server = await ModelServer.StartAsync(Enum.Parse<ModelProvider>(provider));
        await using var domain = await TestDomain.CreateAsync(server.Client());
        await domain.AskAsync("Refund order #W2378156");
        var body = server.Requests.Single().Body;
        Assert.Contains("prepare_refund", server.Requests.Single().Tools);
        Assert.All(body.GetProperty("tools").EnumerateArray(), x => Assert.True((x.TryGetProperty("function", out var inner) ? inner : x).GetProperty("strict").GetBoolean()));
        Assert.False(body.GetProperty("parallel_tool_calls").GetBoolean());
    }

    [Theory]
    [MemberData(nameof(OpenAIs))]
    public async Task Tools_that_only_read_may_be_called_side_by_side(string provider)
    {
        await using var server = await ModelServer.StartAsync(Enum.Parse<ModelProvider>(provider));
        var tools = new ChatOptions { Tools = [Read], AllowMultipleToolCalls = true };
        await server.Client().GetResponseAsync("Hi", tools);
        Assert.True(server.Requests.Last().Body.GetProperty("parallel_tool_calls").GetBoolean());

        tools.AdditionalProperties = new() { [ModelProperties.ExactArguments] = true };
        await server.Client(("Model:StrictSchemas", "false")).GetResponseAsync("Hi", tools);
        Assert.True(server.Requests.Last().Body.GetProperty("parallel_tool_calls").GetBoolean()); // nothing is guaranteed anyway

        await server.Client(("Model:ParallelToolCalls", "false")).GetResponseAsync("Hi", tools);
        Assert.False(server.Requests.Last().Body.GetProperty("parallel_tool_calls").GetBoolean());
    }

    [Theory]
    [MemberData(nameof(OpenAIs))]
    public async Task A_server_that_refuses_a_part_is_asked_without_it_once_and_for_all(string provider)
    {
        await using var server = await ModelServer.StartAsync(Enum.Parse<ModelProvider>(provider));
        var client = server.Client(("Model:Temperature", "0.3"));
        var options = new ChatOptions { Tools = [Read], AllowMultipleToolCalls = true };
        server.Play(
            WireRound.Fails(400, "Unknown parameter: 'parallel_tool_calls'."),
            WireRound.Fails(422, """[{"loc":["body","tools",0,"function","strict"],"msg":"Extra inputs are not permitted"}]"""),
            WireRound.Fails(400, "Unsupported value: 'temperature' does not support 0.3 with this model."));
        Assert.Equal("(the script is at its end)", (await client.GetResponseAsync("Hi", options)).Text);
        Assert.Equal(4, server.Requests.Count);

        await client.GetResponseAsync("Hi", options);
        Assert.Equal(5, server.Requests.Count);
        var body = server.Requests.Last().Body;
        Assert.False(body.TryGetProperty("parallel_tool_calls", out _));
        Assert.False(body.TryGetProperty("temperature", out _));
        var tool = body.GetProperty("tools")[0];
        Assert.False((tool.TryGetProperty("function", out var inner) ? inner : tool).TryGetProperty("strict", out var strict) && strict.GetBoolean());
    }

    [Fact]
    public async Task A_part_that_was_not_sent_is_not_blamed()
    {
        await using var server = await ModelServer.StartAsync(ModelProvider.OpenAI);
        server.Play(WireRound.Fails(400, "strict temperature parallel_tool_calls"));
        await Assert.ThrowsAsync<ModelRequestException>(() => server.Client().GetResponseAsync("Hi"));
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Optional_arguments_that_strict_mode_made_null_are_left_out_again()
    {
        await using var server = await ModelServer.StartAsync(ModelProvider.OpenAI);
        await using var domain = await TestDomain.CreateAsync(server.Client());
        server.Play(WireRound.Asks(("prepare_refund", """{"order_id":"#W2378156","reason":"defective","amount":null}""")));
        var call = Assert.Single(Assert.Single((await domain.AskAsync("Refund #W2378156, it is broken")).Turns).ToolCalls);
        Assert.Equal(ToolCallStatus.AwaitingApproval, call.Status);
    }

    [Fact]
    public async Task Where_the_server_keeps_answers_the_rounds_of_a_turn_refer_to_the_one_before()
    {
        await using var server = await ModelServer.StartAsync(ModelProvider.OpenAIResponses);
        await using var domain = await TestDomain.CreateAsync(server.Client(("Model:StoreAtServer", "true")));
        server.Play(WireRound.Asks(("get_order_status", """{"order_id":"#W2378156"}""")), WireRound.Says("There."));
        await domain.AskAsync("Where is #W2378156?");
        var (first, second) = (server.Requests.First().Body, server.Requests.Last().Body);
        Assert.True(first.GetProperty("store").GetBoolean());
        Assert.False(first.TryGetProperty("previous_response_id", out _));
        Assert.Equal("resp_1", second.GetProperty("previous_response_id").GetString());
        var output = Assert.Single(second.GetProperty("input").EnumerateArray());
        Assert.Equal(("function_call_output", "call_0"), (output.GetProperty("type").GetString(), output.GetProperty("call_id").GetString()));
    }

    [Fact]
    public async Task A_server_that_has_lost_an_answer_gets_the_whole_conversation()
    {
        await using var server = await ModelServer.StartAsync(ModelProvider.OpenAIResponses);
        await using var domain = await TestDomain.CreateAsync(server.Client(("Model:StoreAtServer", "true")));
        server.Play(WireRound.Asks(("get_order_status", """{"order_id":"#W2378156"}""")), WireRound.Fails(400, "Previous response with id 'resp_1' not found."), WireRound.Says("There."));
        var turn = Assert.Single((await domain.AskAsync("Where is #W2378156?")).Turns);
        Assert.Equal("There.", Assert.Single(turn.Answers).Text);
        Assert.Equal(3, server.Requests.Last().Body.GetProperty("input").GetArrayLength());
    }

    [Fact]
    public async Task What_an_answer_cost_is_kept_where_the_server_says_so()
    {
        await using var server = await ModelServer.StartAsync(ModelProvider.OpenAI);
        await using var domain = await TestDomain.CreateAsync(server.Client());
        Assert.Equal(1250, Assert.Single((await domain.AskAsync("Hello")).Turns.Single().Rounds).CostMicroDollars);
    }

    private static AIFunctionDeclaration Read { get; } = AIFunctionFactory.CreateDeclaration("get_order", "Reads one order.", JsonElement.Parse(
        """{"type":"object","properties":{"order_id":{"type":"string"}},"required":["order_id"],"additionalProperties":false}"""));

}
