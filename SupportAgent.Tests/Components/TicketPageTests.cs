using AngleSharp.Dom;
using Bunit;
using Bunit.Extensions.WaitForHelpers;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SupportAgent.Domain.Audit;
using SupportAgent.Domain.Conversations;
using SupportAgent.Domain.Tickets;
using SupportAgent.Tests.Infrastructure;
using SupportAgent.Web.Components.Audit;
using SupportAgent.Web.Components.Pages;
using SupportAgent.Web.Components.Tickets;
using Xunit;

namespace SupportAgent.Tests.Components;

public sealed class TicketPageTests
{
    [Fact]
    public async Task A_note_is_added_and_stands_in_the_history_as_text()
    {
        await using var domain = await WithTicketAsync();
        await using var context = new StaffContext(domain, People.Agent);
        var page = Open(context);
        Assert.Contains("No notes yet", page.Markup, StringComparison.Ordinal);
        await page.Find("#ticket-note").InputAsync("<script>alert(1)</script>\nSecond line");
        await page.Find("form.note").SubmitAsync();
        page.WaitForAssertion(() => Assert.Equal("<script>alert(1)</script>\nSecond line", page.Find("li[data-kind=Note] .text").TextContent));
        Assert.Equal(People.Agent.Name, page.Find("li[data-kind=Note] strong").TextContent);
        Assert.Equal("", page.Find("#ticket-note").GetAttribute("value") ?? "");
        Assert.Empty(page.FindAll("script"));
    }

    [Fact]
    public async Task A_note_that_is_refused_stays_in_its_box_with_the_reason()
    {
        await using var domain = await WithTicketAsync();
        await using var context = new StaffContext(domain, People.Agent);
        var page = Open(context);
        var tooLong = new string('x', TicketNote.TextLength + 1);
        await page.Find("#ticket-note").InputAsync(tooLong);
        await page.Find("form.note").SubmitAsync();
        page.WaitForAssertion(() => Assert.Contains("4001", page.Find("form.note [role=alert]").TextContent, StringComparison.Ordinal));
        Assert.Equal(tooLong, page.Find("#ticket-note").GetAttribute("value"));
        Assert.Empty(page.FindAll("li[data-kind]"));
    }

    [Fact]
    public async Task Status_priority_and_assignee_are_saved_together_and_leave_changes_and_a_record()
    {
        await using var domain = await WithTicketAsync();
        await using var context = new StaffContext(domain, People.Agent);
        var page = Open(context);
        await page.Find("#ticket-status").ChangeAsync(TicketStatus.Waiting);
        await page.Find("#ticket-priority").ChangeAsync(TicketPriority.Urgent);
        await page.Find("#ticket-assignee").ChangeAsync(People.EmailOf(People.Approver));
        await page.Find("form.editor").SubmitAsync();
        page.WaitForAssertion(() => Assert.Equal(
            ["Status: open → waiting", "Priority: normal → urgent", "Assignee: nobody → Pia Approver"], page.FindAll("li[data-kind=Change] .text").Select(x => x.TextContent)));
        Assert.Contains("Saved", page.Find("form.editor").TextContent, StringComparison.Ordinal);
        Assert.Contains("Pia Approver", page.Find("section[aria-label=Ticket]").TextContent, StringComparison.Ordinal);

        var records = (await domain.Get<AuditSearch>().FindAsync(new AuditQuery())).Records;
        Assert.Equal((AuditKind.Ticket, "update_ticket", People.Agent.Id), (records[0].Kind, records[0].Action, records[0].PersonId));
        var table = context.Render<AuditTable>(x => x.Add(t => t.Records, records));
        Assert.Equal("Change ticket", table.FindAll(".what")[0].TextContent.Trim());
    }

