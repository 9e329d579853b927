using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using SupportAgent.Domain.Agent;
using SupportAgent.Domain.Approvals;
using SupportAgent.Domain.Conversations;
using SupportAgent.Domain.Execution;
using SupportAgent.Domain.Store;

namespace SupportAgent.Domain.Evaluation;

/// <summary>The conversation of a case, held as any other one is: messages go to the inbox, the runner runs their turns, people decide at the desk.</summary>
internal sealed class CaseConversation(IServiceProvider services) : IAsyncDisposable
{
    private readonly IReadOnlyList<IHostedService> _working = [.. services.GetServices<IHostedService>()];
    private Guid? _id;

    /// <summary>What was said and done so far.</summary>
    public Transcript Transcript { get; } = new();

    /// <summary>Starts what runs turns.</summary>
    public async Task StartAsync(CancellationToken cancel)
    {
        foreach (var service in _working) await service.StartAsync(cancel);
    }

    /// <summary>Takes a step and waits until the agent is done.</summary>
    /// <returns>Why it could not be taken, or how a turn ended other than by an answer; null when all is well.</returns>
    public async Task<string?> TakeAsync(EvalMessage step, CancellationToken cancel)
    {
        var problem = step.Role switch
        {
            EvalRole.User => await AskAsync(step.Content, cancel),
            EvalRole.Decision => await DecideAsync(step, cancel),
            EvalRole.Assistant => null,
        };
        if (problem is not null) return problem;
        await SettleAsync(cancel);
        return Transcript.Turns.Select(x => x.Turn).FirstOrDefault(x => x.State != TurnState.Completed) is { } turn ? turn.Note ?? $"A turn ended as {turn.State}." : null;
    }

    /// <summary>Reads what is new.</summary>
    public async Task ReadAsync(CancellationToken cancel)
    {
        if (_id is { } id && await services.GetRequiredService<TranscriptReader>().ReadAsync(id, Transcript.Revision, cancel) is { } changes) Transcript.Apply(changes);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        foreach (var service in _working) await service.StopAsync(CancellationToken.None);
    }

    private async Task<string?> AskAsync(string text, CancellationToken cancel)
    {
        var submission = await services.GetRequiredService<TurnInbox>().SubmitAsync(_id, text, CasePeople.Agent, cancel: cancel);
        _id ??= submission.ConversationId;
        return submission.Problem;
    }

    private async Task<string?> DecideAsync(EvalMessage step, CancellationToken cancel)
    {
        if (Transcript.Drafts.Where(x => x.State == DraftState.Pending).MaxBy(x => x.PreparedAt) is not { } draft) return "Nothing waited for a decision.";
        var desk = services.GetRequiredService<DecisionDesk>();
        if (step.Denial is { } reason) return ProblemOf(await desk.DenyAsync(draft.Id, CasePeople.Approvers[0], reason, cancel));
        foreach (var person in CasePeople.Approvers.Take(draft.ApprovalsNeeded))
            if (ProblemOf(await desk.ApproveAsync(draft.Id, person, note: null, cancel)) is { } problem) return problem;
        return null;
    }

    private static string? ProblemOf(DecisionOutcome outcome) => outcome.Result == DecisionResult.Recorded ? null : outcome.Message;

    private async Task SettleAsync(CancellationToken cancel)
    {
        using var changed = new SemaphoreSlim(0);
        using var subscription = services.GetRequiredService<ChangeFeed>().Subscribe(Topic.Conversation(_id!.Value), () => changed.Release());
        while (true)
        {
            await ReadAsync(cancel);
            if (Transcript.Turns.Count > 0 && Transcript.Working is null) return;
            await changed.WaitAsync(cancel);
        }
    }
}
