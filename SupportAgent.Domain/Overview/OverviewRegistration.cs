using Microsoft.Extensions.DependencyInjection;

namespace SupportAgent.Domain.Overview;

/// <summary>Registers what pages show of a conversation beside its messages.</summary>
public static class OverviewRegistration
{
    /// <summary>Adds the titles of tool calls. The rest needs no registration.</summary>
    public static IServiceCollection AddOverview(this IServiceCollection services) => services.AddSingleton<CallTitles>();
}
