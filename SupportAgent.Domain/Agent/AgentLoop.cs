using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;
using SupportAgent.Domain.Access;
using SupportAgent.Domain.Conversations;
using SupportAgent.Domain.Models;
using SupportAgent.Domain.Tools;

namespace SupportAgent.Domain.Agent;

/// <summary>
/// One turn: asks the model, runs the tools that it asks for, and asks again with their results, until it answers or a limit ends it.
/// Whatever the model does, every call gets one result and the turn gets an end.
/// </summary>
public sealed class AgentLoop(
    ModelDesk models, ToolCatalogue catalogue, ToolOffer offer, ToolInvoker invoker, TurnLog log, LiveAnswers live, IOptions<LimitOptions> limits, TimeProvider time)
{
    /// <summary>Most read-only calls that run side by side.</summary>
    public const int SideBySide = 4;

    /// <summary>Runs a turn to its end.</summary>
    /// <param name="turn">The turn, running.</param>
    /// <param name="person">On whose behalf, with the rights of now.</param>
    /// <param name="cancel">A person's wish to stop, or the time limit.</param>
    /// <returns>How it ended.</returns>
    /// <exception cref="OperationCanceledException">It was stopped; what was said and done till then is stored.</exception>
    public async Task<TurnEnd> RunAsync(Turn turn, Actor person, CancellationToken cancel)
    {
        var transcript = await log.ReadAsync(turn);
        var (model, notice) = await models.ForAsync(transcript.Conversation, cancel);
        var history = new History(transcript, turn, model.ContextTokens);
        var budget = new ToolBudget(limits.Value, transcript.ToolCalls.Count);
        var current = transcript.CurrentBranch();
        var called = new List<ToolCall>();
        var emptyAnswers = 0;
        while (true)
        {
            turn.Rounds++;
            var mayUseTools = MayUseTools(turn, budget);
            var offered = mayUseTools ? await offer.ChooseAsync(current, turn, person, called) : [];
            var round = await AskAsync(turn, model, history.Messages, offered, cancel);
            if (round.Refusal is not null && round.Calls.Count == 0) return new(TurnState.Completed, $"The model declined: {Text.Shorten(round.Refusal, 400)}");
            if (round.Calls.Count == 0 && round.Text.Length == 0 && ++emptyAnswers < 2) continue;

            var calls = await RunCallsAsync(turn, person, model, round, offered, budget, cancel);
            cancel.ThrowIfCancellationRequested();
            history.AddRound(round.Text, calls, round);
            notice = round.Notice ?? notice;
            called.AddRange(calls);
            if (TurnEnd.After(round, turn, mayUseTools, limits.Value) is { } end) return end with { Note = end.Note ?? notice };
        }
    }

    // in its last round a model gets no tools, so that it has to answer with what it has
    private bool MayUseTools(Turn turn, ToolBudget budget) =>
        turn.Rounds < limits.Value.RoundsPerTurn && !budget.IsExhausted && turn.InputTokens + turn.OutputTokens < limits.Value.TokensPerTurn;

    private async Task<ModelRound> AskAsync(Turn turn, ConfiguredModel model, IReadOnlyList<ChatMessage> messages, IReadOnlyList<ToolDefinition> offered, CancellationToken cancel)
    {
        var options = new ChatOptions
        {
            ConversationId = null,
            AllowMultipleToolCalls = offered.Count > 0 ? true : null,
            ToolMode = offered.Count > 0 ? ModeOf(turn) : null,
            Tools = offered.Count > 0 ? [.. offered.Select(x => x.Function.AsDeclarationOnly())] : null,
            AdditionalProperties = offered.Any(x => x.Effect != ToolEffect.Read) ? new() { [ModelProperties.ExactArguments] = true } : null,
        };
        var round = new ModelRound();
        var clock = new RoundClock(time);
        try
        {
            await foreach (var update in model.Client.GetStreamingResponseAsync(messages, options, cancel))
            {
                clock.Piece();
                if (round.Add(update) is { Length: > 0 } piece) live.Append(turn.ConversationId, turn.Rounds, piece);
            }
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancel.IsCancellationRequested)
        {
            throw new ModelException(e);
        }
        finally
        {
            turn.InputTokens += round.InputTokens;
            turn.OutputTokens += round.OutputTokens;
            await log.RoundAsync(turn, round, model.Description.Name, clock); // also what was said before it broke or was stopped
            live.Clear(turn.ConversationId);
        }

        return round;
    }

    private static ChatToolMode ModeOf(Turn turn) => ToolChoice.Parse(turn.ToolChoice) switch
    {
        { Kind: ToolChoiceKind.Required } when turn.Rounds == 1 => ChatToolMode.RequireAny,
        { Kind: ToolChoiceKind.Must, Names: [var name] } when turn.Rounds == 1 => ChatToolMode.RequireSpecific(name),
        _ => ChatToolMode.Auto,
    };

    private async Task<IReadOnlyList<ToolCall>> RunCallsAsync(
        Turn turn, Actor person, ConfiguredModel model, ModelRound round, IReadOnlyList<ToolDefinition> offered, ToolBudget budget, CancellationToken cancel)
    {
        var names = offered.Select(x => x.Name).ToHashSet(StringComparer.Ordinal);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var known = model.Client.GetService<ChatClientMetadata>();
        var answer = new ModelAnswer(round.Provider ?? known?.ProviderName, round.Model ?? known?.DefaultModelId, round.ResponseId);
        var requests = round.Calls.Select((call, position) => new ToolRequest
        {
            Name = call.Name,
            Arguments = ArgumentsText.Of(call),
            Origin = ToolOrigin.Model,
            Person = person,
            ConversationId = turn.ConversationId,
            TurnId = turn.Id,
            Round = turn.Rounds,
            Position = position,
            Model = answer,
            Offered = names,
            Budget = budget,
            NotRunBecause = round.CallsNotRunBecause ?? (call.CallId is { Length: > 0 } id && !seen.Add(id) ? "Another call of this answer has the same id, so this one was not run." : null),
        }).ToList();

        var done = new ToolCall[requests.Count];
        await Parallel.ForEachAsync(requests.Where(IsRead), new ParallelOptions { MaxDegreeOfParallelism = SideBySide, CancellationToken = CancellationToken.None },
            async (request, _) => done[request.Position] = await invoker.InvokeAsync(request, cancel));
        foreach (var request in requests.Where(x => !IsRead(x))) done[request.Position] = await invoker.InvokeAsync(request, cancel);
        return done;
    }

    private bool IsRead(ToolRequest request) => catalogue.Find(request.Name)?.Effect == ToolEffect.Read;
}
