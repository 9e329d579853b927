using System.Globalization;
using Bunit;
using Microsoft.AspNetCore.Components;
using SupportAgent.Domain.Conversations;
using SupportAgent.Domain.Handover;
using SupportAgent.Domain.Overview;
using SupportAgent.Domain.Tools;
using SupportAgent.Tests.Infrastructure;
using SupportAgent.Web.Components.Chat;
using Xunit;

namespace SupportAgent.Tests.Components;

public sealed class GermanChatTests
{
    private const string Delivered = "#W2378156";

    [Fact]
    public async Task A_timeline_is_read_in_German_with_amounts_of_the_region()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        var draft = await domain.PrepareAsync(20);
        await domain.DenyAsync(draft);
        await domain.CallAsync("get_order", new { wrong = true }, draft.ConversationId);
        var transcript = await domain.ReadAsync(draft.ConversationId);
        await using var page = new StaffContext(domain, People.Agent);
        ReadGerman();
        var timeline = page.Render<Timeline>(x => x.Add(t => t.Transcript, transcript));
        Assert.StartsWith("2 Aufrufe", timeline.Find(".totals").TextContent, StringComparison.Ordinal);
        Assert.Equal(
            ["Vorbereitet: Erstattung von 20,00 $ für #W2378156", "Versucht nachzuschlagen: Bestellung ohne Nummer"],
            timeline.FindAll(".call .title").Select(x => x.TextContent));
        Assert.Contains("Pia Approver hat abgelehnt: ", timeline.Find(".decision").TextContent, StringComparison.Ordinal);
        await timeline.Find(".call button").ClickAsync(new());
        Assert.Equal(["Erstattet", "Noch erstattbar"], timeline.FindAll(".diff dt").Select(x => x.TextContent));
        Assert.Equal(["20,00 $", "1.799,92 $"], timeline.FindAll(".diff ins").Select(x => x.TextContent));
        await timeline.FindAll(".call button")[1].ClickAsync(new());
        Assert.StartsWith("Abgewiesen bei „Schema“. Passen die Argumente", timeline.Find(".why strong").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_suggestion_is_read_in_German_and_begins_a_message_that_the_agent_reads()
    {
        await using var domain = await TestDomain.CreateAsync();
        var transcript = await domain.AskAsync($"Where is order {Delivered}?");
        await using var page = new StaffContext(domain, People.Agent);
        ReadGerman();
        string? begun = null;
        var list = page.Render<TurnList>(x => x.Add(t => t.Transcript, transcript).Add(t => t.OnSuggest, EventCallback.Factory.Create<string>(this, text => begun = text)));
        var suggestion = list.WaitForElement("[data-suggestion]");
        Assert.Equal("Artikel zurückgeben", suggestion.TextContent);
        await suggestion.ClickAsync(new());
        Assert.Equal($"Return items of order {Delivered}: ", begun);
        Assert.StartsWith($"Geprüft: Stand von Bestellung {Delivered}", list.Find("[data-tool=get_order_status]").TextContent.Trim(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Why_something_cannot_be_done_is_read_in_German_and_told_to_the_model_in_English()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        ReadGerman();
        var order = await domain.OrderAsync(Delivered);
        var action = Assert.Single(OrderActions.Of(order, await domain.CustomerAsync(order.CustomerId)), x => x.Tool == "prepare_cancel_order");
        Assert.Equal(("Stornieren", $"Nur eine offene Bestellung lässt sich stornieren; Bestellung {Delivered}: zugestellt."), (action.Title, action.WhyNot));
        Assert.Equal($"Cancel order {Delivered}, reason: ", action.Message);
        var call = await domain.CallAsync("prepare_cancel_order", new { order_id = Delivered, reason = "no_longer_needed" });
        Assert.Contains($"Only a pending order can be cancelled; order {Delivered} is delivered.", call.Result, StringComparison.Ordinal);
        await domain.CarryOutAsync("prepare_refund", new { order_id = Delivered, reason = "defective" });
        var again = await domain.CallAsync("prepare_refund", new { order_id = Delivered, reason = "defective" });
        Assert.Contains($"All that was paid for order {Delivered} ($1,819.92) has been refunded already.", again.Result, StringComparison.Ordinal);
        var refunded = OrderActions.Of(await domain.OrderAsync(Delivered), await domain.CustomerAsync(order.CustomerId)).Single(x => x.Tool == "prepare_refund");
        Assert.Contains("(1.819,92 $)", refunded.WhyNot, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ToolCallStatus.Running)]
    [InlineData(ToolCallStatus.Succeeded)]
    [InlineData(ToolCallStatus.Rejected)]
    public async Task Every_tool_has_a_title_in_German(ToolCallStatus status)
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        var titles = domain.Get<CallTitles>();
        var calls = domain.Get<ToolCatalogue>().All.Select(x => Call(x.Name, status)).ToList();
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("en");
        var english = calls.Select(x => titles.Of(x)).ToList();
        ReadGerman();
        Assert.Empty(calls.Zip(english).Where(x => titles.Of(x.First) == x.Second).Select(x => x.Second));
    }

    [Fact]
    public async Task A_summary_is_read_in_German()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        var conversation = await domain.ConversationAsync();
        await domain.DenyAsync(await domain.PrepareAsync(30, conversationId: conversation), "Not covered");
        await domain.PrepareAsync(40, conversationId: conversation);
        ReadGerman();
        var transcript = await domain.ReadAsync(conversation);
        var summary = ConversationSummary.Of(transcript, domain.Get<CallTitles>(), null, domain.Time.GetUtcNow());
        Assert.EndsWith("abgelehnt von Pia Approver, „Not covered“", Assert.Single(summary.Done), StringComparison.Ordinal);
        Assert.EndsWith("wartet auf 1 Freigabe", summary.Open[0], StringComparison.Ordinal);
        Assert.Contains("Gefragt: nichts", summary.ToText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_that_is_refused_is_refused_in_German()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        ReadGerman();
        Assert.StartsWith("Die Nachricht hat 8.001 Zeichen; ", (await domain.SubmitAsync(new string('x', 8001))).Problem, StringComparison.Ordinal);
        Assert.Equal("Schreiben Sie nach /ticket, worum es in dem Ticket geht.", ChatCommand.Expand("/ticket").Problem);
        Assert.Equal("Create a ticket about a wet parcel", ChatCommand.Expand("/ticket a wet parcel").Message);
    }

    [Fact]
    public async Task The_script_of_the_composer_is_given_its_texts()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        await using var page = new StaffContext(domain, People.Agent);
        page.SetRendererInfo(new RendererInfo("Server", isInteractive: true));
        ReadGerman();
        var form = page.Render<Composer>(x => x.Add(t => t.StorageKey, "new").Add(t => t.Send, _ => Task.FromResult<string?>(null))).Find("form");
        Assert.Equal(("de-DE", "{0} von {1} Zeichen: Bitte kürzen."), (form.GetAttribute("data-numbers"), form.GetAttribute("data-too-long")));
        Assert.Equal("{0} Befehle", form.QuerySelector("#commands")!.GetAttribute("data-many"));
        Assert.Contains(form.QuerySelectorAll("#commands li"), x => x.GetAttribute("data-name") == "refund" && x.TextContent.Contains("Eine Erstattung vorbereiten", StringComparison.Ordinal));
    }

    private static ToolCall Call(string tool, ToolCallStatus status) => new()
    {
        Id = Guid.NewGuid(),
        ConversationId = Guid.NewGuid(),
        Name = tool,
        Arguments = "{}",
        Origin = ToolOrigin.Model,
        PersonName = "Alex Agent",
        Status = status,
        StartedAt = DateTimeOffset.UnixEpoch,
    };

    private static void ReadGerman() => CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("de-DE");
}
