using SupportAgent.Web.Texts;

namespace SupportAgent.Web.Accounts;

/// <summary>Something was asked for by a session that has ended.</summary>
public sealed class SignedOutException() : Exception(AccountTexts.SignedOut);
