namespace SupportAgent.Tests.Models.Wire;

/// <summary>What a model answers in one round, whatever the API that says it.</summary>
internal sealed record WireRound
{
    /// <summary>Text, in its pieces.</summary>
    public IReadOnlyList<string> Text { get; init; } = [];

    /// <summary>Calls side by side.</summary>
    public IReadOnlyList<WireCall> Calls { get; init; } = [];

    /// <summary>Words in which it declines.</summary>
    public string? Refusal { get; init; }

    /// <summary>How the answer ends.</summary>
    public WireEnd End { get; init; } = WireEnd.Natural;

    /// <summary>A status in place of an answer.</summary>
    public int? Status { get; init; }

    /// <summary>What the server complains about, with a status; or a whole body in place of events.</summary>
    public string Complaint { get; init; } = "no";

    /// <summary>The type of a body in place of events.</summary>
    public string? ContentType { get; init; }

    /// <summary>Seconds after which the server wants to be asked again.</summary>
    public int? RetryAfter { get; init; }

    public static WireRound Says(params string[] text) => new() { Text = text };

    public static WireRound Asks(params (string Name, string Arguments)[] calls) => new() { Calls = [.. calls.Select((x, i) => new WireCall($"call_{i}", x.Name, x.Arguments))] };

    public static WireRound Fails(int status, string complaint = "no", int? retryAfter = null) => new() { Status = status, Complaint = complaint, RetryAfter = retryAfter };

    public static WireRound Page(string contentType, string body) => new() { ContentType = contentType, Complaint = body };
}

/// <summary>A call as it stands on the wire.</summary>
internal sealed record WireCall(string? Id, string Name, string Arguments);

/// <summary>How an answer ends.</summary>
internal enum WireEnd
{
    /// <summary>As it should.</summary>
    Natural,

    /// <summary>Its length is used up.</summary>
    Length,

    /// <summary>A filter of the provider.</summary>
    Filter,

    /// <summary>For a reason that nobody knows yet.</summary>
    Unknown,

    /// <summary>The stream ends without an end.</summary>
    Missing,

    /// <summary>The connection breaks.</summary>
    Cut,

    /// <summary>Nothing more comes.</summary>
    Hangs,

    /// <summary>An event that is no JSON.</summary>
    Malformed,

    /// <summary>An event with bytes that are no text.</summary>
    NotUtf8,
}
