namespace SupportAgent.Domain.Reports;

/// <summary>How the desk did in a period.</summary>
/// <param name="From">When the period begins.</param>
/// <param name="To">When it ends: the present moment.</param>
/// <param name="Conversations">How many began.</param>
/// <param name="HandedOver">How many hand-overs to people there were.</param>
/// <param name="Turns">How many messages of people the agent answered.</param>
/// <param name="FailedTurns">How many of them failed, were limited or interrupted.</param>
/// <param name="Tools">The use of each tool, most used first.</param>
/// <param name="Approvals">What became of what was prepared.</param>
/// <param name="Refunds">What was refunded through the agent, a sum a currency, day and reason.</param>
/// <param name="Models">What models took, most tokens first.</param>
public sealed record DeskReport(
    DateTimeOffset From,
    DateTimeOffset To,
    int Conversations,
    int HandedOver,
    int Turns,
    int FailedTurns,
    IReadOnlyList<ToolReport> Tools,
    ApprovalReport Approvals,
    IReadOnlyList<RefundReport> Refunds,
    IReadOnlyList<ModelReport> Models);

/// <summary>The use of a tool.</summary>
/// <param name="Name">The tool.</param>
/// <param name="Calls">How often it was called.</param>
/// <param name="Failures">How many of the calls were refused, failed or took too long.</param>
/// <param name="AverageMs">How long a call took on average, in milliseconds.</param>
public sealed record ToolReport(string Name, int Calls, int Failures, double AverageMs);

/// <summary>What became of what was prepared in the period.</summary>
/// <param name="Prepared">How many drafts.</param>
/// <param name="Granted">How many were approved.</param>
/// <param name="Denied">How many were denied.</param>
/// <param name="Ended">How many ended without a decision: expired, stale or superseded.</param>
/// <param name="Waiting">How many wait.</param>
/// <param name="MedianToDecision">Half of the decisions were quicker than this; null without decisions.</param>
public sealed record ApprovalReport(int Prepared, int Granted, int Denied, int Ended, int Waiting, TimeSpan? MedianToDecision);

/// <summary>What was refunded on a day for a reason.</summary>
/// <param name="Day">The day, in UTC.</param>
/// <param name="Reason">The reason, as the action gave it; empty where it gave none.</param>
/// <param name="Count">How many payments.</param>
/// <param name="Sum">Of how much in all.</param>
public sealed record RefundReport(DateOnly Day, string Reason, int Count, Money Sum);

/// <summary>What a model took.</summary>
/// <param name="Name">Its name for people.</param>
/// <param name="Rounds">How often it was asked.</param>
/// <param name="InputTokens">Tokens that it read.</param>
/// <param name="OutputTokens">Tokens that it wrote.</param>
/// <param name="CostMicroDollars">What its servers said that it cost, in millionths of a US dollar; null where none said so.</param>
public sealed record ModelReport(string Name, int Rounds, long InputTokens, long OutputTokens, long? CostMicroDollars);
