using Microsoft.Extensions.DependencyInjection;
using SupportAgent.Domain.Shop.Changes;
using SupportAgent.Domain.Shop.StartData;
using SupportAgent.Domain.Tools;

namespace SupportAgent.Domain.Shop;

/// <summary>Registers the shop.</summary>
public static class ShopRegistration
{
    /// <summary>Adds the tools about customers and orders, those that change orders, and the loader of the demo shop.</summary>
    public static IServiceCollection AddShop(this IServiceCollection services) =>
        services.AddSingleton<ShopLoader>().AddSingleton<IScopeSource, ShopScope>().AddPlugin<CustomersPlugin>().AddPlugin<OrdersPlugin>().AddPlugin<ProductsPlugin>()
        .AddPlugin<CustomerAddressPlugin>()
        .AddPlugin<CancelOrderPlugin>().AddPlugin<ShippingAddressPlugin>().AddPlugin<ChangeItemsPlugin>().AddPlugin<ChangePaymentPlugin>()
        .AddPlugin<ReturnPlugin>().AddPlugin<ExchangePlugin>();
}
