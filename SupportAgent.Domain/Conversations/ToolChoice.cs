namespace SupportAgent.Domain.Conversations;

/// <summary>What a person or a program says about the tools of a turn.</summary>
/// <param name="Kind">How free the model is.</param>
/// <param name="Names">The tools, for <see cref="ToolChoiceKind.Only"/> any number and for <see cref="ToolChoiceKind.Must"/> one.</param>
public sealed record ToolChoice(ToolChoiceKind Kind, IReadOnlyList<string> Names)
{
    /// <summary>Longest text of <see cref="ToString"/>.</summary>
    public const int TextLength = 1000;

    /// <summary>Most tools that can be chosen.</summary>
    public const int MostNames = 20;

    /// <summary>The model decides.</summary>
    public static ToolChoice Auto { get; } = new(ToolChoiceKind.Auto, []);

    /// <summary>No tools at all.</summary>
    public static ToolChoice None { get; } = new(ToolChoiceKind.None, []);

    /// <summary>Reads what <see cref="ToString"/> wrote; anything else is <see cref="Auto"/>.</summary>
    public static ToolChoice Parse(string text)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words.Length > 0 && Enum.TryParse<ToolChoiceKind>(words[0], ignoreCase: true, out var kind) ? new(kind, words[1..]) : Auto;
    }

    /// <summary>As it is stored: <c>auto</c>, <c>none</c>, <c>required</c>, <c>only get_order get_ticket</c>, <c>must get_order</c>.</summary>
    public override string ToString() => string.Join(' ', Names.Prepend(Kind.ToString().ToLowerInvariant()));
}

/// <summary>How free a model is to use tools.</summary>
public enum ToolChoiceKind
{
    /// <summary>It decides.</summary>
    Auto,

    /// <summary>It gets none.</summary>
    None,

    /// <summary>Its first round has to call at least one.</summary>
    Required,

    /// <summary>It decides, but gets only these.</summary>
    Only,

    /// <summary>Its first round has to call this one.</summary>
    Must,
}
