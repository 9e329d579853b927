using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using SupportAgent.Tests.Infrastructure;
using SupportAgent.Web.Components.Shared;
using Xunit;

namespace SupportAgent.Tests.Components;

/// <summary>Text that people read stands in resource files. This looks at what was compiled, where no notation hides it.</summary>
public sealed partial class LiteralTextTests
{
    private const string Components = "SupportAgent.Web.Components.";

    // attributes and parameters whose values nobody reads; data-label is the one of its kind that is read
    private static readonly HashSet<string> Unread = new(StringComparer.Ordinal)
    {
        "accept", "action", "autocomplete", "charset", "class", "colspan", "content", "datetime", "fill", "for", "height", "href", "id", "inputmode", "lang", "list", "method", "name", "preserveAspectRatio", "rel",
        "role", "scope", "src", "stroke", "stroke-linecap", "stroke-linejoin", "style", "type", "value", "viewBox", "width",
        "aria-busy", "aria-controls", "aria-current", "aria-describedby", "aria-expanded", "aria-hidden", "aria-invalid", "aria-labelledby", "aria-live", "aria-pressed", "aria-sort",
        "AllLink", "FormName", "Icon", "Id", "Link", "Name", "Policy", "Property", "Roles", "StorageKey", "Style", "Zone",
    };

    // names, units and patterns that are the same in every language, and what looks like text and is none
    private static readonly HashSet<string> Exceptions = new(StringComparer.Ordinal)
    {
        "Audit.AuditDetail: text “yyyy-MM-dd HH:mm:ss.fff 'UTC'”",
        "Audit.AuditProof: text “yyyy-MM-dd HH:mm”",
        "Audit.AuditTools: text “ CSV”",
        "Audit.AuditTools: text “ JSON Lines”",
        "Chat.CommandList: code “/reply ”",
        "Chat.ConversationBar: placeholder “ada_miller_1234”",
        "Chat.Timeline: text “li”",
        "Layout.AccountLayout: text “ SupportAgent”",
        "Pages.Conversations: code “About”",
        "Pages.Conversations: text “ · SupportAgent”",
        "Pages.DashboardPage: text “Label”",
        "Pages.DashboardPage: text “Value”",
        "Pages.DashboardPage: text “var(--accent)”",
        "Pages.Error: text “ · SupportAgent”",
        "Pages.FeedbackPage: text “ · SupportAgent”",
        "Pages.ModelsPage: text “ ANTHROPIC_API_KEY=”",
        "Pages.ModelsPage: text “ OPENAI_API_KEY=”",
        "Pages.ModelsPage: text “Model__Provider=OpenAI Model__Endpoint=http://localhost:11434/v1 Model__Name=”",
        "Pages.ModelsPage: text “Models__claude__Provider=Anthropic Models__claude__Name=”",
        "Pages.Prompts: text “ · SupportAgent”",
        "Pages.SetUpPage: text “ · SupportAgent”",
        "Pages.SignInPage: text “ · SupportAgent”",
        "Shared.FoldedCodeRenderer: code “<details class=\"folded\"><summary>”",
        "Shared.PageHeader: text “ · SupportAgent”",
        "Shared.SafeMarkdown: code “noopener noreferrer nofollow”",
        "Shared.Spans: code “ min ”",
        "Shared.Spans: code “ min”",
        "Shared.Spans: code “ ms”",
        "Shared.TimeText: title “yyyy-MM-dd HH:mm:ss 'UTC'”",
        "Shop.MethodWords: code “Mastercard”",
        "Shop.MethodWords: code “Visa”",

        // said to the agent, whose offline model reads English
        "Chat.TurnView: code “Continue where you stopped.”",
        "Chat.Welcome: code “Create a ticket about a late delivery”",
        "Chat.Welcome: code “Find the customer Yusuf Rossi and show the orders”",
        "Chat.Welcome: code “Refund $20 of order #W2378156, the item is defective”",
        "Chat.Welcome: code “What is the status of order #W2378156?”",
        "Context.CustomerCard: code “Show me ticket ”",
        "Context.OrderCard: code “) of order ”",
        "Context.OrderCard: code “About the ”",
        "Context.OrderCard: code “Where is order ”",
        "Pages.Conversations: code “What is the status of ”",
    };

    public static TheoryData<string> Places => [.. All.Select(PlaceOf).OfType<string>().Distinct().Order(StringComparer.Ordinal)];

    private static Type[] All => typeof(Words).Assembly.GetTypes();

    [Theory]
    [MemberData(nameof(Places))]
    public void No_text_for_people_is_written_into_a_component(string place) =>
        Assert.Equal("", string.Join('\n', FoundIn(place).Where(x => !Exceptions.Contains(x))));

