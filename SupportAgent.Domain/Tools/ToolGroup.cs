namespace SupportAgent.Domain.Tools;

/// <summary>What a plugin's tools are about. Only some tools go out with a round; people pin groups to have all of them there.</summary>
public enum ToolGroup
{
    /// <summary>Orders, and what can be changed of them.</summary>
    Orders,

    /// <summary>Refunds and vouchers.</summary>
    Refunds,

    /// <summary>Tickets, and handing over to people.</summary>
    Tickets,

    /// <summary>Customers and products.</summary>
    Customers,

    /// <summary>What the shop's rules say.</summary>
    Policies,
}

/// <summary>Says which group the tools of a plugin belong to.</summary>
/// <param name="group">The group.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ToolGroupAttribute(ToolGroup group) : Attribute
{
    /// <summary>The group.</summary>
    public ToolGroup Group { get; } = group;
}
