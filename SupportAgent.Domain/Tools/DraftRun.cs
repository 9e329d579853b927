using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using SupportAgent.Domain.Access;
using SupportAgent.Domain.Approvals;
using SupportAgent.Domain.Conversations;
using SupportAgent.Domain.Payments;
using SupportAgent.Domain.Store;

namespace SupportAgent.Domain.Tools;

/// <summary>
/// The one run of an approved draft. Where the shop's ledger is the money, claim, effect, audit record and outcome are one transaction. Where a
/// gateway has to be asked, the tool first runs only to learn what it would pay; that is stored with the claim, the gateway is asked outside of any
/// transaction, and the tool runs once more, for good, when it has said yes.
/// </summary>
public sealed partial class DraftRun(ToolRunner runner, SupportStore store, ToolCallLog log, DraftSettlement settlement, IPaymentGateway gateway, ChangeFeed feed, TimeProvider time, ILogger<DraftRun> logger)
{
    /// <summary>Runs a call of a tool that executes: to its end, or so far that its payment can be asked for.</summary>
    internal async Task RunAsync(ToolCall call, ToolRequest request, ToolDefinition? tool, JsonElement arguments, ToolOutcome? refusal)
    {
        ToolOutcome outcome;
        Draft? draft;
        await using (var write = await store.BeginWriteAsync(CancellationToken.None))
        {
            (draft, var closed) = await ApprovalGate.ClaimAsync(write.Db, request, time.GetUtcNow(), CancellationToken.None);
            var context = ContextOf(write.Db, call, request.Person, draft);
            if (closed is null && refusal is null) log.Run(call, arguments);
            outcome = closed ?? refusal ?? await runner.RunAsync(tool!, arguments, context, CancellationToken.None);
            // on whatever gateway: a tool that is tried with the ledger only must not surprise with another
            if (context.Movements.Count > 0 && !tool!.IsLong) outcome = ToolOutcome.Failed(ErrorCode.ToolFailed, $"{tool.Name} moves money and is not declared to. Nothing was done.");
            if (outcome.Keeps)
            {
                var waits = context.Movements.Count > 0 && !gateway.IsLedger;
                var kept = waits ? await TryOpenPaymentAsync(write, call, draft!, context.Movements) : await TrySettleAsync(write, call, request.Person, draft!, outcome);
                if (kept)
                {
                    if (waits) feed.Publish([Topic.Payments, .. draft!.Topics()]);
                    else log.Ended(call, draft!.Topics());
                    return;
                }
            }
        }

        // the transaction is gone, and with it claim and effect; what remains is to say so
        await EndAsync(call, request.Person, draft, outcome.Keeps ? ToolOutcome.NotStored : outcome);
    }

    /// <summary>Writes down what a gateway said of a payment, and ends the call that waits for it. Of any number of answers the first counts.</summary>
    /// <exception cref="InvalidOperationException">The money moved, and the shop's records can't take it. Nothing was changed; a person has to look into it.</exception>
    internal async Task FinishAsync(Guid draftId, PaymentAnswer answer, ToolDefinition? tool, JsonElement arguments, Actor person)
    {
        ToolCall call;
        Draft draft;
        await using (var write = await store.BeginWriteAsync(CancellationToken.None))
        {
            var payment = await write.Db.Set<Payment>().FirstAsync(x => x.DraftId == draftId);
            if (payment.State != PaymentState.Open) return;
            call = await write.Db.Set<ToolCall>().AsNoTracking().FirstAsync(x => x.Id == payment.ToolCallId);
            draft = (await write.Db.FindDraftAsync(draftId, CancellationToken.None))!;
            var outcome = answer.Result == PaymentResult.Declined
                ? ToolOutcome.Failed(ErrorCode.ToolFailed, $"The payment was declined: {answer.Message} Nothing was paid or changed.")
                : await RunPaidAsync(write.Db, call, payment, draft, tool, arguments, person);
            (payment.State, payment.SettledAt) = (answer.Result == PaymentResult.Declined ? PaymentState.Declined : PaymentState.Succeeded, time.GetUtcNow());
            (payment.Reference, payment.Problem) = (answer.Reference, answer.Message);
            await write.Db.SaveChangesAsync();
            await log.EndInAsync(write.Db, call, person, outcome);
            await settlement.SettleAsync(write.Db, draft, outcome, time.GetUtcNow());
            await write.CommitAsync(CancellationToken.None);
        }

        log.Ended(call, draft.Topics());
    }

    private async Task<ToolOutcome> RunPaidAsync(SupportDb db, ToolCall call, Payment payment, Draft draft, ToolDefinition? tool, JsonElement arguments, Actor person)
    {
        var context = ContextOf(db, call, person, draft);
        var outcome = tool is null ? null : await runner.RunAsync(tool, arguments, context, CancellationToken.None);
        // nothing else of this customer's runs while a payment is open, so the second run does what the first did
        return outcome is { Keeps: true } && Json.Write(context.Movements) == payment.Movements
            ? outcome
            : throw new InvalidOperationException($"Draft {draft.Id} was paid, and cannot be carried out as it was paid: {outcome?.Result}");
    }

    [SuppressMessage("Design", "CA1031", Justification = "Whatever keeps a commit from happening, the call has to end and be recorded.")]
    private async Task<bool> TryAsync(ToolCall call, Func<Task> commit)
    {
        try
        {
            await commit();
            return true;
        }
        catch (Exception e)
        {
            LogNotStored(call.Id, call.Name, e);
            return false;
        }
    }

    private Task<bool> TrySettleAsync(StoreWrite write, ToolCall call, Actor person, Draft draft, ToolOutcome outcome) => TryAsync(call, async () =>
    {
        await write.Db.SaveChangesAsync();
        await log.EndInAsync(write.Db, call, person, outcome);
        await settlement.SettleAsync(write.Db, draft, outcome, time.GetUtcNow());
        await write.CommitAsync(CancellationToken.None);
    });

    private Task<bool> TryOpenPaymentAsync(StoreWrite write, ToolCall call, Draft draft, IEnumerable<Movement> movements) => TryAsync(call, async () =>
    {
        write.Db.ChangeTracker.Clear(); // what the tool did was to learn what it pays; the claim stays
        var now = time.GetUtcNow();
        await log.WaitInAsync(write.Db, call);
        write.Db.Add(new Payment { DraftId = draft.Id, ToolCallId = call.Id, SubjectId = draft.SubjectId, Movements = Json.Write(movements), CreatedAt = now, NextAttemptAt = now });
        await write.CommitAsync(CancellationToken.None);
    });

    private async Task EndAsync(ToolCall call, Actor person, Draft? draft, ToolOutcome outcome)
    {
        await store.WriteAsync(async db =>
        {
            await log.EndInAsync(db, call, person, outcome);
            if (draft is not null) await settlement.SettleAsync(db, draft, outcome, time.GetUtcNow());
        });
        log.Ended(call, draft?.Topics() ?? []);
    }

    private ToolContext ContextOf(SupportDb db, ToolCall call, Actor person, Draft? draft) => new()
    {
        Db = db,
        Person = person,
        ConversationId = call.ConversationId,
        ToolCallId = call.Id,
        Now = time.GetUtcNow(),
        ApprovedDraft = draft,
        ReachableAsync = _ => Task.FromResult<IReadOnlySet<string>?>(null),
    };

    [LoggerMessage(Level = LogLevel.Error, Message = "Tool call {ToolCallId}: what {Tool} did could not be stored")]
    private partial void LogNotStored(Guid toolCallId, string tool, Exception exception);
}
