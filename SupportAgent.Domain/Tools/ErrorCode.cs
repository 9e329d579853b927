namespace SupportAgent.Domain.Tools;

/// <summary>The error codes of tools: a contract with models and programs.</summary>
public static class ErrorCode
{
    /// <summary>No such tool is offered.</summary>
    public const string UnknownTool = "unknown_tool";

    /// <summary>The arguments are not one sound JSON object.</summary>
    public const string InvalidJson = "invalid_json";

    /// <summary>The arguments do not fit the schema, or make no sense together.</summary>
    public const string InvalidArguments = "invalid_arguments";

    /// <summary>What was asked for does not exist.</summary>
    public const string NotFound = "not_found";

    /// <summary>The person has not the right.</summary>
    public const string NotPermitted = "not_permitted";

    /// <summary>It belongs to another customer than the conversation is about.</summary>
    public const string OutOfScope = "out_of_scope";

    /// <summary>Too many calls, or the same failing call again.</summary>
    public const string RateLimited = "rate_limited";

    /// <summary>It took too long.</summary>
    public const string TimedOut = "timed_out";

    /// <summary>Only a person's recorded approval can cause this.</summary>
    public const string ApprovalRequired = "approval_required";

    /// <summary>What the draft is about has changed since it was prepared.</summary>
    public const string StaleDraft = "stale_draft";

    /// <summary>Somebody or something else was faster with the draft.</summary>
    public const string AlreadyDecided = "already_decided";

    /// <summary>A rule of the shop says no.</summary>
    public const string PolicyViolation = "policy_violation";

    /// <summary>The tool broke. The message says what that means for the caller, never why.</summary>
    public const string ToolFailed = "tool_failed";
}
