using Microsoft.Extensions.DependencyInjection;
using SupportAgent.Domain.Tools;

namespace SupportAgent.Domain.Policies;

/// <summary>Registers the policies.</summary>
public static class PolicyRegistration
{
    /// <summary>Adds the library of policies and the tool that searches it.</summary>
    public static IServiceCollection AddPolicies(this IServiceCollection services)
    {
        services.AddOptions<PolicyOptions>()
            .BindConfiguration(PolicyOptions.Section, o => o.ErrorOnUnknownConfiguration = true)
            .Validate(x => x.IsThere, "Policies:Folder names no folder that can be read.")
            .ValidateOnStart();
        return services.AddSingleton<PolicyLibrary>().AddPlugin<PoliciesPlugin>();
    }
}
