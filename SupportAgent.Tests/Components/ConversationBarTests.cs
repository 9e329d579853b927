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

    private static async Task<IRenderedComponent<ConversationBar>> DrawAsync(TestDomain domain, StaffContext page, Guid id)
    {
        var conversation = (await domain.ReadAsync(id)).Conversation!;
        return page.Render<ConversationBar>(x => x.Add(bar => bar.Conversation, conversation));
    }
}
