using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SupportAgent.Domain.Agent;
using SupportAgent.Domain.Approvals;
using SupportAgent.Domain.Conversations;
using SupportAgent.Domain.Models;
using SupportAgent.Domain.Tools;
using SupportAgent.Tests.Infrastructure;
using Xunit;

namespace SupportAgent.Tests.Models.Wire;

/// <summary>What the agent does, whatever the API of its model: one list, run over each wire.</summary>
public abstract class EveryModelTests(ModelProvider provider) : IAsyncLifetime
{
    private const string Status = "get_order_status";
    private const string Order = """{"order_id":"#W2378156"}""";
    private const string Refund = """{"order_id":"#W2378156","reason":"defective","amount":12.5}""";

    private readonly LogLines _log = new();
    private ModelServer _server = null!; // made before each test
    private TestDomain _domain = null!;

    public async Task InitializeAsync()
    {
        _server = await ModelServer.StartAsync(provider);
        _domain = await DomainAsync();
    }

    public async Task DisposeAsync()
    {
        await _domain.DisposeAsync();
        await _server.DisposeAsync();
        Assert.Empty(_server.Unsound);
        Assert.DoesNotContain(_log.All, x => x.Contains(ModelServer.Key, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(1000)]
    public async Task It_answers_without_tools_however_the_bytes_come(int pieceSize)
    {
        _server.PieceSize = pieceSize;
        _server.Play(WireRound.Says("Grüße, ", "alles ", "gut 📦."));
        var turn = await AskAsync("Hello");
        Assert.Equal((TurnState.Completed, "Grüße, alles gut 📦."), (turn.Turn.State, Assert.Single(turn.Answers).Text));
        Assert.Empty(turn.ToolCalls);
        Assert.Equal((7L, 5L), (turn.Turn.InputTokens, turn.Turn.OutputTokens));
        var round = Assert.Single(turn.Rounds);
        Assert.Equal(("m-1", true, true, "stop"), (round.AnsweredBy, round.ResponseId is not null, round.FirstPieceMs <= round.DurationMs, round.Finish));
    }

    [Fact]
    public async Task It_calls_one_tool_and_answers_with_its_result()
    {
        _server.Play(WireRound.Asks((Status, Order)), WireRound.Says("It is delivered."));
        var turn = await AskAsync("Where is #W2378156?");
        var call = Assert.Single(turn.ToolCalls);
        Assert.Equal((Status, ToolCallStatus.Succeeded), (call.Name, call.Status));
        Assert.Equal(call.Result, Assert.Single(_server.Requests.Last().Calls).Result);
    }

    [Fact]
    public async Task Calls_side_by_side_each_get_their_own_result_in_their_order()
    {
        _server.Play(
            WireRound.Asks((Status, Order), (Status, """{"order_id":"#W0000000"}"""), (Status, """{"order_id":5}"""), ("no_such_tool", "{}"), (Status, """{"order_id":""")),
            WireRound.Says("There."));
        var turn = await AskAsync("All of them");
        Assert.Equal([null, ErrorCode.NotFound, ErrorCode.InvalidArguments, ErrorCode.UnknownTool, ErrorCode.InvalidJson], turn.ToolCalls.Select(x => x.Code));
        Assert.Equal(turn.ToolCalls.Select(x => x.Result), _server.Requests.Last().Calls.Select(x => x.Result));
        Assert.Equal("There.", Assert.Single(turn.Answers).Text);
    }

    [Fact]
    public async Task Text_beside_calls_is_kept_before_them()
    {
        _server.Play(WireRound.Asks((Status, Order)) with { Text = ["Let me look."] }, WireRound.Says("Found."));
        var turn = await AskAsync("Where is it?");
        Assert.Equal(["Let me look.", "Found."], turn.Answers.Select(x => x.Text));
        Assert.Contains("Let me look.", _server.Requests.Last().Said);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("same")]
    public async Task Calls_without_sound_ids_are_paired_with_their_results(string? id)
    {
        var calls = WireRound.Asks((Status, Order), (Status, """{"order_id":"#W0000000"}"""));
        _server.Play(calls with { Calls = [.. calls.Calls.Select(x => x with { Id = id })] }, WireRound.Says("There."));
        var turn = await AskAsync("Both");
        Assert.NotEmpty(turn.ToolCalls);
        Assert.Equal(turn.ToolCalls.Select(x => x.Result), _server.Requests.Last().Calls.Select(x => x.Result));
        Assert.Equal(TurnState.Completed, turn.Turn.State);
    }

    [Fact]
    public async Task A_name_that_no_tool_has_is_told_and_never_sent_back()
    {
        _server.Play(WireRound.Asks(("drop tables; \"x\"", "{}")), WireRound.Says("Sorry."));
        var turn = await AskAsync("Go");
        Assert.Equal(ErrorCode.UnknownTool, Assert.Single(turn.ToolCalls).Code);
        Assert.Equal("unknown_tool", Assert.Single(_server.Requests.Last().Calls).Name);
    }

    [Fact]
    public async Task A_consequence_is_only_prepared_and_its_denial_comes_back_with_the_reason()
    {
        _server.Play(WireRound.Asks(("prepare_refund", Refund)), WireRound.Says("It waits."), WireRound.Says("I see."));
        var turn = await AskAsync("Refund $12.50 of #W2378156, it is broken");
        var draft = await _domain.DraftAsync(Assert.Single(turn.ToolCalls).DraftId!.Value);
        Assert.Equal((DraftState.Pending, 1250), (draft.State, draft.Amount.Minor));

        await _domain.DenyAsync(draft, "The photo shows no damage");
        await _domain.UntilAsync(turn.Turn.ConversationId, x => x.Turns.Count == 2 && x.Working is null);
        var outcome = _server.Requests.Last().Calls[^1];
        Assert.Equal("execute_refund", outcome.Name);
        Assert.Contains("The photo shows no damage", outcome.Result, StringComparison.Ordinal);
        Assert.DoesNotContain((await _domain.OrderAsync()).Ledger, x => x.DraftId == draft.Id);
    }

    [Fact]
    public async Task The_limit_of_rounds_ends_a_turn_and_the_last_round_offers_nothing()
    {
        _server.Otherwise = request => request.Tools.Count == 0 ? WireRound.Says("That is all I have.") : WireRound.Asks((Status, $$"""{"order_id":"#W{{1000000 + _server.Requests.Count}}"}"""));
        var turn = await AskAsync("Go on for ever");
        Assert.Equal((TurnState.Limited, 8), (turn.Turn.State, turn.Turn.Rounds));
        Assert.Equal("That is all I have.", turn.Answers.Last().Text);
        Assert.All(_server.Requests.SkipLast(1), x => Assert.NotEmpty(x.Tools));
        Assert.Empty(_server.Requests.Last().Tools);
    }

    [Fact]
    public async Task A_refusal_is_shown_as_the_models_and_no_call_of_it_runs()
    {
        _server.Play(new WireRound { Refusal = "I can't help with that." });
        Assert.Contains("The model declined", (await AskAsync("Do evil")).Turn.Note, StringComparison.Ordinal);
        _server.Play(WireRound.Asks(("prepare_refund", Refund)) with { Refusal = "No." }, WireRound.Says("So."));
        Assert.All((await AskAsync("Do it")).ToolCalls, x => Assert.Equal(ToolCallStatus.Rejected, x.Status));
    }

    [Theory]
    [InlineData(nameof(WireEnd.Length), "cut off")]
    [InlineData(nameof(WireEnd.Filter), "")]
    [InlineData(nameof(WireEnd.Unknown), "not known")]
    [InlineData(nameof(WireEnd.Missing), "broke off")]
    public async Task An_answer_that_does_not_end_as_it_should_says_so_and_its_calls_do_not_run(string end, string note)
    {
        _server.Play(WireRound.Says("I begin and") with { End = Enum.Parse<WireEnd>(end) });
        var said = await AskAsync("Tell me");
        Assert.Equal("I begin and", Assert.Single(said.Answers).Text);
        Assert.Contains(note, said.Turn.Note, StringComparison.Ordinal);

        _server.Play(WireRound.Asks(("prepare_refund", Refund)) with { End = Enum.Parse<WireEnd>(end) }, WireRound.Says("So."));
        var asked = await AskAsync("Refund it");
        Assert.All(asked.ToolCalls, x => Assert.Equal(ToolCallStatus.Rejected, x.Status));
        Assert.DoesNotContain(asked.ToolCalls, x => x.DraftId is not null);
        Assert.NotEqual(TurnState.Running, asked.Turn.State);
    }

    [Fact]
    public async Task An_empty_answer_is_asked_for_once_more()
    {
        _server.Play(new WireRound(), WireRound.Says("Now."));
        Assert.Equal("Now.", Assert.Single((await AskAsync("Hello?")).Answers).Text);
        _server.Play(new WireRound(), new WireRound());
        Assert.Contains("no answer", (await AskAsync("Hello?")).Turn.Note, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(nameof(WireEnd.Cut))]
    [InlineData(nameof(WireEnd.Malformed))]
    [InlineData(nameof(WireEnd.NotUtf8))]
    public async Task What_was_said_before_a_break_stays_and_nothing_is_asked_twice(string end)
    {
        _server.Play(WireRound.Says("I begin and") with { End = Enum.Parse<WireEnd>(end) });
        var turn = await AskAsync("Tell me");
        Assert.Equal((TurnState.Failed, "I begin and"), (turn.Turn.State, Assert.Single(turn.Answers).Text));
        Assert.Single(_server.Requests);
        _server.Play(WireRound.Says("Here I am again."));
        Assert.Equal(TurnState.Completed, (await AskAsync("And now?", turn.Turn.ConversationId)).Turn.State);
    }

    [Theory]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(503)]
    public async Task A_server_that_is_busy_or_broken_is_asked_again(int status)
    {
        _server.Play(WireRound.Fails(status, retryAfter: status == 429 ? 0 : null), WireRound.Fails(status), WireRound.Says("Here."));
        Assert.Equal("Here.", Assert.Single((await AskAsync("Hello")).Answers).Text);
        Assert.Equal(3, _server.Requests.Count);
    }

    [Theory]
    [InlineData(401, "refused the key")]
    [InlineData(404, "does not know this model")]
    [InlineData(400, "refused the request")]
    public async Task What_will_not_pass_is_said_at_once_without_the_servers_words(int status, string note)
    {
        _server.Play(WireRound.Fails(status, $"wrong: {ModelServer.Key}"));
        var turn = await AskAsync("Hello");
        Assert.Equal(TurnState.Failed, turn.Turn.State);
        Assert.Contains(note, turn.Turn.Note, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong:", turn.Turn.Note, StringComparison.Ordinal);
        Assert.Single(_server.Requests);
    }

    [Fact]
    public async Task A_page_in_place_of_an_answer_fails_the_turn_with_a_sentence()
    {
        _server.Otherwise = _ => WireRound.Page("text/html", "<html><title>Gateway</title></html>");
        var turn = await AskAsync("Hello");
        Assert.Equal(TurnState.Failed, turn.Turn.State);
        Assert.DoesNotContain("html", turn.Turn.Note, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stopping_ends_the_request_at_the_server_and_keeps_what_was_said()
    {
        _server.Play(WireRound.Says("I begin and") with { End = WireEnd.Hangs });
        var id = (await _domain.SubmitAsync("Hello")).ConversationId!.Value;
        await _domain.UntilAnsweringAsync(id);
        _domain.Get<TurnRunner>().Stop(id);
        await _server.Left.Task.WaitAsync(TimeSpan.FromSeconds(10));
        var turn = Assert.Single((await _domain.SettledAsync(id)).Turns);
        Assert.Equal((TurnState.Stopped, "I begin and"), (turn.Turn.State, Assert.Single(turn.Answers).Text));
    }

    [Theory]
    [InlineData("none")]
    [InlineData("required")]
    [InlineData("must get_order_status")]
    [InlineData("only get_order_status get_order")]
    public async Task A_choice_of_tools_reaches_the_server(string choice)
    {
        var submission = await _domain.Get<TurnInbox>().SubmitAsync(null, "Where is #W2378156?", People.Agent, choice: ToolChoice.Parse(choice));
        await _domain.SettledAsync(submission.ConversationId!.Value);
        var request = _server.Requests.First();
        if (choice == "none") Assert.Empty(request.Tools);
        else if (choice.StartsWith("only", StringComparison.Ordinal)) Assert.Equal(["get_order", Status], request.Tools.Order(StringComparer.Ordinal));
        else if (choice == "required") Assert.Contains(request.Choice, new[] { "required", "any" });
        else Assert.Equal([Status], request.Tools);
    }

    [Fact]
    public async Task Headers_and_limits_of_the_settings_go_with_each_request()
    {
        await using var domain = await DomainAsync(("Model:Headers:X-Team", "support-team"), ("Model:Temperature", "0.5"), ("Model:MaxOutputTokens", "321"));
        await domain.AskAsync("Hello");
        Assert.Equal("support-team", _server.Headers.Last()["X-Team"]);
        var body = _server.Requests.Last().Body.GetRawText();
        Assert.Contains("0.5", body, StringComparison.Ordinal);
        Assert.Contains("321", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_long_conversation_is_summed_up_and_stays_sound()
    {
        await using var domain = await DomainAsync(("Model:ContextTokens", "4000"));
        Guid? id = null;
        for (var i = 0; i < 8; i++)
        {
            _server.Play(WireRound.Asks((Status, Order)), WireRound.Says($"Answer {i} {new string('x', 3000)}"));
            id = (await domain.AskAsync($"Question {i}", id)).Conversation!.Id;
            domain.Time.Advance(TimeSpan.FromMinutes(1));
        }

        var last = _server.Requests.Last();
        Assert.True(last.Body.GetRawText().Length < _server.Requests.Max(x => x.Body.GetRawText().Length) + 6000);
        Assert.Equal(EarlierTurns.Name, last.Calls[0].Name);
        Assert.Contains("Question 0", last.Calls[0].Result, StringComparison.Ordinal);
        Assert.DoesNotContain(last.Said, x => x.Contains("Question 0", StringComparison.Ordinal));
        Assert.Contains("Question 7", last.Said);
    }

    private async Task<TestDomain> DomainAsync(params (string Key, string Value)[] settings)
    {
        var all = settings.ToDictionary(x => x.Key, x => (string?)x.Value);
        var context = all.GetValueOrDefault("Model:ContextTokens");
        var client = _server.Client(settings);
        return await TestDomain.CreateAsync(client, all, services =>
        {
            services.AddSingleton<ILoggerFactory>(LoggerFactory.Create(x => x.AddProvider(_log)));
            if (context is not null) services.AddSingleton(new ModelRoster([ConfiguredModel.Of(client) with { ContextTokens = int.Parse(context, System.Globalization.CultureInfo.InvariantCulture) }]));
        });
    }

    private async Task<TranscriptTurn> AskAsync(string text, Guid? conversationId = null) => (await _domain.AskAsync(text, conversationId)).Turns.Last();
}

public sealed class EveryModelOverChatCompletions() : EveryModelTests(ModelProvider.OpenAI);

public sealed class EveryModelOverResponses() : EveryModelTests(ModelProvider.OpenAIResponses);

public sealed class EveryModelOverMessages() : EveryModelTests(ModelProvider.Anthropic);
