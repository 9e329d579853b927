using Bunit;
using Microsoft.EntityFrameworkCore;
using SupportAgent.Domain.Access;
using SupportAgent.Domain.Approvals;
using SupportAgent.Domain.Execution;
using SupportAgent.Tests.Infrastructure;
using SupportAgent.Web.Components.Approvals;
using Xunit;

namespace SupportAgent.Tests.Components;

public sealed class DraftCardTests
{
    [Fact]
    public async Task A_pending_card_says_exactly_what_will_happen_and_that_nothing_has()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        await using var page = new StaffContext(domain, People.Agent);
        var card = Draw(page, await domain.PrepareAsync(20));

        Assert.Equal("Refund $20.00 of order #W2378156 to Mastercard ending in 2478", card.Find("h3").TextContent);
        var facts = card.FindAll("dl > div").ToDictionary(x => x.QuerySelector("dt")!.TextContent, x => x.QuerySelector("dd")!.TextContent.Trim());
        Assert.Equal("$1,819.92", facts["Paid"]);
        Assert.Equal("$0.00", facts["Refunded so far"]);
        Assert.Equal("$1,799.92", facts["Left after this"]);
        Assert.Equal("Defective", facts["Reason"]);
        Assert.Equal("/orders/W2378156", card.Find("dl a").GetAttribute("href"));
        Assert.Contains("Nothing has happened yet", card.Markup, StringComparison.Ordinal);
        Assert.Contains("in 1 h", card.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Confirm_carries_it_out_and_the_card_says_who_decided()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        await using var page = new StaffContext(domain, People.Agent);
        var card = Draw(page, await domain.PrepareAsync(20));
        await ButtonOf(card, "Confirm").ClickAsync(new());

        Assert.Equal("executed", card.Find("article").GetAttribute("data-state"));
        Assert.Contains("Approved by", card.Find(".decisions").TextContent, StringComparison.Ordinal);
        Assert.Contains("Alex Agent", card.Find(".decisions").TextContent, StringComparison.Ordinal);
        Assert.Empty(card.FindAll("button"));
        Assert.Equal(2000, (await domain.OrderAsync()).Refunded.Minor);
    }

    [Fact]
    public async Task Deny_asks_for_a_reason_and_shows_it()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        await using var page = new StaffContext(domain, People.Agent);
        var card = Draw(page, await domain.PrepareAsync(20));
        await ButtonOf(card, "Deny…").ClickAsync(new());
        await ButtonOf(card, "Deny").ClickAsync(new());
        Assert.Contains("Say why", card.Find("[role=alert]").TextContent, StringComparison.Ordinal);

