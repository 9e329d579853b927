using SupportAgent.Web.Components.Shared;
using Xunit;

namespace SupportAgent.Tests.Components;

public sealed class SafeMarkdownTests
{
    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("a <img src=x onerror=alert(1)> b")]
    [InlineData("<iframe src=\"https://evil.example\"></iframe>")]
    [InlineData("<a href=\"javascript:alert(1)\">x</a>")]
    [InlineData("<div onclick=alert(1)>x</div>")]
    public void HTML_is_shown_and_never_becomes_markup(string text)
    {
        var html = SafeMarkdown.ToHtml(text);
        Assert.DoesNotContain(text, html, StringComparison.Ordinal);
        Assert.Contains("&lt;", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[x](javascript:alert(1))")]
    [InlineData("[x](JaVaScRiPt:alert(1))")]
    [InlineData("[x](data:text/html,<b>x</b>)")]
    [InlineData("[x](vbscript:x)")]
    [InlineData("[x](http://evil.example)")]
    [InlineData("[x](//evil.example)")]
    [InlineData("[x](/\\evil.example)")]
    [InlineData("[x](mailto:a@evil.example)")]
    [InlineData("[x](../audit)")]
    [InlineData("<javascript:alert(1)>")]
    [InlineData("<a@evil.example>")]
    [InlineData("[x][1]\n\n[1]: javascript:alert(1)")]
    public void A_link_to_anywhere_but_this_app_or_https_is_only_its_words(string text) =>
        Assert.DoesNotContain("<a ", SafeMarkdown.ToHtml(text), StringComparison.Ordinal);

    [Theory]
    [InlineData("![x](https://evil.example/?q=secret)")]
    [InlineData("![x](/orders/W1)")]
    [InlineData("[![x](https://evil.example/1.png)](https://evil.example)")]
    public void Nothing_loads_by_itself(string text) => Assert.DoesNotContain("<img", SafeMarkdown.ToHtml(text), StringComparison.Ordinal);

    [Fact]
    public void A_link_within_the_app_stays_a_link() =>
        Assert.Contains("<a href=\"/orders/W1234567\">#W1234567</a>", SafeMarkdown.ToHtml("[#W1234567](/orders/W1234567)"), StringComparison.Ordinal);

    [Theory]
    [InlineData("[x](https://shop.example/a)")]
    [InlineData("https://shop.example/a")]
    [InlineData("<https://shop.example/a>")]
    public void A_link_outwards_opens_apart_and_tells_nothing(string text)
    {
        var html = SafeMarkdown.ToHtml(text);
        Assert.Contains("href=\"https://shop.example/a\"", html, StringComparison.Ordinal);
        Assert.Contains("target=\"_blank\"", html, StringComparison.Ordinal);
        Assert.Contains("rel=\"noopener noreferrer nofollow\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Emphasis_lists_tables_and_code_are_drawn()
    {
        var html = SafeMarkdown.ToHtml("**a**\n\n- b\n\n| c |\n|---|\n| d |\n\n`e`");
        foreach (var tag in new[] { "<strong>a</strong>", "<li>b</li>", "<td>d</td>", "<code>e</code>" }) Assert.Contains(tag, html, StringComparison.Ordinal);
    }

    [Fact]
    public void A_preview_has_the_words_without_their_marks() =>
        Assert.Equal("Done: $20.00 of #W2378156 is back. It takes a day.", SafeMarkdown.ToWords("Done: **$20.00** of [#W2378156](/orders/W2378156) is back.\n\n- It takes a day."));
}
