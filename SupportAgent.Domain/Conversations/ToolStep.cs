namespace SupportAgent.Domain.Conversations;

/// <summary>The step at which a tool call was refused, in the order in which calls go through them.</summary>
public enum ToolStep
{
    /// <summary>May it run at all: not one call twice, not in an answer that was cut off.</summary>
    Allowed,

    /// <summary>Is there such a tool, and is it offered?</summary>
    Known,

    /// <summary>Has a person approved it?</summary>
    Approval,

    /// <summary>Are its arguments one sound JSON object?</summary>
    Json,

    /// <summary>Do they fit the schema?</summary>
    Schema,

    /// <summary>Has the person the right?</summary>
    Permission,

    /// <summary>Is it about the customer of the conversation?</summary>
    Scope,

    /// <summary>Is it within the limits of calls?</summary>
    Limits,

    /// <summary>The rules of the shop, in the tool itself.</summary>
    Rules,
}