        await card.Find("textarea").InputAsync(new() { Value = "<b>No</b> defect" });
        await ButtonOf(card, "Deny").ClickAsync(new());
        Assert.Equal("denied", card.Find("article").GetAttribute("data-state"));
        Assert.Equal("<b>No</b> defect", card.Find("q").TextContent);
        Assert.Equal(0, (await domain.OrderAsync()).Refunded.Minor);
    }

    [Fact]
    public async Task Who_may_not_approve_sees_why_and_can_still_deny()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        await using var page = new StaffContext(domain, People.Agent);
        var card = Draw(page, await domain.PrepareAsync(500));
        Assert.Contains("Amounts above $200.00 need an approver.", card.Find(".why-not").TextContent, StringComparison.Ordinal);
        Assert.Equal(["Edit…", "Deny…"], card.FindAll("button").Select(x => x.TextContent.Trim()));
    }

    [Fact]
    public async Task A_card_that_another_browser_decided_says_so_and_does_nothing()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        await using var page = new StaffContext(domain, People.Agent);
        var draft = await domain.PrepareAsync(20);
        var card = Draw(page, draft);
        await domain.DenyAsync(draft, "No");
        await ButtonOf(card, "Confirm").ClickAsync(new());
        Assert.Equal("denied", card.Find("article").GetAttribute("data-state"));
        Assert.Contains("Denied by Pia Approver", card.Find("[role=alert]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_expired_card_offers_no_decision()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        await using var page = new StaffContext(domain, People.Agent);
        var draft = await domain.PrepareAsync(20);
        domain.Time.Advance(TimeSpan.FromMinutes(61));
        var card = Draw(page, draft);
        Assert.Equal("expired", card.Find("article").GetAttribute("data-state"));
        Assert.Equal(["Prepare anew"], card.FindAll("button").Select(x => x.TextContent.Trim()));
    }

    [Fact]
    public async Task Edit_shows_what_can_be_changed_with_its_values_and_marks_what_is()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        await using var page = new StaffContext(domain, People.Approver);
        var draft = await domain.PrepareAsync(20);
        var card = Draw(page, draft);
        await ButtonOf(card, "Edit…").ClickAsync(new());
        card.WaitForElement("form");
        Assert.Equal(["Amount", "Reason"], card.FindAll("form label").Select(x => x.TextContent.Trim()).Order());
        Assert.True(ButtonOf(card, "Prepare with changes").HasAttribute("disabled"));

        await card.Find("form input").InputAsync(new() { Value = "12,50" });
        Assert.Contains("A number such as 12.50.", card.Markup, StringComparison.Ordinal);
        Assert.True(ButtonOf(card, "Prepare with changes").HasAttribute("disabled"));
        await card.Find("form input").InputAsync(new() { Value = "12.50" });
        Assert.Single(card.FindAll("[data-changed=true]"));
        await ButtonOf(card, "Reset").ClickAsync(new());
        Assert.Empty(card.FindAll("[data-changed=true]"));

        await card.Find("form input").InputAsync(new() { Value = "12.50" });
        await card.Find("form").SubmitAsync();
        Assert.Empty(card.FindAll("form"));
        Assert.Equal(DraftState.Superseded, (await domain.DraftAsync(draft.Id)).State);
        Assert.Equal([1250L], (await domain.Get<ApprovalList>().PendingAsync()).Select(x => x.Amount.Minor));
    }

    [Fact]
    public async Task A_rule_that_is_against_an_edit_is_said_beside_it()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        await using var page = new StaffContext(domain, People.Approver);
        var card = Draw(page, await domain.PrepareAsync(20));
        await ButtonOf(card, "Edit…").ClickAsync(new());
        await card.WaitForElement("form input").InputAsync(new() { Value = "99999" });
        await card.Find("form").SubmitAsync();
        Assert.Contains("is more than what is left", card.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        Assert.Equal("99999", card.Find("form input").GetAttribute("value"));
    }

    [Fact]
    public async Task A_card_that_expired_while_it_was_open_says_so_when_it_is_confirmed()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        await using var page = new StaffContext(domain, People.Agent);
        var card = Draw(page, await domain.PrepareAsync(20));
        domain.Time.Advance(TimeSpan.FromMinutes(61));
        await ButtonOf(card, "Confirm").ClickAsync(new());
        Assert.Contains("expired before anybody decided", card.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        Assert.Equal(0, (await domain.OrderAsync()).Refunded.Minor);
    }

    [Fact]
    public async Task A_session_that_has_ended_decides_nothing_and_is_told()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        await using var page = new StaffContext(domain, People.Agent);
        var card = Draw(page, await domain.PrepareAsync(20));
        await domain.Store.WriteAsync(db => db.Set<StaffMember>().Where(x => x.Id == People.Agent.Id).ExecuteUpdateAsync(set => set.SetProperty(x => x.SecurityStamp, "another")));
        await ButtonOf(card, "Confirm").ClickAsync(new());
        Assert.Contains("You are signed out", card.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        Assert.Equal(DraftState.Pending, (await domain.DraftAsync(card.Instance.Draft.Id)).State);
    }

    [Fact]
    public async Task Two_people_are_asked_for_above_the_second_limit()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        await using var page = new StaffContext(domain, People.Approver);
        var card = Draw(page, await domain.PrepareAsync(1500));
        Assert.Contains("2 different people have to approve this: 0 of 2 so far", card.Markup, StringComparison.Ordinal);
        await ButtonOf(card, "Confirm").ClickAsync(new());
        Assert.Equal("awaiting_approval", card.Find("article").GetAttribute("data-state"));
        Assert.Contains("1 of 2 so far", card.Markup, StringComparison.Ordinal);
        Assert.Contains("a second person", card.Find(".why-not").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_to_look_at_stands_on_the_card_and_who_may_approve()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        await using var page = new StaffContext(domain, People.Agent);
        var draft = await domain.PrepareAsync(1500);
        var card = Draw(page, draft, (await domain.Get<DraftReviewDesk>().OfAsync([draft]))[draft.Id]);
        card.WaitForAssertion(() => Assert.Contains("two different people", card.Find(".hints li[data-level=high]").TextContent, StringComparison.Ordinal));
        Assert.Equal("0 of 2 approvals", card.Find("[data-approvals]").TextContent);
        Assert.Contains($"Ask {People.Approver.Name}, {People.OtherApprover.Name}.", card.Find(".why-not").TextContent, StringComparison.Ordinal);
        Assert.StartsWith("/policies/refunds#", card.Find(".more a").GetAttribute("href"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_can_be_decided_before_it_is_known_who_looks_at_it()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        await using var page = new StaffContext(domain, People.Agent);
        var draft = await domain.PrepareAsync(20);
        Assert.Empty(page.Render<DraftCard>(x => x.Add(card => card.Draft, draft)).FindAll("[data-act]"));
    }

    [Fact]
    public async Task A_changed_amount_is_approved_in_one_go_and_the_draft_before_stays_on_record()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        await using var page = new StaffContext(domain, People.Agent);
        var draft = await domain.PrepareAsync(20);
        var card = Draw(page, draft);
        await ButtonOf(card, "Edit…").ClickAsync(new());
        card.WaitForElement($"#amount-{draft.Id:n}");
        Assert.True(ButtonOf(card, "Approve with changes").HasAttribute("disabled"));
        await card.Find($"#amount-{draft.Id:n}").InputAsync(new() { Value = "12.5" });
        await ButtonOf(card, "Approve with changes").ClickAsync(new());
        Assert.Equal(DraftState.Superseded, (await domain.DraftAsync(draft.Id)).State);
        Assert.Equal(1250, (await domain.OrderAsync()).Refunded.Minor);
    }

    [Fact]
    public async Task All_that_is_left_is_prepared_first_since_nobody_has_seen_the_number()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        await using var page = new StaffContext(domain, People.Approver);
        var draft = await domain.PrepareAsync(20);
        var card = Draw(page, draft);
        await ButtonOf(card, "Edit…").ClickAsync(new());
        card.WaitForElement($"#amount-{draft.Id:n}");
        await card.Find($"#amount-{draft.Id:n}").InputAsync(new() { Value = "" });
        Assert.True(ButtonOf(card, "Approve with changes").HasAttribute("disabled"));
        Assert.False(ButtonOf(card, "Prepare with changes").HasAttribute("disabled"));
    }

    private static IRenderedComponent<DraftCard> Draw(StaffContext page, Draft draft, DraftReview? review = null) =>
        page.Render<DraftCard>(x => x.Add(card => card.Draft, draft).Add(card => card.Person, page.Person).Add(card => card.Review, review));

    private static AngleSharp.Dom.IElement ButtonOf(IRenderedComponent<DraftCard> card, string text) => card.FindAll("button").Single(x => x.TextContent.Trim() == text);
}
