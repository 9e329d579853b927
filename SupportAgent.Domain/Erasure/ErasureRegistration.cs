using Microsoft.Extensions.DependencyInjection;

namespace SupportAgent.Domain.Erasure;

/// <summary>Registers the erasure of customers' data.</summary>
public static class ErasureRegistration
{
    /// <summary>Adds it.</summary>
    public static IServiceCollection AddErasure(this IServiceCollection services) => services.AddSingleton<CustomerErasure>();
}
