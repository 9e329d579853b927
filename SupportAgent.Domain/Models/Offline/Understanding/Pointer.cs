namespace SupportAgent.Domain.Models.Offline.Understanding;

/// <summary>What a clause points back at without naming it: "its tickets", "her tickets".</summary>
internal enum Pointer
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>An order spoken of before.</summary>
    Order,

    /// <summary>A customer spoken of before.</summary>
    Customer,
}
