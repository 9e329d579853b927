using System.Text.Json;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using SupportAgent.Web.Components.Shared;
using Xunit;

namespace SupportAgent.Tests.Components;

public sealed class JsonTreeTests
{
    [Fact]
    public async Task Names_and_values_are_text_and_branches_fold()
    {
        await using var page = Page();
        var tree = Draw(page, """{"order_id":"#W1","items":[{"name":"<b>Lamp</b>","price":12.50}],"paid":true,"note":null}""");
        Assert.Equal(["order_id", "items", "1", "name", "price", "paid", "note"], tree.FindAll(".name").Select(x => x.TextContent));
        Assert.Equal(["#W1", "<b>Lamp</b>", "12.50", "yes", "—"], tree.FindAll(".value").Select(x => x.TextContent));
        Assert.Empty(tree.FindAll("b"));
        Assert.Equal([true, false], tree.FindAll("details").Select(x => x.HasAttribute("open")));
    }

    [Fact]
    public async Task It_is_bounded_in_depth_in_entries_and_in_text()
    {
        await using var page = Page();
        var deep = string.Concat(Enumerable.Repeat("{\"a\":", 12)) + "1" + new string('}', 12);
        Assert.Contains("too deep to show", Draw(page, deep).Markup, StringComparison.Ordinal);
        var many = Draw(page, JsonSerializer.Serialize(Enumerable.Range(0, 500)));
        Assert.Equal(50, many.FindAll(".value").Count);
        Assert.Contains("450 more", many.Markup, StringComparison.Ordinal);
        Assert.Equal(2000, Draw(page, JsonSerializer.Serialize(new { text = new string('x', 9000) })).Find(".value").TextContent.Length);
    }

    [Theory]
    [InlineData("not JSON")]
    [InlineData("{\"a\":")]
    public async Task What_is_no_JSON_is_shown_as_it_is(string text)
    {
        await using var page = Page();
        Assert.Equal(text, Draw(page, text).Find("pre").TextContent);
    }

    [Fact]
    public async Task An_empty_object_says_so_and_all_of_the_text_can_be_copied()
    {
        await using var page = Page();
        var tree = Draw(page, "{}");
        Assert.Contains("Empty", tree.Markup, StringComparison.Ordinal);
        Assert.Equal("{}", tree.FindComponent<CopyText>().Instance.Text);
    }

    private static BunitContext Page()
    {
        var page = new BunitContext();
        page.Services.AddSingleton(TimeProvider.System);
        return page;
    }

    private static IRenderedComponent<JsonTree> Draw(BunitContext page, string text) => page.Render<JsonTree>(x => x.Add(t => t.Text, text).Add(t => t.Label, "Arguments"));
}
