using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace SupportAgent.Domain.Payments;

/// <summary>Registers the payment gateway.</summary>
public static class PaymentRegistration
{
    /// <summary>Adds the gateway that the settings name.</summary>
    public static IServiceCollection AddPayments(this IServiceCollection services)
    {
        services.AddOptions<PaymentOptions>()
            .BindConfiguration(PaymentOptions.Section, o => o.ErrorOnUnknownConfiguration = true)
            .ValidateDataAnnotations()
            .Validate(x => x.HasEndpoint, "Payments:Endpoint must be an http or https address when Payments:Gateway is Http.")
            .ValidateOnStart();
        return services.AddSingleton<IPaymentGateway>(provider => provider.GetRequiredService<IOptions<PaymentOptions>>().Value.Gateway switch
        {
            PaymentProvider.Ledger => new LedgerGateway(),
            PaymentProvider.Http => ActivatorUtilities.CreateInstance<HttpPaymentGateway>(provider),
        });
    }
}
