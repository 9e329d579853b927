namespace SupportAgent.Domain.Refunds;

/// <summary>Why money goes back. The names in snake_case are a contract with models and programs.</summary>
public enum RefundReason
{
    /// <summary>It arrived broken or does not work.</summary>
    Defective,

    /// <summary>Another item came than was ordered.</summary>
    WrongItem,

    /// <summary>It never came.</summary>
    NotDelivered,

    /// <summary>The customer does not want it any more.</summary>
    ChangedMind,
}
