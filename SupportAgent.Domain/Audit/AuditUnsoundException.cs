namespace SupportAgent.Domain.Audit;

/// <summary>The audit is not as it was written, so nothing of it is removed: a stub would hide what was changed.</summary>
/// <param name="message">What is wrong, for people.</param>
public sealed class AuditUnsoundException(string message) : Exception(message);
