namespace SupportAgent.Domain.Evaluation;

/// <summary>A step of a case.</summary>
/// <param name="Role">Whose step it is.</param>
/// <param name="Content">What is said; of a decision, <c>approve</c>, or <c>deny</c> with a reason after a colon.</param>
public sealed record EvalMessage(EvalRole Role, string Content)
{
    private const string Deny = "deny";

    /// <summary>Whether it approves what waits.</summary>
    public bool Approves => Role == EvalRole.Decision && string.Equals(Content.Trim(), "approve", StringComparison.OrdinalIgnoreCase);

    /// <summary>Why it denies what waits; null when it does not.</summary>
    public string? Denial => Role == EvalRole.Decision && Content.Trim() is var text && text.StartsWith(Deny, StringComparison.OrdinalIgnoreCase) && text[Deny.Length..] is "" or [':', ..]
        ? text[Deny.Length..].TrimStart(':').Trim() is { Length: > 0 } reason ? reason : "Not now"
        : null;
}

/// <summary>Whose step it is. The names in lower case are a contract with the files.</summary>
public enum EvalRole
{
    /// <summary>The member of staff asks; the agent answers.</summary>
    User,

    /// <summary>An answer, for whoever reads the file: it is neither sent nor compared.</summary>
    Assistant,

    /// <summary>A person decides about the newest draft that waits.</summary>
    Decision,
}
