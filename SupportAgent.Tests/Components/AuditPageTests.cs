using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SupportAgent.Domain.Audit;
using SupportAgent.Domain.Erasure;
using SupportAgent.Tests.Audit;
using SupportAgent.Tests.Infrastructure;
using SupportAgent.Web.Components.Audit;
using Xunit;

namespace SupportAgent.Tests.Components;

public sealed class AuditPageTests
{
    [Fact]
    public async Task The_list_shows_calls_and_decisions_newest_first_and_a_row_opens_beside_it_to_the_whole_story()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        await domain.ApproveAsync(await domain.PrepareAsync(20));
        await using var page = new StaffContext(domain, People.Admin);
        var shown = page.Render<Web.Components.Pages.Audit>();
        shown.WaitForElement("tr[data-audit]");
        Assert.Equal(["execute_refund", "approve", "prepare_refund"], shown.FindAll("tr[data-audit]").Select(x => x.GetAttribute("data-audit")));
        Assert.Equal(["Execute refund", "Approval", "Prepare refund"], shown.FindAll(".what").Select(x => x.TextContent.Trim()));
        await shown.InvokeAsync(() => shown.FindAll(".what")[2].ClickAsync(new()));
        shown.WaitForElement(".life");
        Assert.EndsWith("audit?record=1", page.Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
        Assert.Contains("#W2378156", shown.Find("[aria-label=Arguments]").TextContent, StringComparison.Ordinal);
        Assert.Contains("awaiting_approval", shown.Find("[aria-label=Result]").TextContent, StringComparison.Ordinal);
        Assert.Contains((await domain.AuditAsync())[0].Hash, shown.Markup, StringComparison.Ordinal);
        Assert.Equal(["Prepared", "Approved", "Carried out"], shown.FindAll(".life li").Select(x => x.FirstElementChild!.TextContent));
        Assert.Equal("/audit?order=%23W2378156", shown.FindAll(".more a")[0].GetAttribute("href"));

        await shown.InvokeAsync(() => shown.FindAll(".life button")[0].ClickAsync(new()));
        shown.WaitForAssertion(() => Assert.Equal("Approval", shown.Find("#record-title").TextContent));
        await shown.InvokeAsync(() => shown.Find(".close").ClickAsync(new()));
        shown.WaitForAssertion(() => Assert.Empty(shown.FindAll("#record-title")));
    }

    [Fact]
    public async Task A_record_of_which_the_contents_were_erased_says_so_in_the_list_and_beside_it()
    {
        await using var domain = await TestDomain.CreateAsync();
        var draft = await domain.PrepareAsync(20);
        await domain.DenyAsync(draft);
        await domain.SettledAsync(draft.ConversationId);
        Assert.Null((await domain.Get<CustomerErasure>().EraseAsync(draft.CustomerId, People.EmailOf(People.Admin))).Problem);
        await using var page = new StaffContext(domain, People.Admin);
        page.Services.GetRequiredService<NavigationManager>().NavigateTo("audit?record=1");
        var shown = page.Render<Web.Components.Pages.Audit>();
        shown.WaitForElement(".removed");
        var said = $"Erased on {domain.Time.GetUtcNow().UtcDateTime:d MMM yyyy}";
        Assert.Contains($"{said}. Arguments and result are gone.", shown.Find(".removed").TextContent, StringComparison.Ordinal);
        Assert.Equal(said, shown.Find("tr[data-audit=prepare_refund] .gist").TextContent.Trim());
        Assert.Equal("Erasure of a customer's data", shown.Find("tr[data-audit=erase_customer] .what").TextContent.Trim());
        Assert.Empty(shown.FindAll("[aria-label=Arguments]"));
    }

