using Microsoft.Extensions.DependencyInjection;

namespace SupportAgent.Domain.Tools;

/// <summary>Registers tools.</summary>
public static class ToolRegistration
{
    /// <summary>Adds the catalogue and the invoker.</summary>
    public static IServiceCollection AddTools(this IServiceCollection services)
    {
        services.AddOptions<LimitOptions>()
            .BindConfiguration(LimitOptions.Section, o => o.ErrorOnUnknownConfiguration = true)
            .ValidateDataAnnotations().ValidateOnStart();
        return services.AddSingleton<ActionDrafts>().AddSingleton<ToolCatalogue>().AddSingleton<CallSubject>().AddSingleton<ToolCallLog>().AddSingleton<ToolRunner>().AddSingleton<ToolChecks>().AddSingleton<ToolSettings>().AddSingleton<ConversationScope>()
            .AddSingleton<DraftSettlement>().AddSingleton<DraftRun>().AddSingleton<ToolInvoker>();
    }

    /// <summary>Adds a class whose methods are tools.</summary>
    public static IServiceCollection AddPlugin<T>(this IServiceCollection services) where T : class =>
        services.AddSingleton<T>().AddSingleton(provider => new Plugin(provider.GetRequiredService<T>()));
}
