using Microsoft.Extensions.DependencyInjection;
using SupportAgent.Domain.Shop.StartData;

namespace SupportAgent.Domain.Shop;

/// <summary>Registers the shop.</summary>
public static class ShopRegistration
{
    /// <summary>Adds the loader of the demo shop.</summary>
    public static IServiceCollection AddShop(this IServiceCollection services) => services.AddSingleton<ShopLoader>();
}
