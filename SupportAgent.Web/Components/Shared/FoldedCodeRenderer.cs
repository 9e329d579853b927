using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using SupportAgent.Domain;
using SupportAgent.Web.Texts;

namespace SupportAgent.Web.Components.Shared;

/// <summary>Writes code, and folds it where it is long, so that it does not push the answer out of sight.</summary>
internal sealed class FoldedCodeRenderer : CodeBlockRenderer
{
    /// <summary>Code with more lines is folded.</summary>
    public const int MostLines = 12;

    /// <summary>Writes code as everywhere else.</summary>
    public FoldedCodeRenderer() => OutputAttributesOnPre = true;

    /// <inheritdoc />
    protected override void Write(HtmlRenderer renderer, CodeBlock obj)
    {
        obj.GetAttributes().AddPropertyIfNotExist("tabindex", "0"); // it scrolls where it is wide
        var lines = obj.Lines.Count;
        if (lines <= MostLines)
        {
            base.Write(renderer, obj);
            return;
        }

        renderer.Write("<details class=\"folded\"><summary>");
        renderer.WriteEscape(SharedTexts.CodeLines.With(NameOf(obj as FencedCodeBlock), lines));
        renderer.Write("</summary>");
        base.Write(renderer, obj);
        renderer.Write("</details>");
    }

    private static string NameOf(FencedCodeBlock? block) =>
        block?.Info is { Length: > 0 and <= 20 } language ? string.Equals(language, "json", StringComparison.OrdinalIgnoreCase) ? "JSON" : language : SharedTexts.Code;
}