    [Fact]
    public async Task The_page_filters_by_what_stands_in_the_address()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        await domain.ApproveAsync(await domain.PrepareAsync(20));
        await domain.CallAsync("get_order", new { order_id = "#W0000000" });
        await using var page = new StaffContext(domain, People.Admin);
        page.Services.GetRequiredService<NavigationManager>().NavigateTo("audit?status=rejected&tool=get_order");
        var shown = page.Render<Web.Components.Pages.Audit>();
        shown.WaitForElement("tr[data-audit]");
        Assert.Equal(["get_order"], shown.FindAll("tr[data-audit]").Select(x => x.GetAttribute("data-audit")));
        Assert.Equal("rejected", shown.Find("#audit-outcome").GetAttribute("value"));
    }

    [Theory]
    [InlineData("before=yesterday")]
    [InlineData("from=31.12.2026")]
    [InlineData("conversation_id=1")]
    [InlineData("status=%3Cscript%3E&tool=%00&q=%25&before=-1&to=9999-12-31&from=0001-01-01")]
    public async Task An_address_that_makes_no_sense_breaks_nothing(string query)
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        await using var page = new StaffContext(domain, People.Admin);
        page.Services.GetRequiredService<NavigationManager>().NavigateTo($"audit?{query}");
        var shown = page.Render<Web.Components.Pages.Audit>();
        shown.WaitForAssertion(() => Assert.Contains("No records found", shown.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Nothing_found_is_said_in_words()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        await using var page = new StaffContext(domain, People.Admin);
        var shown = page.Render<Web.Components.Pages.Audit>();
        shown.WaitForAssertion(() => Assert.Contains("No records found", shown.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Verify_says_whether_the_chain_is_sound()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        await domain.PrepareAsync(20);
        await using var page = new StaffContext(domain, People.Admin);
        var shown = page.Render<Web.Components.Pages.Audit>();
        await shown.InvokeAsync(() => shown.FindAll("button").Single(x => x.TextContent.Contains("Verify", StringComparison.Ordinal)).ClickAsync(new()));
        shown.WaitForAssertion(() => Assert.Equal("true", shown.Find(".verdict").GetAttribute("data-sound")));
    }

    [Fact]
    public async Task Verify_names_the_first_record_that_is_not_as_it_was_written()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        await AppendAsync(domain, 3);
        await domain.Store.WriteAsync(async db =>
        {
            await db.Database.ExecuteSqlRawAsync(AuditTriggers.Drop);
            await db.Database.ExecuteSqlRawAsync("""UPDATE "AuditRecords" SET "Outcome" = 'failed' WHERE "Sequence" = 2""");
        });
        await using var page = new StaffContext(domain, People.Admin);
        var shown = page.Render<Web.Components.Pages.Audit>();
        await shown.InvokeAsync(() => shown.FindAll("button").Single(x => x.TextContent.Contains("Verify", StringComparison.Ordinal)).ClickAsync(new()));
        shown.WaitForAssertion(() => Assert.Equal("false", shown.Find(".verdict").GetAttribute("data-sound")));
        Assert.Contains("Record 2", shown.Find(".verdict").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Older_records_are_a_page_away_and_the_newest_one_click_back()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        await AppendAsync(domain, 60);
        await using var page = new StaffContext(domain, People.Admin);
        var address = page.Services.GetRequiredService<NavigationManager>();
        var shown = page.Render<Web.Components.Pages.Audit>();
        shown.WaitForAssertion(() => Assert.Equal(50, shown.FindAll("tr[data-audit]").Count));
        await shown.InvokeAsync(() => Button("Older").ClickAsync(new()));
        shown.WaitForAssertion(() => Assert.Equal(10, shown.FindAll("tr[data-audit]").Count));
        Assert.EndsWith("before=11", address.Uri, StringComparison.Ordinal);
        await shown.InvokeAsync(() => Button("Newest").ClickAsync(new()));
        shown.WaitForAssertion(() => Assert.Equal(50, shown.FindAll("tr[data-audit]").Count));

        AngleSharp.Dom.IElement Button(string text) => shown.FindAll(".pages button").Single(x => x.TextContent == text);
    }

    [Fact]
    public async Task A_conversation_has_its_own_records_and_the_page_says_so()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        var draft = await domain.PrepareAsync(20);
        await domain.PrepareAsync(30);
        await using var page = new StaffContext(domain, People.Admin);
        page.Services.GetRequiredService<NavigationManager>().NavigateTo($"audit?conversation_id={draft.ConversationId}");
        var shown = page.Render<Web.Components.Pages.Audit>();
        shown.WaitForAssertion(() => Assert.Single(shown.FindAll("tr[data-audit]")));
        Assert.Contains(draft.ConversationId.ToString(), shown.Find(".chips").TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"order_id":"#W2378156","amount":20,"refund_token":"08f0"}""", null, "#W2378156 · 20")]
    [InlineData("""{"refund_token":"08f0"}""", """{"status":"executed","order_id":"#W2378156","left":{"amount":1}}""", "executed · #W2378156")]
    [InlineData("""{"summary":"Refund $20.00"}""", "A reason", "Refund $20.00")]
    [InlineData("not JSON <script>", null, "not JSON <script>")]
    [InlineData("[1]", null, "")]
    [InlineData(null, null, "")]
    public void What_a_record_is_about_stands_on_one_line(string? arguments, string? result, string gist) =>
        Assert.Equal(gist, AuditWords.Gist(new AuditRecord
        {
            Format = AuditChain.Format,
            Sequence = 1,
            At = new ManualTimeProvider().GetUtcNow(),
            Kind = AuditKind.ToolCall,
            Action = "execute_refund",
            Outcome = "succeeded",
            RequestedBy = "person",
            PersonId = "1",
            PersonName = "Ada",
            Arguments = arguments,
            Result = result,
            PreviousHash = AuditChain.Start,
        }));

    [Fact]
    public async Task Whatever_a_record_holds_is_shown_as_text()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        await domain.CallAsync("<img src=x onerror=alert(1)>", """{"order_id":"<script>alert(1)</script>"}""");
        await using var page = new StaffContext(domain, People.Admin);
        page.Services.GetRequiredService<NavigationManager>().NavigateTo("audit?record=1");
        var table = page.Render<Web.Components.Pages.Audit>();
        table.WaitForElement("[aria-label=Arguments]");
        Assert.Empty(table.FindAll("img, script"));
        Assert.Contains("<script>alert(1)</script>", table.Find("[aria-label=Arguments]").TextContent, StringComparison.Ordinal);
    }

    private static Task AppendAsync(TestDomain domain, int count) => domain.Store.WriteAsync(async db =>
    {
        for (var i = 0; i < count; i++) await domain.Get<AuditLog>().AppendAsync(db, AuditTrail.Call());
    });
}
