using System.Linq.Expressions;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using SupportAgent.Domain.Access;
using SupportAgent.Domain.Audit;
using SupportAgent.Domain.Conversations;
using SupportAgent.Domain.Payments;
using SupportAgent.Domain.Store;

namespace SupportAgent.Domain.Tools;

/// <summary>Writes a tool call down: before it runs, so that a crash cannot hide it, and when it ends, with its audit record.</summary>
public sealed class ToolCallLog(SupportStore store, AuditLog audit, ToolCatalogue catalogue, CallSubject subjects, ChangeFeed feed, TimeProvider time)
{
    /// <summary>Longest result that goes to the model.</summary>
    public const int MaxResultLength = 16 * 1024;

    /// <summary>Stores the call as running.</summary>
    public async Task<ToolCall> BeginAsync(ToolRequest request)
    {
        var now = time.GetUtcNow();
        var call = new ToolCall
        {
            Id = Domain.Id.Next(now),
            ConversationId = request.ConversationId,
            TurnId = request.TurnId,
            Round = request.Round,
            Position = request.Position,
            Name = Text.WellFormed(Text.Shorten(request.Name, AuditRecord.ActionLength)),
            Arguments = Text.WellFormed(Text.Shorten(request.Arguments, AuditRecord.TextLength)),
            Origin = request.Origin,
            PersonName = request.Person.Name,
            PersonId = request.Person.Id,
            ClientAddress = request.Person.ClientAddress,
            ModelProvider = Short(request.Model?.Provider),
            ModelName = Short(request.Model?.Model),
            ResponseId = Short(request.Model?.ResponseId),
            ToolVersion = catalogue.Find(request.Name)?.Version,
            Status = ToolCallStatus.Running,
            Runner = Worker.Here,
            DraftId = request.DraftId,
            StartedAt = now,
        };
        await store.WriteAsync(async db =>
        {
            call.Revision = await db.StampAsync(call.ConversationId, now, CancellationToken.None);
            db.Add(call);
        });
        feed.Publish(Topic.Conversation(call.ConversationId));
        return call;
    }

    /// <summary>Notes that the tool itself begins, and with which arguments.</summary>
    public void Run(ToolCall call, JsonElement arguments)
    {
        call.RanAt = time.GetUtcNow();
        var received = ToolArguments.Parse(call.Arguments).Arguments;
        if (received.ValueKind == JsonValueKind.Undefined || !JsonElement.DeepEquals(received, arguments)) call.ArgumentsRun = arguments.GetRawText();
    }

    /// <summary>Stores that a call goes on without its caller: what it has for now is a handle.</summary>
    public async Task WaitInAsync(SupportDb db, ToolCall call)
    {
        call.Result = Json.Write(new { status = "pending", handle = call.Id, message = "The payment is under way. The result arrives by itself." });
        call.Revision = await db.StampAsync(call.ConversationId, time.GetUtcNow(), CancellationToken.None);
        await db.Set<ToolCall>().Where(x => x.Id == call.Id && x.Status == ToolCallStatus.Running)
            .ExecuteUpdateAsync(set => set.SetProperty(x => x.Result, call.Result).SetProperty(x => x.Revision, call.Revision)
                .SetProperty(x => x.RanAt, call.RanAt).SetProperty(x => x.ArgumentsRun, call.ArgumentsRun));
    }

    /// <summary>Stores the end of a call whose effects are not kept, in a transaction of its own.</summary>
    public async Task EndAsync(ToolCall call, Actor person, ToolOutcome outcome)
    {
        await store.WriteAsync(db => EndInAsync(db, call, person, outcome));
        Ended(call);
    }

    /// <summary>
    /// Ends calls that were left running, by a crash or by a store that could not take their end, and gives them. Nothing of them was kept. Those
    /// that wait for a payment go on waiting.
    /// </summary>
    public async Task<IReadOnlyList<ToolCall>> EndLeftAsync(SupportDb db, Expression<Func<ToolCall, bool>> which, CancellationToken cancel)
    {
        var outcome = ToolOutcome.Failed(ErrorCode.ToolFailed, "This was cut short. Nothing was changed.");
        var left = await db.Set<ToolCall>().AsNoTracking()
            .Where(x => x.Status == ToolCallStatus.Running && !db.Set<Payment>().Any(payment => payment.ToolCallId == x.Id && payment.State == PaymentState.Open))
            .Where(which).OrderBy(x => x.Id).ToListAsync(cancel);
        foreach (var call in left) await EndInAsync(db, call, Actor.System with { Id = call.PersonId ?? "", Name = call.PersonName }, outcome);
        return left;
    }