    [Fact]
    public void No_exception_is_left_over()
    {
        var places = All.Select(PlaceOf).OfType<string>().ToHashSet(StringComparer.Ordinal);
        Assert.Empty(Exceptions.Except(places.SelectMany(FoundIn), StringComparer.Ordinal));
    }

    [Fact]
    public void Text_is_found_wherever_it_stands() => Assert.Equal(
        [
            "aria-label “Close it”", "code “ goes to ”", "code “Nobody may do that.”", "code “Paid”", "data-label “When”", "text “ selected”", "text “Amount”", "text “No orders”", "text “done”", "text “open”",
            "title “More of it”",
        ],
        CompiledText.Of(typeof(Sample)).SelectMany(TextsOf).Distinct().Order(StringComparer.Ordinal));

    // a folder; of the pages each for itself
    private static string? PlaceOf(Type type) =>
        type.FullName is { } name && name.StartsWith(Components, StringComparison.Ordinal) ? PlaceOf(name[Components.Length..]) : null;

    private static string PlaceOf(string name)
    {
        var parts = name.Split('.', '+');
        return parts is ["Pages", var page, ..] ? $"Pages.{page}" : parts[0];
    }

    // what the compiler makes of it has names that change with the code around
    private static string Component(Type type) => type.FullName![Components.Length..].Split("+<")[0];

    private static IEnumerable<string> FoundIn(string place) =>
        All.Where(x => PlaceOf(x) == place).SelectMany(type => CompiledText.Of(type).SelectMany(TextsOf).Select(x => $"{Component(type)}: {x}")).Distinct().Order(StringComparer.Ordinal);

    private static IEnumerable<string> TextsOf(CompiledText literal) => (literal.Use switch
    {
        LiteralUse.Content => [("text", literal.Text)],
        LiteralUse.Attribute => IsRead(literal.Attribute) ? [(literal.Attribute!, literal.Text)] : [],
        LiteralUse.Markup => ReadIn(literal.Text),
        LiteralUse.Code when Sentence().IsMatch(literal.Text) => [("code", literal.Text)],
        _ => Array.Empty<(string, string)>(),
    }).Where(x => Word().IsMatch(x.Item2)).Select(x => $"{x.Item1} “{Gap().Replace(x.Item2, " ")}”");

    private static IEnumerable<(string, string)> ReadIn(string markup)
    {
        var inside = new HtmlParser().ParseDocument("<template></template>").QuerySelector("template")!;
        foreach (var node in new HtmlParser().ParseFragment(markup, inside).SelectMany(x => x.DescendantsAndSelf()))
        {
            if (node is IText text) yield return ("text", text.Data);
            if (node is IElement element)
                foreach (var attribute in element.Attributes.Where(x => IsRead(x.Name))) yield return (attribute.Name, attribute.Value);
        }
    }

    private static bool IsRead(string? attribute) => attribute is null || attribute == "data-label" || !(Unread.Contains(attribute) || attribute.StartsWith("data-", StringComparison.Ordinal));

    [GeneratedRegex(@"\p{L}{2,}", RegexOptions.NonBacktracking)]
    private static partial Regex Word();

    [GeneratedRegex(@"\s+", RegexOptions.NonBacktracking)]
    private static partial Regex Gap();

    // two words side by side, or a word with what parts it from the next in a sentence that is put together
    [GeneratedRegex(@"\p{L}{2,}[,.:;]? \p{L}|^[ ,.:;]+\p{L}{2,}|\p{L}{2,}[,.:;]? $|^\p{Lu}\p{Ll}+$", RegexOptions.NonBacktracking)]
    private static partial Regex Sentence();

    private sealed class Sample : ComponentBase
    {
        public int Count { get; set; }

        public string State { get; set; } = "";

        protected override void BuildRenderTree(RenderTreeBuilder builder)
        {
            builder.OpenElement(0, "button");
            builder.AddAttribute(1, "class", "button danger");
            builder.AddAttribute(2, "aria-label", Count > 3 ? "Close it" : null);
            builder.AddContent(3, Count);
            builder.AddContent(4, " selected");
            builder.CloseElement();
            if (State == "some state") builder.AddContent(5, Count == 1 ? "open" : "done");
            builder.AddMarkupContent(6, "<td data-label=\"When\" class=\"left\" data-open><a href=\"/audit\" title=\"More of it\"></a><b>Amount</b> 5</td>");
            builder.OpenComponent<EmptyState>(7);
            builder.AddComponentParameter(8, nameof(EmptyState.Icon), "search");
            builder.AddComponentParameter(9, "ChildContent", (RenderFragment)(x => Title(x)));
            builder.CloseComponent();
        }

        private static void Title(RenderTreeBuilder builder) => builder.AddContent(0, "No orders");

        public string Describe() => State switch
        {
            "one of them" => "Nobody may do that.",
            "paid" => "Paid",
            _ => $"{Count} goes to {State}",
        };
    }
}
