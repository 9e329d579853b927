using Bunit;
using SupportAgent.Tests.Infrastructure;
using SupportAgent.Web.Components.Chat;
using Xunit;

namespace SupportAgent.Tests.Components;

public sealed class ConversationBarTests
{
    [Fact]
    public async Task It_names_the_customer_and_lets_a_person_open_the_conversation_to_others()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        var id = await domain.ConversationAsync();
        await domain.CallAsync("get_order", new { order_id = "#W2378156" }, id);
        await using var page = new StaffContext(domain, People.Agent);
        var bar = await DrawAsync(domain, page, id);
        Assert.Equal("/customers/yusuf_rossi_9620", bar.Find(".scope a").GetAttribute("href"));
        await bar.Find(".scope button").ClickAsync(new());
        Assert.Null((await domain.ReadAsync(id)).Conversation!.CustomerId);
    }

    [Fact]
    public async Task It_pins_groups_of_tools_and_refuses_a_customer_who_does_not_exist()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        var id = await domain.ConversationAsync();
        await using var page = new StaffContext(domain, People.Agent);
        var bar = await DrawAsync(domain, page, id);
        await bar.FindAll("fieldset input")[1].ChangeAsync(new() { Value = true });
        Assert.Equal("Refunds", (await domain.ReadAsync(id)).Conversation!.PinnedGroups);

        await bar.Find("form input").ChangeAsync(new() { Value = "nobody_1" });
        await bar.Find("form").SubmitAsync();
        Assert.Contains("There is no customer", bar.Find("[role=alert]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_conversation_that_was_handed_over_shows_the_summary_and_is_taken_with_one_click()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        var id = await domain.ConversationAsync();
        await domain.CallAsync("transfer_to_human", new { summary = "<b>Angry</b> customer" }, id);
        await using var page = new StaffContext(domain, People.OtherAgent);
        var bar = await DrawAsync(domain, page, id);
        Assert.Equal("<b>Angry</b> customer", bar.WaitForElement(".handover p").TextContent);
        await bar.Find(".handover button").ClickAsync(new());
        Assert.Equal(People.OtherAgent.Id, (await domain.ReadAsync(id)).Conversation!.OwnerId);
    }

    [Fact]
    public async Task It_is_renamed_in_place_and_a_refusal_stands_beside_it()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        var id = await domain.ConversationAsync();
        await using var page = new StaffContext(domain, People.Agent);
        var bar = await DrawAsync(domain, page, id);
        await bar.Find("[data-rename]").ClickAsync(new());
        await bar.Find(".rename input").ChangeAsync(new() { Value = "  " });
        await bar.Find(".rename").SubmitAsync();
        Assert.Contains("Write a title", bar.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        await bar.Find(".rename input").ChangeAsync(new() { Value = "The lamp" });
        await bar.Find(".rename").SubmitAsync();
        Assert.Empty(bar.FindAll(".rename"));
        Assert.Equal("The lamp", (await domain.ReadAsync(id)).Conversation!.Title);
    }

    [Fact]
    public async Task It_is_given_to_a_colleague_linked_to_a_ticket_and_closed_from_its_menu()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        var id = await domain.ConversationAsync();
        await domain.CallAsync("create_support_ticket", new { category = "order", subject = "First", message = "It was open.", priority = "high" }, id);
        await using var page = new StaffContext(domain, People.Agent);
        var bar = await DrawAsync(domain, page, id);
        await bar.Find(".menu summary").ClickAsync(new());
        await bar.Find(".menu select").ChangeAsync(new() { Value = People.OtherAgent.Id });
        await bar.Find(".menu form input").ChangeAsync(new() { Value = "T-1001" });
        await bar.Find(".menu form").SubmitAsync();
        await bar.Find("[data-close-conversation]").ClickAsync(new());
        var stored = (await domain.ReadAsync(id)).Conversation!;
        Assert.Equal((People.OtherAgent.Id, "T-1001", People.Agent.Name), (stored.OwnerId, stored.TicketId, stored.ClosedByName));

        bar = await DrawAsync(domain, page, id);
        Assert.Equal("/tickets/T-1001", bar.Find(".scope a[href^='/tickets']").GetAttribute("href"));
        Assert.Empty(bar.FindAll("[data-close-conversation]"));
        var ticket = page.Render<Web.Components.Pages.TicketPage>(x => x.Add(shown => shown.TicketId, "T-1001"));
        Assert.Equal($"/conversations/{id}", ticket.WaitForElement(".links a").GetAttribute("href"));
    }

    private static async Task<IRenderedComponent<ConversationBar>> DrawAsync(TestDomain domain, StaffContext page, Guid id)
    {
        var conversation = (await domain.ReadAsync(id)).Conversation!;
        return page.Render<ConversationBar>(x => x.Add(bar => bar.Conversation, conversation));
    }
}
