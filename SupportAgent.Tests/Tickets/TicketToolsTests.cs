using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using SupportAgent.Domain;
using SupportAgent.Domain.Access;
using SupportAgent.Domain.Audit;
using SupportAgent.Domain.Conversations;
using SupportAgent.Domain.Store;
using SupportAgent.Domain.Tickets;
using SupportAgent.Domain.Tools;
using SupportAgent.Tests.Infrastructure;
using Xunit;

namespace SupportAgent.Tests.Tickets;

public sealed class TicketToolsTests
{
    [Fact]
    public async Task A_note_is_kept_with_its_author_and_given_with_the_ticket()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        await OpenAsync(domain);
        domain.Time.Advance(TimeSpan.FromMinutes(5));
        var state = Result(await domain.CallAsync("add_ticket_note", new { ticket_id = "t-1001", note = "  <b>Called</b> the carrier.\n" }, person: People.OtherAgent));
        Assert.Equal("open", state.GetProperty("status").GetString());

        var ticket = Result(await domain.CallAsync("get_ticket", new { ticket_id = "T-1001" }));
        var note = Assert.Single(ticket.GetProperty("notes").EnumerateArray());
        Assert.Equal((People.OtherAgent.Name, "<b>Called</b> the carrier."), (note.GetProperty("by").GetString(), note.GetProperty("text").GetString()));
        Assert.Equal(domain.Time.GetUtcNow(), ticket.GetProperty("updated_at").GetDateTimeOffset());
        Assert.False(ticket.TryGetProperty("assignee", out _));
    }

    [Fact]
    public async Task The_latest_ten_notes_are_given_oldest_first_and_fit_into_a_result_with_the_message()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        await OpenAsync(domain, message: new string('m', Ticket.MessageLength));
        for (var i = 1; i <= 12; i++) await domain.Get<TicketDesk>().AddNoteAsync("T-1001", $"{i} {new string('n', TicketNote.TextLength - 3)}", People.Agent);
        await domain.CallAsync("update_ticket", new { ticket_id = "T-1001", status = "closed" });
        var notes = Result(await domain.CallAsync("get_ticket", new { ticket_id = "T-1001" })).GetProperty("notes").EnumerateArray().ToList();
        Assert.Equal(Enumerable.Range(3, 10), notes.ConvertAll(x => int.Parse(x.GetProperty("text").GetString()!.Split(' ')[0], null)));
        Assert.All(notes, x => Assert.EndsWith("…", x.GetProperty("text").GetString(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Status_priority_and_assignee_change_together_and_each_is_a_line_of_the_history()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        await OpenAsync(domain);
        domain.Time.Advance(TimeSpan.FromHours(1));
        var state = Result(await domain.CallAsync("update_ticket", new { ticket_id = "T-1001", status = "waiting", priority = "urgent", assignee = "APPROVER@example.test" }));
        Assert.Equal(
            ("waiting", "urgent", People.Approver.Name),
            (state.GetProperty("status").GetString(), state.GetProperty("priority").GetString(), state.GetProperty("assignee").GetString()));

        var (ticket, history) = await ReadAsync(domain);
        Assert.Equal((TicketStatus.Waiting, TicketPriority.Urgent, People.Approver.Id), (ticket.Status, ticket.Priority, ticket.AssigneeId));
        Assert.Equal(["Status: open → waiting", "Priority: normal → urgent", "Assignee: nobody → Pia Approver"], history.Select(x => x.Text));
        Assert.All(history, x => Assert.Equal((TicketNoteKind.Change, People.Agent.Id, domain.Time.GetUtcNow()), (x.Kind, x.AuthorId, x.At)));
        Assert.Equal(domain.Time.GetUtcNow(), ticket.UpdatedAt);
    }

    [Fact]
    public async Task Only_what_differs_is_a_change()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        await OpenAsync(domain);
        Result(await domain.CallAsync("update_ticket", new { ticket_id = "T-1001", status = "open", priority = "high" }));
        Assert.Equal("Priority: normal → high", Assert.Single((await ReadAsync(domain)).History).Text);
    }

    [Fact]
    public async Task Me_is_whoever_asks_and_nobody_takes_it_back()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        await OpenAsync(domain);
        Result(await domain.CallAsync("update_ticket", new { ticket_id = "T-1001", assignee = "Me" }, person: People.OtherAgent));
        Assert.Equal(People.OtherAgent.Id, (await ReadAsync(domain)).Ticket.AssigneeId);
        Result(await domain.CallAsync("update_ticket", new { ticket_id = "T-1001", assignee = "nobody" }));
        var (ticket, history) = await ReadAsync(domain);
        Assert.Null(ticket.AssigneeId);
        Assert.Null(ticket.AssigneeName);
        Assert.Equal("Assignee: Otto Agent → nobody", history[^1].Text);
    }

    [Theory]
    [InlineData("get_ticket", """{"ticket_id":"T-9"}""", ErrorCode.NotFound)]
    [InlineData("add_ticket_note", """{"ticket_id":"T-9","note":"x"}""", ErrorCode.NotFound)]
    [InlineData("add_ticket_note", """{"ticket_id":"1","note":"x"}""", ErrorCode.NotFound)]
    [InlineData("add_ticket_note", """{"ticket_id":"T-1001","note":" \n"}""", ErrorCode.InvalidArguments)]
    [InlineData("add_ticket_note", """{"ticket_id":"T-1001"}""", ErrorCode.InvalidArguments)]
    [InlineData("update_ticket", """{"ticket_id":"T-9","status":"closed"}""", ErrorCode.NotFound)]
    [InlineData("update_ticket", """{"ticket_id":"T-1001"}""", ErrorCode.InvalidArguments)]
    [InlineData("update_ticket", """{"ticket_id":"T-1001","status":null}""", ErrorCode.InvalidArguments)]
    [InlineData("update_ticket", """{"ticket_id":"T-1001","status":"solved"}""", ErrorCode.InvalidArguments)]
    [InlineData("update_ticket", """{"ticket_id":"T-1001","subject":"other"}""", ErrorCode.InvalidArguments)]
    [InlineData("update_ticket", """{"ticket_id":"T-1001","status":"open","priority":"normal","assignee":"nobody"}""", ErrorCode.PolicyViolation)]
    [InlineData("update_ticket", """{"ticket_id":"T-1001","assignee":"who@example.test"}""", ErrorCode.NotFound)]
    [InlineData("update_ticket", """{"ticket_id":"T-1001","assignee":""}""", ErrorCode.NotFound)]
    [InlineData("update_ticket", """{"ticket_id":"T-1001","assignee":"\ud800"}""", ErrorCode.InvalidJson)]
    [InlineData("update_ticket", """{"ticket_id":"T-1001","status":"closed","assignee":"agent-2@example.test"}""", ErrorCode.PolicyViolation)] // locked
    [InlineData("update_ticket", """{"ticket_id":"T-1001","assignee":"auditor@example.test"}""", ErrorCode.PolicyViolation)] // reads the audit and nothing else
    [InlineData("list_tickets", """{"status":"done"}""", ErrorCode.InvalidArguments)]
    [InlineData("list_tickets", """{"assignee":"agent@example.test"}""", ErrorCode.InvalidArguments)]
    [InlineData("list_tickets", """{"customer_id":"nobody_1"}""", ErrorCode.NotFound)]
    [InlineData("list_tickets", """{"order_id":"#W0000000"}""", ErrorCode.NotFound)]
    public async Task What_does_not_exist_or_changes_nothing_is_refused_and_leaves_no_trace_on_the_ticket(string tool, string arguments, string code)
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        await OpenAsync(domain);
        await LockAsync(domain, People.OtherAgent);
        var call = await domain.CallAsync(tool, arguments);
        Assert.Equal((ToolCallStatus.Rejected, code), (call.Status, call.Code));
        var (ticket, history) = await ReadAsync(domain);
        Assert.Empty(history);
        Assert.Equal((TicketStatus.Open, ticket.CreatedAt), (ticket.Status, ticket.UpdatedAt));
    }

    [Fact]
    public async Task A_closed_ticket_takes_notes_and_can_be_opened_again()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        await OpenAsync(domain);
        Result(await domain.CallAsync("update_ticket", new { ticket_id = "T-1001", status = "closed" }));
        Result(await domain.CallAsync("add_ticket_note", new { ticket_id = "T-1001", note = "The customer called again." }));
        Result(await domain.CallAsync("update_ticket", new { ticket_id = "T-1001", status = "open" }));
        Assert.Equal(["Status: open → closed", "The customer called again.", "Status: closed → open"], (await ReadAsync(domain)).History.Select(x => x.Text));
    }

    [Fact]
    public async Task Tickets_are_listed_by_what_is_given_newest_first()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        await OpenAsync(domain, order: "#W2378156", priority: "urgent");
        domain.Time.Advance(TimeSpan.FromMinutes(1));
        await OpenAsync(domain, customer: "yusuf_rossi_9620");
        await OpenAsync(domain, customer: "mei_ahmed_4909");
        await domain.CallAsync("update_ticket", new { ticket_id = "T-1002", assignee = "me" });
        await domain.CallAsync("update_ticket", new { ticket_id = "T-1003", status = "closed", assignee = "approver@example.test" });

        Assert.Equal(["T-1003", "T-1002", "T-1001"], await IdsAsync(new { }));
        Assert.Equal(["T-1002", "T-1001"], await IdsAsync(new { status = "open" }));
        Assert.Equal(["T-1001"], await IdsAsync(new { priority = "urgent" }));
        Assert.Equal(["T-1002", "T-1001"], await IdsAsync(new { customer_id = "yusuf_rossi_9620" }));
        Assert.Equal(["T-1001"], await IdsAsync(new { order_id = "w2378156" }));
        Assert.Equal(["T-1002"], await IdsAsync(new { assignee = "me" }));
        Assert.Equal(["T-1001"], await IdsAsync(new { assignee = "nobody" }));
        Assert.Equal([], await IdsAsync(new { status = "closed", assignee = "me" }));

        async Task<IEnumerable<string?>> IdsAsync(object query) =>
            Result(await domain.CallAsync("list_tickets", query)).GetProperty("tickets").EnumerateArray().Select(x => x.GetProperty("ticket_id").GetString());
    }

    [Fact]
    public async Task At_most_twenty_tickets_are_listed_and_all_are_counted()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        for (var i = 0; i < 23; i++) await OpenAsync(domain);
        var found = Result(await domain.CallAsync("list_tickets", new { status = "open" }));
        Assert.Equal((23, 20), (found.GetProperty("total").GetInt32(), found.GetProperty("tickets").GetArrayLength()));
    }

    [Fact]
    public async Task A_conversation_about_a_customer_lists_no_tickets_of_others_and_says_how_many_there_are()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        await OpenAsync(domain, customer: "yusuf_rossi_9620");
        await OpenAsync(domain, customer: "mei_ahmed_4909");
        await OpenAsync(domain);
        var conversation = await domain.ConversationAsync();
        Assert.Equal(3, Result(await domain.CallAsync("list_tickets", new { }, conversation)).GetProperty("total").GetInt32());
        await domain.CallAsync("get_order", new { order_id = "#W2378156" }, conversation);
        var found = Result(await domain.CallAsync("list_tickets", new { }, conversation));
        Assert.Equal(["T-1003", "T-1001"], found.GetProperty("tickets").EnumerateArray().Select(x => x.GetProperty("ticket_id").GetString()));
        Assert.Equal((2, 1), (found.GetProperty("total").GetInt32(), found.GetProperty("left_out_of_other_customers").GetInt32()));
        Assert.Equal(ErrorCode.OutOfScope, (await domain.CallAsync("update_ticket", new { ticket_id = "T-1002", status = "closed" }, conversation)).Code);
        Assert.Equal(ErrorCode.OutOfScope, (await domain.CallAsync("add_ticket_note", new { ticket_id = "T-1002", note = "x" }, conversation)).Code);
    }

    [Fact]
    public async Task What_a_person_does_on_the_page_is_in_the_audit_with_the_name_of_the_tool()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        await OpenAsync(domain);
        var desk = domain.Get<TicketDesk>();
        Assert.NotNull((await desk.AddNoteAsync("T-1001", "Called.", People.OtherAgent)).Ticket);
        Assert.NotNull((await desk.UpdateAsync("T-1001", new TicketChange { Status = TicketStatus.Closed }, People.OtherAgent)).Ticket);
        Assert.Null((await desk.UpdateAsync("T-1001", new TicketChange { Status = TicketStatus.Closed }, People.OtherAgent)).Ticket); // changed nothing, so nothing to record

        var records = (await domain.AuditAsync()).Where(x => x.Kind == AuditKind.Ticket).ToList();
        Assert.Equal(["add_ticket_note", "update_ticket"], records.Select(x => x.Action));
        Assert.All(records, x => Assert.Equal(("succeeded", "person", People.OtherAgent.Id), (x.Outcome, x.RequestedBy, x.PersonId)));
        Assert.Equal("""{"ticket_id":"T-1001","status":"closed"}""", records[1].Arguments);
        Assert.Contains("\"status\":\"closed\"", records[1].Result, StringComparison.Ordinal);
        Assert.True((await domain.Get<AuditVerification>().VerifyAsync()).IsSound);
    }

    [Fact]
    public async Task A_person_whose_account_is_locked_changes_nothing_on_the_page()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        await OpenAsync(domain);
        await LockAsync(domain, People.OtherAgent);
        Assert.Equal(ErrorCode.NotPermitted, (await domain.Get<TicketDesk>().AddNoteAsync("T-1001", "Called.", People.OtherAgent)).Code);
        Assert.Empty((await ReadAsync(domain)).History);
    }

    [Fact]
    public async Task A_note_on_the_page_has_the_limit_of_the_tool()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        await OpenAsync(domain);
        var tooLong = new string('x', TicketNote.TextLength + 1);
        Assert.Equal(ErrorCode.InvalidArguments, (await domain.Get<TicketDesk>().AddNoteAsync("T-1001", tooLong, People.Agent)).Code);
        Assert.Equal(ErrorCode.InvalidArguments, (await domain.CallAsync("add_ticket_note", new { ticket_id = "T-1001", note = tooLong })).Code);
    }

    [Fact]
    public async Task People_who_write_at_once_lose_no_note()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        await OpenAsync(domain);
        var desk = domain.Get<TicketDesk>();
        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => i % 2 == 0
            ? desk.AddNoteAsync("T-1001", $"Note {i}", People.Agent)
            : desk.UpdateAsync("T-1001", new TicketChange { Assignee = People.EmailOf(People.Staff[i / 2 % 2]) }, People.OtherAgent)));
        var (ticket, history) = await ReadAsync(domain);
        Assert.Equal(10, history.Count(x => x.Kind == TicketNoteKind.Note));
        Assert.EndsWith($"→ {ticket.AssigneeName}", history.Last(x => x.Kind == TicketNoteKind.Change).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("add_ticket_note", """{"ticket_id":"t-1001","note":"x"}""", "ticket")]
    [InlineData("update_ticket", """{"ticket_id":"T-1001","priority":"low"}""", "ticket")]
    [InlineData("update_ticket", """{"ticket_id":"T-1001","priority":"low"}""", "#W2378156")]
    [InlineData("update_ticket", """{"ticket_id":"T-1001","priority":"low"}""", "yusuf_rossi_9620")]
    public async Task Whoever_looks_at_a_ticket_or_at_what_it_is_about_hears_of_its_change_after_it_is_stored(string tool, string arguments, string topic)
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        await OpenAsync(domain, order: "#W2378156");
        var conversation = await domain.ConversationAsync();
        var seen = new TaskCompletionSource<int>();
        using var subscription = domain.Get<ChangeFeed>().Subscribe(topic == "ticket" ? Topic.Ticket("T-1001") : Topic.Subject(topic), () =>
            seen.TrySetResult(domain.Store.ReadAsync(db => db.Set<TicketNote>().CountAsync()).GetAwaiter().GetResult()));
        await domain.CallAsync(tool, arguments, conversation);
        Assert.Equal(1, await seen.Task.WaitAsync(TimeSpan.FromSeconds(10)));
    }

    private static async Task OpenAsync(TestDomain domain, string? order = null, string? customer = null, string priority = "normal", string message = "It is late.") =>
        Result(await domain.CallAsync("create_support_ticket", Json.Write(new { category = "delivery", subject = "Late", message, priority, order_id = order, customer_id = customer })));

    private static Task<(Ticket Ticket, IReadOnlyList<TicketNote> History)> ReadAsync(TestDomain domain) => domain.Store.ReadAsync(async db =>
    {
        var ticket = (await db.FindTicketAsync("T-1001"))!;
        return (ticket, await db.ListNotesAsync(ticket, 100));
    });

    private static Task<int> LockAsync(TestDomain domain, Actor person) => domain.Store.WriteAsync(db =>
        db.Users.Where(x => x.Id == person.Id).ExecuteUpdateAsync(set => set.SetProperty(x => x.LockoutEnd, DateTimeOffset.MaxValue)));

    private static JsonElement Result(ToolCall call)
    {
        Assert.True(call.Status == ToolCallStatus.Succeeded, call.Result);
        return JsonSerializer.Deserialize<JsonElement>(call.Result!);
    }
}