    [Fact]
    public async Task Only_people_whose_account_is_open_can_be_chosen_and_a_locked_assignee_still_shows()
    {
        await using var domain = await WithTicketAsync();
        await domain.CallAsync("update_ticket", new { ticket_id = "T-1001", assignee = "agent-2@example.test" });
        await domain.Store.WriteAsync(db => db.Users.Where(x => x.Id == People.OtherAgent.Id).ExecuteUpdateAsync(set => set.SetProperty(x => x.LockoutEnd, DateTimeOffset.MaxValue)));
        await using var context = new StaffContext(domain, People.Agent);
        var page = Open(context);
        Assert.Equal(
            ["Nobody", "Otto Agent (account locked)", "Alex Agent", "Dana Admin", "Pia Approver", "Quin Approver"],
            page.FindAll("#ticket-assignee option").Select(x => x.TextContent));
        await page.Find("#ticket-status").ChangeAsync(TicketStatus.Closed);
        await page.Find("form.editor").SubmitAsync();
        page.WaitForAssertion(() => Assert.Contains(page.FindAll("li[data-kind=Change] .text"), x => x.TextContent == "Status: open → closed"));
        Assert.DoesNotContain(page.FindAll("li[data-kind=Change] .text"), x => x.TextContent.Contains("→ nobody", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_a_colleague_does_meanwhile_shows_and_takes_nothing_of_what_is_being_written()
    {
        await using var domain = await WithTicketAsync();
        await using var context = new StaffContext(domain, People.Agent);
        var page = Open(context);
        await page.Find("#ticket-note").InputAsync("Half a note");
        await page.Find("#ticket-priority").ChangeAsync(TicketPriority.High);

        await domain.Get<TicketDesk>().AddNoteAsync("T-1001", "I was here first.", People.OtherAgent);
        await domain.CallAsync("update_ticket", new { ticket_id = "T-1001", status = "closed" }, person: People.OtherAgent);
        Until(domain, page, () => Assert.Equal(2, page.FindAll("li[data-kind]").Count));
        Assert.Equal("Half a note", page.Find("#ticket-note").GetAttribute("value"));
        Assert.Equal("Closed", Chosen(page.Find("#ticket-status")));
        Assert.Equal("High", Chosen(page.Find("#ticket-priority")));

        await page.Find("form.editor").SubmitAsync();
        await page.Find("form.note").SubmitAsync();
        page.WaitForAssertion(() => Assert.Equal(4, page.FindAll("li[data-kind]").Count));
        Assert.Equal(
            ["I was here first.", "Status: open → closed", "Priority: normal → high", "Half a note"],
            page.FindAll("li[data-kind] .text").Select(x => x.TextContent));
    }

    [Fact]
    public async Task Saving_nothing_is_refused_in_words()
    {
        await using var domain = await WithTicketAsync();
        await using var context = new StaffContext(domain, People.Agent);
        var page = Open(context);
        await page.Find("form.editor").SubmitAsync();
        page.WaitForAssertion(() => Assert.Contains("Say what to change", page.Find("form.editor [role=alert]").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Nothing_can_be_pressed_while_it_is_saved()
    {
        await using var domain = await WithTicketAsync();
        await using var context = new StaffContext(domain, People.Agent);
        var saved = new TaskCompletionSource<string?>();
        var saves = 0;
        var ticket = (await domain.Store.ReadAsync(db => db.FindTicketAsync("T-1001")))!;
        var editor = context.Render<TicketEditor>(x => x.Add(e => e.Ticket, ticket).Add(e => e.People, []).Add(e => e.Save, _ =>
        {
            saves++;
            return saved.Task;
        }));
        var first = editor.Find("form").SubmitAsync();
        Assert.All(editor.FindAll("select, button"), x => Assert.True(x.HasAttribute("disabled")));
        await editor.Find("form").SubmitAsync();
        saved.SetResult(null);
        await first;
        Assert.Equal(1, saves);
        Assert.All(editor.FindAll("select, button"), x => Assert.False(x.HasAttribute("disabled")));
    }

    [Theory]
    [InlineData("T-9")]
    [InlineData("nothing")]
    public async Task A_ticket_that_does_not_exist_is_said_to_be_unknown(string id)
    {
        await using var domain = await WithTicketAsync();
        await using var context = new StaffContext(domain, People.Agent);
        var page = context.Render<TicketPage>(x => x.Add(p => p.TicketId, id));
        page.WaitForAssertion(() => Assert.Contains("no such ticket", page.Markup, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("assignee=me", "T-1002")]
    [InlineData("assignee=nobody", "T-1001")]
    [InlineData("assignee=else", "T-1002 T-1001")]
    public async Task The_list_can_show_only_mine_or_nobodys(string query, string ids)
    {
        await using var domain = await WithTicketAsync();
        domain.Time.Advance(TimeSpan.FromMinutes(1));
        await OpenTicketAsync(domain);
        await domain.CallAsync("update_ticket", new { ticket_id = "T-1002", assignee = "me" });
        await using var context = new StaffContext(domain, People.Agent);
        context.Services.GetRequiredService<NavigationManager>().NavigateTo($"tickets?{query}");
        var page = context.Render<Web.Components.Pages.Tickets>();
        page.WaitForAssertion(() => Assert.Equal(ids.Split(' '), page.FindAll("td[data-label=Ticket] a").Select(x => x.TextContent)));
        Assert.Contains("Mine", page.Find("#filter-TicketAssignee").TextContent, StringComparison.Ordinal);
        Assert.Equal(ids.Split(' ').Select(x => x == "T-1002" ? People.Agent.Name : "Nobody"), page.FindAll("td[data-label=Assignee]").Select(x => x.TextContent.Trim()));
    }

    private static IRenderedComponent<TicketPage> Open(StaffContext context)
    {
        var page = context.Render<TicketPage>(x => x.Add(p => p.TicketId, "t-1001"));
        page.WaitForElement("#ticket-note");
        return page;
    }

    // between two notices a page pauses, and only the test moves the clock on
    private static void Until(TestDomain domain, IRenderedComponent<TicketPage> page, Action reached)
    {
        for (var left = 100; ; left--)
        {
            domain.Time.Advance(TimeSpan.FromMilliseconds(100));
            try
            {
                page.WaitForAssertion(reached, TimeSpan.FromMilliseconds(50));
                return;
            }
            catch (WaitForFailedException) when (left > 0)
            {
                // the pause had not begun yet
            }
        }
    }

    private static string? Chosen(IElement select) => select.GetAttribute("value");

    private static async Task<TestDomain> WithTicketAsync()
    {
        var domain = await TestDomain.CreateAsync(running: false);
        await OpenTicketAsync(domain);
        return domain;
    }

    private static async Task OpenTicketAsync(TestDomain domain)
    {
        var call = await domain.CallAsync("create_support_ticket", new { category = "delivery", subject = "Late", message = "It is late.", priority = "normal", order_id = "#W2378156" });
        Assert.True(call.Status == ToolCallStatus.Succeeded, call.Result);
    }
}
