namespace SupportAgent.Domain.Tools;

/// <summary>
/// Makes a method of a plugin a tool. The method's <c>[Description]</c> tells the model when to use it and when not; its parameters, in the
/// names that the model uses, become the JSON Schema.
/// </summary>
/// <param name="name">The name that models and programs use, such as <c>get_order</c>.</param>
/// <param name="effect">What it may do.</param>
/// <param name="title">In plain words for staff, such as "Look up order".</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ToolAttribute(string name, ToolEffect effect, string title) : Attribute
{
    /// <summary>The name that models and programs use.</summary>
    public string Name { get; } = name;

    /// <summary>What it may do.</summary>
    public ToolEffect Effect { get; } = effect;

    /// <summary>In plain words for staff.</summary>
    public string Title { get; } = title;

    /// <summary>Whether it goes out with every round: for what is needed in most conversations. Others go out when the conversation is about them.</summary>
    public bool IsAlwaysOffered { get; init; }

    /// <summary>
    /// Whether it is long-running: it moves money, and may have to wait for a payment gateway. Its call then answers at once with a handle, and ends by
    /// itself when the gateway has answered, after a restart too; the agent tells the result in a turn of its own.
    /// </summary>
    public bool IsLong { get; init; }
}