    /// <summary>Tells the listeners, after the commit.</summary>
    /// <param name="call">The call.</param>
    /// <param name="topics">Who else has to hear of it.</param>
    public void Ended(ToolCall call, params IEnumerable<Topic> topics)
    {
        feed.Publish(Topic.Conversation(call.ConversationId));
        if (call.DraftId is not null) feed.Publish(Topic.Approvals, Topic.QueuedTurns);
        feed.Publish([.. topics]);
    }

    /// <summary>Stores the end of a call and its audit record, in the transaction of its effects.</summary>
    /// <exception cref="InvalidOperationException">It had its end already.</exception>
    public async Task EndInAsync(SupportDb db, ToolCall call, Actor person, ToolOutcome outcome)
    {
        var now = time.GetUtcNow();
        (call.Status, call.Code, call.Result, call.EndedAt) = (outcome.Status, outcome.Code, Text.WellFormed(outcome.Result), now);
        call.DraftId ??= outcome.DraftId;
        // what no check refused was refused by the tool itself, or, where that never began, by the gate before it
        if (call.Status == ToolCallStatus.Rejected) call.Step ??= call.RanAt is null ? ToolStep.Approval : ToolStep.Rules;
        call.Revision = await db.StampAsync(call.ConversationId, now, CancellationToken.None);
        var ended = await db.Set<ToolCall>().Where(x => x.Id == call.Id && x.Status == ToolCallStatus.Running).ExecuteUpdateAsync(set => set
            .SetProperty(x => x.Status, call.Status)
            .SetProperty(x => x.Code, call.Code)
            .SetProperty(x => x.Step, call.Step)
            .SetProperty(x => x.Result, call.Result)
            .SetProperty(x => x.DraftId, call.DraftId)
            .SetProperty(x => x.EndedAt, call.EndedAt)
            .SetProperty(x => x.RanAt, call.RanAt)
            .SetProperty(x => x.ArgumentsRun, call.ArgumentsRun)
            .SetProperty(x => x.Revision, call.Revision));
        if (ended != 1) throw new InvalidOperationException("The call had its end already.");
        await audit.AppendAsync(db, new AuditEntry(AuditKind.ToolCall, call.Name, Word(call.Status), Word(call.Origin), person with { ClientAddress = call.ClientAddress })
        {
            Code = call.Code,
            ConversationId = call.ConversationId,
            TurnId = call.TurnId,
            ToolCallId = call.Id,
            DraftId = call.DraftId,
            Arguments = call.Arguments,
            ArgumentsRun = call.ArgumentsRun,
            Result = call.Result,
            DurationMs = (long)(now - call.StartedAt).TotalMilliseconds,
            WaitedMs = (long?)(call.RanAt - call.StartedAt)?.TotalMilliseconds,
            RanMs = (long?)(now - call.RanAt)?.TotalMilliseconds,
            Retries = await RetriesAsync(db, call),
            ToolVersion = call.ToolVersion,
            ModelProvider = call.ModelProvider,
            ModelName = call.ModelName,
            ResponseId = call.ResponseId,
            About = await subjects.OfAsync(db, call),
        });
    }

    // of a gateway: the first question is no retry
    private static async Task<int?> RetriesAsync(SupportDb db, ToolCall call) =>
        await db.Set<Payment>().Where(x => x.ToolCallId == call.Id).Select(x => (int?)x.Attempts).FirstOrDefaultAsync() is > 1 and var attempts ? attempts - 1 : null;

    private static string? Short(string? text) => text is null ? null : Text.WellFormed(Text.Shorten(text, ModelAnswer.TextLength));

    private static string Word<T>(T value) where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());
}
