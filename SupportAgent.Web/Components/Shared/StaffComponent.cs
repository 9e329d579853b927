using Microsoft.AspNetCore.Components;
using SupportAgent.Domain.Store;
using SupportAgent.Web.Accounts;

namespace SupportAgent.Web.Components.Shared;

/// <summary>A component in which staff act: what commonly goes wrong becomes a sentence on it, and everything else an error of the page.</summary>
public abstract class StaffComponent : ComponentBase
{
    /// <summary>What went wrong last, for the person; null when nothing did.</summary>
    protected string? Problem { get; set; }

    /// <summary>Does something; false when it failed, and then <see cref="Problem"/> says why.</summary>
    protected async Task<bool> TryAsync(Func<Task> act)
    {
        try
        {
            await act();
            Problem = null;
            return true;
        }
        catch (Exception e) when (e is StoreUnavailableException or SignedOutException)
        {
            Problem = e.Message;
            return false;
        }
    }
}
