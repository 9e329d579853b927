using Microsoft.EntityFrameworkCore;
using SupportAgent.Domain.Access;
using SupportAgent.Domain.Approvals;
using SupportAgent.Domain.Audit;
using SupportAgent.Domain.Conversations;
using SupportAgent.Domain.Shop;
using SupportAgent.Domain.Store;
using SupportAgent.Domain.Texts;
using SupportAgent.Domain.Tools;

namespace SupportAgent.Domain.Execution;

/// <summary>Where people decide about drafts. Pages and API come here; of any number of simultaneous decisions one is recorded.</summary>
public sealed class DecisionDesk(SupportStore store, AuditLog audit, ApprovalPolicy policy, DraftSettlement settlement, DraftExecutor executor, ChangeFeed feed, TimeProvider time)
{
    /// <summary>Approves a draft and, when enough people have, executes it.</summary>
    public Task<DecisionOutcome> ApproveAsync(Guid draftId, Actor person, string? note, CancellationToken cancel = default) =>
        DecideAsync(draftId, person, Verdict.Approved, note, cancel);

    /// <summary>Denies a draft for a reason, which the agent hears.</summary>
    public Task<DecisionOutcome> DenyAsync(Guid draftId, Actor person, string reason, CancellationToken cancel = default) =>
        DecideAsync(draftId, person, Verdict.Denied, reason, cancel);

    private async Task<DecisionOutcome> DecideAsync(Guid draftId, Actor person, Verdict verdict, string? note, CancellationToken cancel)
    {
        note = string.IsNullOrWhiteSpace(note) ? null : Text.WellFormed(note.Trim());
        if (verdict == Verdict.Denied && note is null) return new(DecisionResult.Invalid, DecisionTexts.SayWhy, null);
        if (note?.Length > Decision.NoteLength) return new(DecisionResult.Invalid, DecisionTexts.TooLong.With(note.Length, Decision.NoteLength), null);

        // from here on a closed page or a lost connection must not tear the decision apart
        var outcome = await store.WriteAsync(db => RecordAsync(db, draftId, person, verdict, note), cancel);
        if (outcome.Draft is null) return outcome;
        feed.Publish([.. outcome.Draft.Topics(), Topic.QueuedTurns]);
        if (outcome.Result != DecisionResult.Recorded || outcome.Draft.State != DraftState.Approved) return outcome;

        await executor.ExecuteAsync(outcome.Draft, ToolOrigin.Person);
        var executed = await store.ReadAsync(db => db.FindDraftAsync(draftId, CancellationToken.None), CancellationToken.None);
        return outcome with { Draft = executed, Message = DraftText.WhatHappened(executed!) };
    }

    private async Task<DecisionOutcome> RecordAsync(SupportDb db, Guid draftId, Actor person, Verdict verdict, string? note)
    {
        var now = time.GetUtcNow();
        if (await db.FindDraftAsync(draftId, CancellationToken.None) is not { } draft) return new(DecisionResult.NotFound, DecisionTexts.NoSuchDraft, null);
        if (draft.StateAsOf(now) == DraftState.Expired) return new(DecisionResult.Expired, DecisionTexts.ExpiredAskAgain, draft);
        if (draft.State != DraftState.Pending) return new(DecisionResult.AlreadyDecided, DraftText.WhatHappened(draft), draft);

        var current = await db.FindActorAsync(person.Id, now);
        string? WhyNot() => current is null ? DecisionTexts.NoRightsAnyMore : policy.WhyNot(current, draft, verdict);
        if (current is null || WhyNot() is not null)
        {
            await audit.AppendAsync(db, Entry(draft, person, verdict, "rejected", Wording.ForRecord(WhyNot)) with { Code = "not_permitted" });
            return new(DecisionResult.NotPermitted, WhyNot()!, draft);
        }

        if (await db.VersionOfAsync(draft.SubjectId) != draft.SubjectVersion)
        {
            await settlement.EndAsync(db, draft, DraftState.Stale, DraftSettlement.Overtaken(draft), now, Actor.System);
            var stale = (await db.FindDraftAsync(draftId, CancellationToken.None))!;
            return new(DecisionResult.Stale, DraftText.WhatHappened(stale), stale);
        }

        var decision = new Decision { Id = Domain.Id.Next(now), DraftId = draft.Id, Verdict = verdict, PersonId = current.Id, PersonName = current.Name, At = now, Note = note };
        db.Add(decision);
        draft.Decisions.Add(decision);
        var revision = await db.StampAsync(draft.ConversationId, now, CancellationToken.None);
        await MoveAsync(db, draft, verdict, note, now, revision);
        await audit.AppendAsync(db, Entry(draft, current with { ClientAddress = person.ClientAddress }, verdict, verdict == Verdict.Approved ? "approved" : "denied", note));
        var after = (await db.FindDraftAsync(draftId, CancellationToken.None))!;
        return new(DecisionResult.Recorded, DraftText.WhatHappened(after), after);
    }

    private static async Task MoveAsync(SupportDb db, Draft draft, Verdict verdict, string? note, DateTimeOffset now, long revision)
    {
        if (verdict == Verdict.Denied)
        {
            await db.MoveAsync(draft.Id, DraftState.Pending, DraftState.Denied, now, DraftText.Denial(draft, note!), revision, CancellationToken.None);
            db.QueueOutcomeTurn(draft, now, revision);
        }
        else if (draft.Decisions.Count >= draft.ApprovalsNeeded)
        {
            await db.MoveAsync(draft.Id, DraftState.Pending, DraftState.Approved, now, null, revision, CancellationToken.None);
        }
        else
        {
            await db.Set<Draft>().Where(x => x.Id == draft.Id).ExecuteUpdateAsync(set => set.SetProperty(x => x.Revision, revision));
        }
    }

    private static AuditEntry Entry(Draft draft, Actor person, Verdict verdict, string outcome, string? note) =>
        new(AuditKind.Decision, verdict == Verdict.Approved ? "approve" : "deny", outcome, "person", person)
        {
            ConversationId = draft.ConversationId,
            DraftId = draft.Id,
            About = draft.About(),
            Arguments = Json.Write(new { tool = draft.ExecuteTool, summary = draft.Summary, amount = draft.Amount, action = draft.Fingerprint }),
            Result = note,
        };
}
