namespace SupportAgent.Domain.Store;

/// <summary>The database could not be read or written now: locked for too long, disk full, file gone. Nothing was changed.</summary>
public sealed class StoreUnavailableException(Exception inner)
    : Exception("The store can't be reached right now. Nothing was changed; please try again in a moment.", inner);
