using System.Collections.Concurrent;
using SupportAgent.Domain.Approvals;
using SupportAgent.Domain.Audit;
using SupportAgent.Domain.Conversations;
using SupportAgent.Domain.Models;
using SupportAgent.Tests.Infrastructure;
using Xunit;
using Xunit.Abstractions;

namespace SupportAgent.Tests.Models.Wire;

/// <summary>
/// Many turns against servers that fail one request in five: 10 % answer 500, 5 % something malformed, 5 % 429, 2 % cut the connection. Turns: 350 a wire, or
/// TURNS; the seed is 20261121, or SEED.
/// </summary>
public sealed class ChaosTests(ITestOutputHelper output)
{
    private const int SideBySide = 12;

    private static readonly int Turns = Dial.Of("TURNS", 350);

    [Theory]
    [InlineData(nameof(ModelProvider.OpenAI))]
    [InlineData(nameof(ModelProvider.OpenAIResponses))]
    [InlineData(nameof(ModelProvider.Anthropic))]
    public async Task Every_turn_ends_every_request_is_sound_and_nothing_is_prepared_twice(string provider)
    {
        var seed = (ulong)Dial.Of("SEED", 20261121);
        output.WriteLine($"seed {seed}, {Turns} turns");
        await using var server = await ModelServer.StartAsync(Enum.Parse<ModelProvider>(provider));
        server.PieceSize = 200;
        var dice = new Dice(seed);
        var asked = new ConcurrentDictionary<string, int>(StringComparer.Ordinal);
        server.Otherwise = request =>
        {
            lock (dice) return Answer(request, dice, asked);
        };
        // the breaker would only make the run shorter
        await using var domain = await TestDomain.CreateAsync(
            server.Client(("Model:Patience:BreakAfter", "100"), ("Model:Patience:LongestPauseSeconds", "1")),
            new Dictionary<string, string?> { ["Limits:MessagesPerMinute"] = "1000", ["Limits:CallsPerMinuteAndTool"] = "10000" });

        var ended = new ConcurrentBag<TranscriptTurn>();
        await Parallel.ForEachAsync(Enumerable.Range(0, SideBySide), new ParallelOptions { MaxDegreeOfParallelism = SideBySide }, async (worker, _) =>
        {
            Guid? conversation = null;
            for (var i = worker; i < Turns; i += SideBySide)
            {
                if (i % 5 == 0) conversation = null;
                var transcript = await domain.AskAsync($"Message {i} about #W2378156", conversation);
                conversation = transcript.Conversation!.Id;
                ended.Add(transcript.Turns.Last());
            }
        });

        Assert.Equal(Turns, ended.Count);
        Assert.Empty(server.Unsound);
        Assert.All(ended, x => Assert.True(x.Turn.State == TurnState.Completed || x.Turn.Note is { Length: > 0 }, $"{x.Turn.State} without a word"));
        Assert.All(ended.SelectMany(x => x.ToolCalls), x => Assert.NotEqual(ToolCallStatus.Running, x.Status));
        // as many calls in the audit as models made, and each prepared one draft at most
        var calls = await domain.Store.ReadAsync(db => Task.FromResult(db.Set<ToolCall>().Count()));
        Assert.Equal(calls, (await domain.AuditAsync()).Count(x => x.Kind == AuditKind.ToolCall));
        var drafts = await domain.Store.ReadAsync(db => Task.FromResult(db.Set<Draft>().ToList()));
        Assert.Equal(drafts.Count, drafts.DistinctBy(x => x.ToolCallId).Count());
        Assert.True((await domain.Get<AuditVerification>().VerifyAsync()).IsSound);

        output.WriteLine($"{server.Requests.Count} requests; {ended.Count(x => x.Turn.State == TurnState.Completed)} turns completed, {ended.Count(x => x.Turn.State == TurnState.Failed)} failed; {calls} calls, {drafts.Count} drafts");
        Assert.True(ended.Count(x => x.Turn.State == TurnState.Failed) < Turns / 4, "hardly anything was asked again");
        Assert.NotEmpty(drafts);
    }

    private static WireRound Answer(WireRequest request, Dice dice, ConcurrentDictionary<string, int> asked)
    {
        var chance = dice.Below(100);
        if (chance < 10) return WireRound.Fails(500);
        if (chance < 15) return WireRound.Says("I begin") with { End = dice.Below(2) == 0 ? WireEnd.Malformed : WireEnd.NotUtf8 };
        if (chance < 20) return WireRound.Fails(429, retryAfter: 0);
        if (chance < 22) return WireRound.Says("I begin") with { End = WireEnd.Cut };
        if (request.Tools.Count == 0 || chance < 60) return WireRound.Says("Done.");
        var order = $$"""{"order_id":"#W{{dice.Below(3) switch { 0 => "2378156", 1 => "0000000", _ => "2611340" }}}"}""";
        return chance < 80 ? WireRound.Asks(("get_order_status", order), ("get_order", order))
            : WireRound.Asks(("prepare_refund", $$"""{"order_id":"#W2378156","reason":"defective","amount":{{1 + (asked.AddOrUpdate("n", 1, (_, n) => n + 1) % 20)}}}"""));
    }
}
