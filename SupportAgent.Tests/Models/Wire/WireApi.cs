using System.Text.Json;

namespace SupportAgent.Tests.Models.Wire;

/// <summary>How one API says a round, and how a request of it is read.</summary>
internal abstract class WireApi
{
    /// <summary>The path below the endpoint.</summary>
    public abstract string Path { get; }

    /// <summary>The text of all events of a round, up to its end; the end itself only where it is one that events tell.</summary>
    public abstract IEnumerable<string> Events(WireRound round);

    /// <summary>The messages and the tools of a request; throws when a call stands without its result, or a result without its call.</summary>
    public abstract WireRequest Read(JsonElement body);

    protected static string Text(string text) => JsonSerializer.Serialize(text);

    /// <summary>The halves of a text, so that fragments are put together.</summary>
    protected static string[] Halves(string text) => text.Length < 2 ? [text] : [text[..(text.Length / 2)], text[(text.Length / 2)..]];
}

/// <summary>A request as every API says it.</summary>
/// <param name="Body">As it came.</param>
/// <param name="Tools">The names of the tools that may be called.</param>
/// <param name="Calls">The calls in its history, with their results.</param>
/// <param name="Said">The texts of the person and of the model, in order.</param>
/// <param name="Choice">What is said about the choice of tools, as it stands there; null for nothing.</param>
internal sealed record WireRequest(JsonElement Body, IReadOnlyList<string> Tools, IReadOnlyList<(string Name, string Arguments, string Result)> Calls, IReadOnlyList<string> Said, string? Choice);
