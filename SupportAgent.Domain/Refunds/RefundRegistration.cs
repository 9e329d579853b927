using Microsoft.Extensions.DependencyInjection;
using SupportAgent.Domain.Tools;

namespace SupportAgent.Domain.Refunds;

/// <summary>Registers refunds and vouchers.</summary>
public static class RefundRegistration
{
    /// <summary>Adds the tools about them.</summary>
    public static IServiceCollection AddRefunds(this IServiceCollection services)
    {
        services.AddOptions<VoucherOptions>()
            .BindConfiguration(VoucherOptions.Section, o => o.ErrorOnUnknownConfiguration = true)
            .ValidateDataAnnotations().ValidateOnStart();
        return services.AddPlugin<RefundsPlugin>().AddPlugin<VoucherPlugin>();
    }
}
