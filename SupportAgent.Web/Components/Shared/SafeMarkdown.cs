using System.Globalization;
using Markdig;
using Markdig.Extensions.Tables;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace SupportAgent.Web.Components.Shared;

/// <summary>
/// Markdown of the model as HTML that cannot act: raw HTML is shown as text, images become links to nowhere else than their words,
/// links lead to pages of this app or to https. A picture or a link that loads by itself could carry data out; none does.
/// </summary>
internal static class SafeMarkdown
{
    private const string Citation = "/policies/";

    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().DisableHtml().UsePipeTables().UseAutoLinks().Build();

    /// <summary>The text as HTML.</summary>
    public static string ToHtml(string text) => string.Concat(ToBlocks(text));

    /// <summary>The text as HTML, a paragraph, list, table or the like each.</summary>
    public static IReadOnlyList<string> ToBlocks(string text)
    {
        var document = Markdig.Markdown.Parse(text, Pipeline);
        foreach (var inline in document.Descendants<Inline>().ToList()) Tame(inline);
        foreach (var table in document.Descendants<Table>()) table.GetAttributes().AddPropertyIfNotExist("tabindex", "0"); // it scrolls where it is wide
        return [.. document.Select(Write)];
    }

    /// <summary>The words of the text on one line, without its marks: for a preview. It is no HTML.</summary>
    public static string ToWords(string text) => string.Join(' ', Markdig.Markdown.ToPlainText(text, Pipeline).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static string Write(Block block)
    {
        using var writer = new StringWriter(CultureInfo.InvariantCulture);
        var renderer = new HtmlRenderer(writer);
        Pipeline.Setup(renderer);
        renderer.ObjectRenderers.ReplaceOrAdd<CodeBlockRenderer>(new FoldedCodeRenderer());
        renderer.Render(block);
        return writer.ToString();
    }

    private static void Tame(Inline inline)
    {
        switch (inline)
        {
            case LinkInline { IsImage: true } image:
                image.IsImage = false;
                Unlink(image);
                break;
            case LinkInline link when !IsHarmless(link.Url):
                Unlink(link);
                break;
            case LinkInline link when link.Url!.StartsWith(Citation, StringComparison.Ordinal):
                link.GetAttributes().AddClass("citation");
                break;
            case LinkInline { Url: ['h', ..] } outward:
                LeaveSite(outward);
                break;
            case AutolinkInline auto when auto.IsEmail || !IsHarmless(auto.Url):
                auto.ReplaceBy(new LiteralInline(auto.Url));
                break;
            case AutolinkInline auto:
                LeaveSite(auto);
                break;
        }
    }

    private static bool IsHarmless(string? url) =>
        url is not null && (url is ['/', ..] and not ['/', '/' or '\\', ..] && !url.Any(char.IsControl)
            || url.StartsWith("https://", StringComparison.OrdinalIgnoreCase) && Uri.TryCreate(url, UriKind.Absolute, out _));

    private static void Unlink(LinkInline link)
    {
        var words = new ContainerInline();
        link.MoveChildrenAfter(words);
        link.ReplaceBy(words, copyChildren: false);
    }

    private static void LeaveSite(Inline link)
    {
        var attributes = link.GetAttributes();
        attributes.AddPropertyIfNotExist("target", "_blank");
        attributes.AddPropertyIfNotExist("rel", "noopener noreferrer nofollow");
    }
}
