using Microsoft.Extensions.DependencyInjection;
using SupportAgent.Domain.Tools;

namespace SupportAgent.Domain.Handover;

/// <summary>Registers handing over.</summary>
public static class HandoverRegistration
{
    /// <summary>Adds its tool and the desk.</summary>
    public static IServiceCollection AddHandover(this IServiceCollection services) => services.AddSingleton<HandoverDesk>().AddPlugin<HandoverPlugin>();
}
