using SupportAgent.Domain.Conversations;
using SupportAgent.Domain.Store;

namespace SupportAgent.Domain.Tools;

/// <summary>What came of a tool call. A refusal or an error is an outcome as good as any: the model reads it and explains.</summary>
/// <param name="Status">How it ended.</param>
/// <param name="Result">JSON for the model, the timeline and the audit.</param>
/// <param name="Code">The error code, where there is one.</param>
/// <param name="DraftId">The draft that it made.</param>
public sealed record ToolOutcome(ToolCallStatus Status, string Result, string? Code = null, Guid? DraftId = null)
{
    /// <summary>Who has to hear of it after the commit, beside its conversation.</summary>
    public IReadOnlyList<Topic> Topics { get; init; } = [];

    /// <summary>Whether its effects are to be kept.</summary>
    public bool Keeps => Status is ToolCallStatus.Succeeded or ToolCallStatus.AwaitingApproval;

    /// <summary>It did what it was asked for, and the store could not take it.</summary>
    public static ToolOutcome NotStored { get; } = Failed(ErrorCode.ToolFailed, "The store could not take the change. Nothing was done.");

    /// <summary>The same outcome, of something that was done about these orders and customers: their pages hear of it. Null is none.</summary>
    public ToolOutcome About(params IEnumerable<string?> subjects) => this with { Topics = [.. subjects.OfType<string>().Select(Topic.Subject)] };

    /// <summary>It did what it was asked for.</summary>
    public static ToolOutcome Succeeded<T>(T result) => new(ToolCallStatus.Succeeded, Json.Write(result));

    /// <summary>It made a draft.</summary>
    public static ToolOutcome Drafted<T>(Guid draftId, T result) => new(ToolCallStatus.AwaitingApproval, Json.Write(result), DraftId: draftId);

    /// <summary>It was refused: by a check, or by a rule of the subject.</summary>
    /// <param name="code">One of <see cref="ErrorCode"/>.</param>
    /// <param name="message">For a person, and so that the model can do better: what was wrong, what was expected, what exists.</param>
    public static ToolOutcome Refused(string code, string message) => new(ToolCallStatus.Rejected, Json.Write(new ToolError(code, message)), code);

    /// <summary>It could not be done.</summary>
    /// <param name="code">One of <see cref="ErrorCode"/>.</param>
    /// <param name="message">For a person; never the text of an exception.</param>
    public static ToolOutcome Failed(string code, string message) => new(ToolCallStatus.Failed, Json.Write(new ToolError(code, message)), code);

    /// <summary>It took too long; nothing of it was kept.</summary>
    public static ToolOutcome TimedOut(int seconds) => new(
        ToolCallStatus.TimedOut, Json.Write(new ToolError(ErrorCode.TimedOut, $"The tool did not answer within {seconds} seconds. Nothing was changed.")), ErrorCode.TimedOut);
}

/// <summary>An error as models and programs see it.</summary>
/// <param name="Error">One of <see cref="ErrorCode"/>.</param>
/// <param name="Message">For a person.</param>
public sealed record ToolError(string Error, string Message);
