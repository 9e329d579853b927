using System.Text.Json;

namespace SupportAgent.Domain.Evaluation;

/// <summary>What should come of a case.</summary>
public sealed record Expectation
{
    /// <summary>Calls that have to be made, over the whole case. Empty: no tool may be called at all. Null: nothing is demanded.</summary>
    public IReadOnlyList<ExpectedCall>? Tools { get; init; }

    /// <summary>Tools that must not be called.</summary>
    public IReadOnlyList<string> NotTools { get; init; } = [];

    /// <summary>Tools that may be called beside, though they do not only read.</summary>
    public IReadOnlyList<string> MayTools { get; init; } = [];

    /// <summary>What the last answer has to say: all of it.</summary>
    public IReadOnlyList<TextPattern> Says { get; init; } = [];
}

/// <summary>A call that has to be made.</summary>
/// <param name="Name">The tool.</param>
/// <param name="Arguments">What it has to be given; it may be given more.</param>
public sealed record ExpectedCall(string Name, IReadOnlyDictionary<string, JsonElement> Arguments);
