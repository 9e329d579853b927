using System.Globalization;
using Bunit;
using Microsoft.EntityFrameworkCore;
using SupportAgent.Domain.Conversations;
using SupportAgent.Domain.Shop;
using SupportAgent.Domain.Tickets;
using SupportAgent.Domain.Tools;
using SupportAgent.Tests.Infrastructure;
using SupportAgent.Web.Components.Approvals;
using SupportAgent.Web.Components.Context;
using SupportAgent.Web.Components.Pages;
using SupportAgent.Web.Components.Shared;
using SupportAgent.Web.Components.Shop;
using Xunit;

namespace SupportAgent.Tests.Components;

public sealed class GermanTests
{
    [Fact]
    public async Task An_order_is_read_in_German_with_amounts_of_the_region()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        await domain.ApproveAsync(await domain.PrepareAsync(20));
        await using var page = new StaffContext(domain, People.Agent);
        ReadGerman();
        var order = page.Render<OrderPage>(x => x.Add(t => t.OrderId, "W2378156"));
        order.WaitForElement("#ledger");
        Assert.Equal("Zahlungen", order.Find("#ledger").TextContent);
        Assert.Equal("20,00 $", order.Find("[data-refunded] .money").TextContent);
        Assert.Equal("Zugestellt", order.Find(".facts .badge").TextContent.Trim());
        Assert.Equal("Defekt", order.Find("[data-kind=Refund] [data-label=Warum]").TextContent);
        Assert.StartsWith("Mastercard …", order.Find("[data-kind=Refund] [data-label=Zahlungsmittel]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_draft_names_its_facts_in_German()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        var draft = await domain.PrepareAsync(20);
        ReadGerman();
        Assert.Equal(["Bestellung", "Kunde", "An", "Grund", "Bezahlt", "Bisher erstattet", "Danach übrig"], draft.ReadFacts().Select(x => FactLabel.Of(x.Label)));
    }

    [Fact]
    public async Task What_is_begun_for_the_agent_stays_in_the_language_that_it_reads()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        await using var page = new StaffContext(domain, People.Agent);
        ReadGerman();
        var transcript = await domain.ReadAsync((await domain.CallAsync("get_order", new { order_id = "#W2378156" })).ConversationId);
        string? begun = null;
        var panel = page.Render<ContextPanel>(x => x.Add(t => t.Transcript, transcript).Add(t => t.Revision, transcript.Revision).Add(t => t.OnStart, text => begun = text));
        panel.WaitForElement("#context-order");
        Assert.Equal("1.819,92 $", panel.Find("[data-left] strong").TextContent);
        await panel.Find("[data-action=prepare_refund]").ClickAsync(new());
        Assert.Equal("Refund $1,819.92 of order #W2378156, reason: ", begun);
        await panel.Find(".item").ClickAsync(new());
        Assert.StartsWith("About the Headphones (", begun, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_person_is_refused_in_German_and_a_model_in_English_whoever_lets_it_call()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        ReadGerman();
        var call = await domain.CallAsync("add_ticket_note", new { ticket_id = "T-99", note = "Anything" });
        Assert.Equal(ToolCallStatus.Rejected, call.Status);
        Assert.Contains("There is no ticket", call.Result, StringComparison.Ordinal);
        Assert.Equal("de-DE", CultureInfo.CurrentCulture.Name);
        var outcome = await domain.Get<TicketDesk>().AddNoteAsync("T-99", "Anything", People.Agent);
        Assert.StartsWith("Es gibt kein Ticket „T-99“", outcome.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_tool_has_a_name_in_English_and_in_German()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        var tools = domain.Get<ToolCatalogue>().All;
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("en");
        Assert.All(tools, x => Assert.Equal(x.Title, ToolNames.Of(x)));
        ReadGerman();
        Assert.All(tools, x => Assert.NotEqual(x.Title, ToolNames.Of(x)));
    }

    [Fact]
    public async Task A_payment_method_is_named_in_English_on_the_pages_as_it_is_to_the_model()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        var methods = await domain.Store.ReadAsync(db => db.Set<PaymentMethod>().ToListAsync());
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("en");
        Assert.Equal(3, methods.DistinctBy(x => x.Source).Count());
        Assert.All(methods, x => Assert.Equal(x.Label, MethodWords.Of(x)));
    }

    [Fact]
    public async Task What_stands_between_backticks_is_drawn_to_be_copied()
    {
        await using var page = new BunitContext();
        page.Render<MonoText>(x => x.Add(t => t.Text, "Set `Model` and <b>`Models`</b> first."))
            .MarkupMatches("Set <span class=\"mono\">Model</span> and &lt;b&gt;<span class=\"mono\">Models</span>&lt;/b&gt; first.");
    }

    private static void ReadGerman() => CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("de-DE");
}
