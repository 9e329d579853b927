namespace SupportAgent.Web.Components.Approvals;

/// <summary>What came of one of several decisions.</summary>
/// <param name="Summary">What it was about.</param>
/// <param name="Message">What happened, for the person.</param>
/// <param name="IsRecorded">Whether the decision counts.</param>
public sealed record BulkResult(string Summary, string Message, bool IsRecorded);
