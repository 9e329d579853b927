using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using SupportAgent.Tests.Infrastructure;
using Xunit;

namespace SupportAgent.Tests.Components;

public sealed class PolicyPagesTests
{
    [Fact]
    public async Task All_policies_are_listed_with_how_they_begin()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        await using var page = new StaffContext(domain, People.Agent);
        var list = page.Render<Web.Components.Pages.Policies>();
        Assert.Equal(12, list.FindAll(".all li").Count);
        var returns = list.FindAll(".all li").Single(x => x.QuerySelector("a")!.GetAttribute("href") == "/policies/returns");
        Assert.Equal("Returns", returns.QuerySelector("h2")!.TextContent);
        Assert.StartsWith("Customers can return items within 30 days of the delivery.", returns.QuerySelector("p")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_search_stands_in_the_address_and_shows_passages_with_their_links()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        await using var page = new StaffContext(domain, People.Agent);
        var list = page.Render<Web.Components.Pages.Policies>();
        await list.Find("#search").ChangeAsync(new() { Value = "forgotten password" });
        await list.Find("form").SubmitAsync();
        Assert.EndsWith("?q=forgotten%20password", page.Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
        list.WaitForElement(".found li");
        Assert.Equal("/policies/accounts-and-passwords#reset-a-forgotten-password", list.Find(".found a").GetAttribute("href"));
    }

    [Theory]
    [InlineData("elephants")]
    [InlineData("%22%20NEAR(")]
    [InlineData("%00*")]
    public async Task Nothing_found_is_said_in_words(string words)
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        await using var page = new StaffContext(domain, People.Agent);
        page.Services.GetRequiredService<NavigationManager>().NavigateTo($"policies?q={words}");
        Assert.Contains("No policy says anything about this", page.Render<Web.Components.Pages.Policies>().Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_policy_is_drawn_section_by_section_and_the_cited_one_is_marked()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        await using var page = new StaffContext(domain, People.Agent);
        var address = page.Services.GetRequiredService<NavigationManager>();
        address.NavigateTo("policies/returns#within-30-days");
        var shown = Open(page, "returns");
        Assert.Equal("Returns", shown.Find("h1").TextContent);
        Assert.Equal(5, shown.FindAll("section").Count);
        Assert.Equal("within-30-days", shown.Find("section[aria-current=true]").Id);
        Assert.Contains("needs no reason", shown.Find("#within-30-days .markdown p").TextContent, StringComparison.Ordinal);

        address.NavigateTo("policies/returns#one-return-for-each-order");
        shown.WaitForAssertion(() => Assert.Equal("one-return-for-each-order", shown.Find("section[aria-current=true]").Id));
    }

    [Fact]
    public async Task A_policy_that_is_not_there_is_said_to_be_none()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        await using var page = new StaffContext(domain, People.Agent);
        Assert.Contains("There is no such policy", Open(page, "../../etc/passwd").Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_files_the_pages_say_so_and_what_a_file_holds_is_shown_as_text()
    {
        using var folder = new TempFolder();
        await using var domain = await TestDomain.CreateAsync(settings: new Dictionary<string, string?> { ["Policies:Folder"] = folder.Path }, running: false);
        await using var page = new StaffContext(domain, People.Agent);
        Assert.Contains("There are no policies", page.Render<Web.Components.Pages.Policies>().Markup, StringComparison.Ordinal);

        await File.WriteAllTextAsync(folder.File("odd.md"), "# <b>Odd</b>\nBefore.\n## <img src=x onerror=alert(1)>\n<script>alert(1)</script> [x](javascript:alert(1))\n");
        await File.WriteAllTextAsync(folder.File("empty.md"), "");
        domain.Time.Advance(TimeSpan.FromSeconds(5));
        var shown = Open(page, "odd");
        Assert.Empty(shown.FindAll("script, img, b, a[href^=javascript]"));
        Assert.Equal(["b-odd-b", "img-src-x-onerror-alert-1"], shown.FindAll("section").Select(x => x.Id));
        Assert.Single(shown.FindAll("h2"));
        Assert.Contains("no text yet", Open(page, "empty").Markup, StringComparison.Ordinal);
    }

    private static IRenderedComponent<Web.Components.Pages.PolicyPage> Open(StaffContext page, string name) =>
        page.Render<Web.Components.Pages.PolicyPage>(x => x.Add(p => p.Name, name));
}
