namespace SupportAgent.Web.Accounts;

/// <summary>Something was asked for by a session that has ended.</summary>
public sealed class SignedOutException() : Exception("You are signed out. Please sign in again; nothing was changed.");
