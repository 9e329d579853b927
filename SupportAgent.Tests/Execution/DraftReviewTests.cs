using SupportAgent.Domain.Approvals;
using SupportAgent.Domain.Execution;
using SupportAgent.Tests.Infrastructure;
using Xunit;

namespace SupportAgent.Tests.Execution;

public sealed class DraftReviewTests
{
    [Fact]
    public async Task A_small_refund_to_the_method_that_paid_is_as_usual()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        var review = await ReviewAsync(domain, await domain.PrepareAsync(20));
        Assert.Equal(RiskLevel.Low, review.Risk);
        Assert.Empty(review.Hints);
        Assert.StartsWith("/policies/refunds#", review.Clause!.Link, StringComparison.Ordinal);
        Assert.Contains("awaiting_approval", review.Told, StringComparison.Ordinal);
        Assert.Equal([People.Approver.Name, People.OtherApprover.Name], review.Approvers);
    }

    [Theory]
    [InlineData(300, "Above what every member of staff may approve")]
    [InlineData(1000, "54 % of what was paid")]
    [InlineData(1819.92, "All that was paid for the order goes back")]
    public async Task What_stands_out_of_an_amount_is_said(double amount, string hint)
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        var review = await ReviewAsync(domain, await domain.PrepareAsync((decimal)amount));
        Assert.Contains(review.Hints, x => x.Text.Contains(hint, StringComparison.Ordinal));
        Assert.True(review.Risk >= RiskLevel.Medium);
    }

    [Fact]
    public async Task An_amount_for_two_people_is_grave_and_whoever_has_approved_is_not_asked_again()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        var draft = await domain.PrepareAsync(1500);
        Assert.Equal(RiskLevel.High, (await ReviewAsync(domain, draft)).Risk);
        await domain.ApproveAsync(draft);
        Assert.Equal([People.OtherApprover.Name], (await ReviewAsync(domain, await domain.DraftAsync(draft.Id))).Approvers);
    }

    [Fact]
    public async Task Refunds_of_the_customer_of_late_are_counted_and_old_ones_are_not()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        foreach (var amount in new[] { 1m, 2m }) await domain.ApproveAsync(await domain.PrepareAsync(amount));
        var review = await ReviewAsync(domain, await domain.PrepareAsync(3));
        var hint = Assert.Single(review.Hints);
        Assert.Equal((RiskLevel.Medium, "2 refunds of this customer in the last 90 days, $3.00 in all."), (hint.Level, hint.Text));

        domain.Time.Advance(DraftReviewDesk.RefundsBack + TimeSpan.FromDays(1));
        Assert.Empty((await ReviewAsync(domain, await domain.PrepareAsync(4))).Hints);
    }

    [Fact]
    public async Task Money_after_a_change_of_address_is_grave_and_the_change_itself_is_marked()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        var change = await domain.PrepareAsync("prepare_update_customer_address", new { customer_id = "yusuf_rossi_9620", address1 = "1 Main Street", address2 = "", city = "Denver", state = "CO", country = "USA", zip = "80201" });
        Assert.Contains((await ReviewAsync(domain, change)).Hints, x => x.Text.StartsWith("Parcels go to another place", StringComparison.Ordinal));
        await domain.ApproveAsync(change);
        var review = await ReviewAsync(domain, await domain.PrepareAsync(20));
        Assert.Equal((RiskLevel.High, "An address of this customer was changed in the last 30 days."), (review.Risk, review.Hints[0].Text));
    }

    [Fact]
    public async Task The_agents_own_words_stand_apart()
    {
        var model = new ScriptedModel().Calls(("prepare_refund", """{"order_id":"#W2378156","reason":"defective","amount":20}""")).Says("**Done!** It is all paid already.");
        await using var domain = await TestDomain.CreateAsync(model);
        var turn = Assert.Single((await domain.AskAsync("Refund $20 of #W2378156, it is defective")).Turns);
        var review = await ReviewAsync(domain, await domain.DraftAsync(turn.ToolCalls.Single().DraftId!.Value));
        Assert.Equal("**Done!** It is all paid already.", review.AgentsWords);
        Assert.DoesNotContain(review.Hints, x => x.Text.Contains("paid already", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Every_action_that_can_be_prepared_has_its_rule()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        Draft[] drafts =
        [
            await domain.PrepareAsync(20),
            await domain.PrepareAsync("prepare_voucher", new { customer_id = "yusuf_rossi_9620", amount = 5, reason = "late_delivery" }),
            await domain.PrepareAsync("prepare_update_customer_address", new { customer_id = "yusuf_rossi_9620", address1 = "1 Main Street", address2 = "", city = "Denver", state = "CO", country = "USA", zip = "80201" }),
        ];
        Assert.All((await domain.Get<DraftReviewDesk>().OfAsync(drafts)).Values, x => Assert.NotNull(x.Clause));
    }

    private static async Task<DraftReview> ReviewAsync(TestDomain domain, Draft draft) => (await domain.Get<DraftReviewDesk>().OfAsync([draft]))[draft.Id];
}
