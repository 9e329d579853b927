using System.Text.Json;
using SupportAgent.Domain.Approvals;
using SupportAgent.Domain.Audit;
using SupportAgent.Domain.Execution;
using SupportAgent.Tests.Infrastructure;
using Xunit;

namespace SupportAgent.Tests.Execution;

public sealed class DraftRevisionTests
{
    [Fact]
    public async Task An_edited_draft_stands_in_the_place_of_the_old_one_and_both_are_kept()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        var old = await domain.PrepareAsync(20);
        var edited = await EditAsync(domain, old, ("amount", 15.5m), ("reason", "changed_mind"));
        Assert.Equal((1550L, (Guid?)old.Id, DraftState.Pending), (edited.Draft!.Amount.Minor, edited.Draft.ReplacesId, edited.Draft.State));
        Assert.Equal(People.Approver.Id, edited.Draft.PreparedById);
        var superseded = await domain.DraftAsync(old.Id);
        Assert.Equal(DraftState.Superseded, superseded.State);
        Assert.Contains("Pia Approver changed this", superseded.Outcome, StringComparison.Ordinal);
        Assert.Single(await domain.AuditAsync(), x => x is { Kind: AuditKind.Draft, Outcome: "superseded" } && x.DraftId == old.Id && x.PersonId == People.Approver.Id);

        Assert.Equal(DecisionResult.AlreadyDecided, (await domain.ApproveAsync(old)).Result);
        await domain.ApproveAsync(edited.Draft);
        Assert.Equal(1550, (await domain.OrderAsync()).Refunded.Minor);
    }

    [Fact]
    public async Task An_edit_is_checked_against_the_rules_like_any_preparation()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        var draft = await domain.PrepareAsync(20);
        Assert.Contains("more than what is left", (await EditAsync(domain, draft, ("amount", 99999m))).Message, StringComparison.Ordinal);
        Assert.Contains("must be one of", (await EditAsync(domain, draft, ("reason", "because"))).Message, StringComparison.Ordinal);
        Assert.Contains("can't be changed", (await EditAsync(domain, draft, ("order_id", "#W4817420"))).Message, StringComparison.Ordinal);
        Assert.Contains("Nothing was changed", (await EditAsync(domain, draft, ("amount", 20m))).Message, StringComparison.Ordinal);
        Assert.Equal(DraftState.Pending, (await domain.DraftAsync(draft.Id)).State);
    }

    [Fact]
    public async Task Of_an_edit_and_a_decision_at_the_same_time_one_counts()
    {
        for (var round = 0; round < 10; round++)
        {
            await using var domain = await TestDomain.CreateAsync(running: false);
            var draft = await domain.PrepareAsync(20);
            var edit = Task.Run(() => EditAsync(domain, draft, ("amount", 15m)));
            var decision = Task.Run(() => domain.ApproveAsync(draft));
            var (edited, decided) = (await edit, await decision);
            Assert.NotEqual(edited.Draft is not null, decided.Result == DecisionResult.Recorded);
            Assert.Equal(decided.Result == DecisionResult.Recorded ? 2000 : 0, (await domain.OrderAsync()).Refunded.Minor);
        }
    }

    [Fact]
    public async Task What_waits_about_an_order_is_out_of_date_once_something_was_carried_out_and_one_click_prepares_it_anew()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        var (first, second) = (await domain.PrepareAsync(20), await domain.PrepareAsync(30));
        await domain.ApproveAsync(first);
        var stale = await domain.DraftAsync(second.Id);
        Assert.Equal(DraftState.Stale, stale.State);
        Assert.Single(await domain.AuditAsync(), x => x is { Kind: AuditKind.Draft, Outcome: "stale" } && x.DraftId == second.Id);
        Assert.Equal(DecisionResult.AlreadyDecided, (await domain.ApproveAsync(second)).Result);

        var anew = await domain.Get<DraftRevision>().PrepareAnewAsync(second.Id, People.Agent);
        Assert.Equal((3000L, (Guid?)second.Id), (anew.Draft!.Amount.Minor, anew.Draft.ReplacesId));
        await domain.ApproveAsync(anew.Draft);
        Assert.Equal(5000, (await domain.OrderAsync()).Refunded.Minor);
        Assert.Equal(DraftState.Stale, (await domain.DraftAsync(second.Id)).State);
    }

    [Fact]
    public async Task What_expired_can_be_prepared_anew_and_what_waits_or_was_denied_not()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        var (waits, denied) = (await domain.PrepareAsync(20), await domain.PrepareAsync(30));
        await domain.DenyAsync(denied);
        Assert.Null((await domain.Get<DraftRevision>().PrepareAnewAsync(waits.Id, People.Agent)).Draft);
        Assert.Null((await domain.Get<DraftRevision>().PrepareAnewAsync(denied.Id, People.Agent)).Draft);
        domain.Time.Advance(TimeSpan.FromHours(2));
        Assert.NotNull((await domain.Get<DraftRevision>().PrepareAnewAsync(waits.Id, People.Agent)).Draft);
        Assert.Null((await EditAsync(domain, waits, ("amount", 5m))).Draft);
    }

    [Fact]
    public async Task An_order_that_changed_behind_a_drafts_back_makes_the_approval_stale()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        var draft = await domain.PrepareAsync(20);
        await domain.Store.WriteAsync(async db => (await Domain.Shop.OrderStore.FindOrderAsync(db, draft.SubjectId, CancellationToken.None))!.Version++);
        var outcome = await domain.ApproveAsync(draft);
        Assert.Equal((DecisionResult.Stale, DraftState.Stale), (outcome.Result, outcome.Draft!.State));
        Assert.Empty(outcome.Draft.Decisions);
        Assert.Equal(0, (await domain.OrderAsync()).Refunded.Minor);
    }

    [Fact]
    public async Task The_agent_hears_that_a_draft_was_changed_and_what_became_of_the_other()
    {
        var model = new ScriptedModel().Calls(("prepare_refund", """{"order_id":"#W2378156","reason":"defective","amount":20}""")).Says("It waits.").Says("Done: $15.00.");
        await using var domain = await TestDomain.CreateAsync(model);
        var transcript = await domain.AskAsync("Refund 20 dollars of #W2378156, defective");
        var edited = await EditAsync(domain, transcript.Drafts.Single(), ("amount", 15m));
        await domain.ApproveAsync(edited.Draft!);
        var after = await domain.UntilAsync(transcript.Conversation!.Id, x => x.Turns.Count == 2 && x.Working is null);
        Assert.Equal(2, after.Turns.First().Drafts.Count); // the new card stands where the old one does
        var told = string.Join('\n', model.Requests.Last().Messages.SelectMany(x => x.Contents).OfType<Microsoft.Extensions.AI.FunctionResultContent>().Select(x => x.Result));
        Assert.Contains("superseded", told, StringComparison.Ordinal);
        Assert.Contains("\"status\":\"executed\"", told, StringComparison.Ordinal);
        Assert.Equal(1, model.Requests.Last().Messages.SelectMany(x => x.Contents).OfType<Microsoft.Extensions.AI.FunctionCallContent>().Count(x => x.Name == "prepare_refund"));
    }

    private static Task<RevisionOutcome> EditAsync(TestDomain domain, Draft draft, params (string Name, object Value)[] values) =>
        domain.Get<DraftRevision>().EditAsync(draft.Id, People.Approver, values.ToDictionary(x => x.Name, x => JsonSerializer.SerializeToElement(x.Value)));
}
