using Microsoft.Extensions.DependencyInjection;
using SupportAgent.Domain.Tools;

namespace SupportAgent.Domain.Refunds;

/// <summary>Registers refunds.</summary>
public static class RefundRegistration
{
    /// <summary>Adds the refund tools.</summary>
    public static IServiceCollection AddRefunds(this IServiceCollection services) => services.AddPlugin<RefundsPlugin>();
}
