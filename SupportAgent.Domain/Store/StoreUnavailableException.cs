using SupportAgent.Domain.Texts;

namespace SupportAgent.Domain.Store;

/// <summary>The database could not be read or written now: locked for too long, disk full, file gone. Nothing was changed.</summary>
public sealed class StoreUnavailableException(Exception inner) : Exception(null, inner)
{
    /// <summary>For the person who reads it: in their language, wherever it was thrown.</summary>
    public override string Message => StoreTexts.Unavailable;
}
