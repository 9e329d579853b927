using System.Globalization;
using Bunit;
using Microsoft.EntityFrameworkCore;
using Radzen.Blazor;
using SupportAgent.Domain.Approvals;
using SupportAgent.Domain.Audit;
using SupportAgent.Domain.Execution;
using SupportAgent.Domain.Store;
using SupportAgent.Tests.Infrastructure;
using SupportAgent.Web.Components.Approvals;
using SupportAgent.Web.Components.Audit;
using SupportAgent.Web.Components.Pages;
using Xunit;

namespace SupportAgent.Tests.Components;

public sealed class GermanDecisionsTests
{
    [Fact]
    public async Task A_refusal_is_told_in_the_language_of_the_person_and_recorded_in_that_of_all()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        var draft = await domain.PrepareAsync(500);
        ReadGerman();
        var outcome = await domain.Get<DecisionDesk>().ApproveAsync(draft.Id, People.Agent, note: null);
        Assert.Equal("Beträge über 200,00 $ muss jemand mit der Rolle „Freigabe“ freigeben.", outcome.Message.Replace('\u00A0', ' '));
        var record = await domain.Store.ReadAsync(db => db.Set<AuditRecord>().SingleAsync(x => x.Kind == AuditKind.Decision));
        Assert.Equal("Amounts above $200.00 need an approver.", record.Result);
        Assert.Equal("de-DE", CultureInfo.CurrentCulture.Name);
    }

    [Fact]
    public async Task A_card_is_drawn_in_German_and_takes_amounts_with_a_comma_only()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        await using var page = new StaffContext(domain, People.Approver);
        var draft = await domain.PrepareAsync(20.5m);
        ReadGerman();
        var review = (await domain.Get<DraftReviewDesk>().OfAsync([draft]))[draft.Id];
        var card = page.Render<DraftCard>(x => x.Add(t => t.Draft, draft).Add(t => t.Person, People.Approver).Add(t => t.Review, review));
        Assert.Equal("Wartet auf Freigabe", card.Find(".badge").TextContent.Trim());
        Assert.Contains("Noch ist nichts geschehen. Läuft ab: in 1 h.", card.Find(".terms").TextContent, StringComparison.Ordinal);
        await card.Find("[data-act=edit]").ClickAsync(new());
        var amount = card.WaitForElement("form input");
        Assert.Equal("20,5", amount.GetAttribute("value"));
        Assert.Equal(["Defekt", "Falscher Artikel", "Nicht zugestellt", "Meinung geändert"], card.FindAll("option").Select(x => x.TextContent));

        await amount.InputAsync(new() { Value = "1.250" });
        Assert.Equal("Eine Zahl wie 12,50.", card.Find(".validation-message").TextContent);
        await card.Find("form input").InputAsync(new() { Value = "12,5" });
        await card.Find("form").SubmitAsync();
        Assert.Equal([1250L], (await domain.Get<ApprovalList>().PendingAsync()).Select(x => x.Amount.Minor));
    }

    [Fact]
    public async Task What_became_of_a_draft_is_said_in_German()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        var draft = await domain.PrepareAsync(1500);
        await domain.ApproveAsync(draft, People.Approver);
        await domain.ApproveAsync(draft, People.OtherApprover);
        ReadGerman();
        Assert.Equal($"Freigegeben von {People.Approver.Name} und {People.OtherApprover.Name} und ausgeführt.", DraftText.WhatHappened(await domain.DraftAsync(draft.Id)));
        Assert.StartsWith("Die Datenbank ist gerade nicht erreichbar.", new StoreUnavailableException(new TimeoutException()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_audit_is_read_in_German_after_somebody_read_it_in_English()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        await domain.ApproveAsync(await domain.PrepareAsync(20));
        await using var page = new StaffContext(domain, People.Auditor);
        Assert.Equal("Outcome", AuditColumns.All[1].Title);
        ReadGerman();
        var audit = page.Render<Web.Components.Pages.Audit>();
        audit.WaitForElement("tr[data-audit]");
        Assert.Equal(["Wann ↓", "Was", "Ergebnis", "Person", "Worum es geht"], audit.FindAll("th").Select(x => x.TextContent));
        Assert.Equal("Freigabe", audit.Find("tr[data-audit=approve] .what").TextContent);
        Assert.Equal("Freigegeben", audit.Find("tr[data-audit=approve] .badge").TextContent.Trim());
        Assert.Contains("Letzte 7 Tage", audit.FindAll("#audit-when option").Select(x => x.TextContent));
        await audit.Find(".proof button").ClickAsync(new());
        audit.WaitForAssertion(() => Assert.Contains("Alle 3 Einträge sind so, wie sie geschrieben wurden", audit.Find(".verdict").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_dashboard_counts_in_German()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        await domain.ApproveAsync(await domain.PrepareAsync(20.5m));
        await using var page = new StaffContext(domain, People.Admin);
        page.ComponentFactories.AddStub<RadzenChart>(); // it measures itself by its script
        ReadGerman();
        var drawn = page.Render<DashboardPage>();
        drawn.WaitForAssertion(() => Assert.Contains("20,50 $", drawn.Find(".tiles").TextContent.Replace('\u00A0', ' '), StringComparison.Ordinal));
        Assert.Contains("Defekt", drawn.Find("[aria-labelledby=refunds-by-reason]").TextContent, StringComparison.Ordinal);
    }

    private static void ReadGerman() => CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("de-DE");
}
