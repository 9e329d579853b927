using System.Security.Cryptography;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using SupportAgent.Domain.Models.Anthropic;
using SupportAgent.Domain.Models.Offline;
using SupportAgent.Domain.Models.OpenAIResponses;
using SupportAgent.Domain.Models.Patience;

namespace SupportAgent.Domain.Models;

/// <summary>Makes the configured model available.</summary>
public static class ModelRegistration
{
    /// <summary>Adds the <see cref="IChatClient"/> of the section <c>Model</c> and its <see cref="ModelDescription"/>.</summary>
    /// <param name="services">Where to add them.</param>
    /// <param name="configuration">The whole configuration; a wrong or misspelt key stops the start.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection AddModels(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<ModelOptions>()
            .Bind(configuration.GetSection(ModelOptions.Section), binder => binder.ErrorOnUnknownConfiguration = true)
            .PostConfigure(options =>
            {
                TakeKey(options, configuration);
                if (options.Fallback is { } second) TakeKey(second, configuration);
            })
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<ModelOptions>, ModelOptionsValidation>();
        services.AddSingleton(provider => WithFallback(Options(provider), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => Describe(Options(provider)));
        return services;
    }

    private static ModelOptions Options(IServiceProvider provider) =>
        provider.GetRequiredService<IOptions<ModelOptions>>().Value;

    private static void TakeKey(ModelOptions options, IConfiguration configuration)
    {
        if (string.IsNullOrWhiteSpace(options.ApiKey)) options.ApiKey = KeyVariable(options.Provider) is { } variable ? configuration[variable] ?? "" : "";
    }

    private static IChatClient WithFallback(ModelOptions options, TimeProvider time) => options.Fallback is { } second
        ? new FallbackChatClient(WithPatience(options, time), WithPatience(second, time), (Describe(options).Name, Describe(second).Name))
        : WithPatience(options, time);

    // the offline model is in this process: there is nothing to wait for
    private static IChatClient WithPatience(ModelOptions options, TimeProvider time) => options.Provider == ModelProvider.Offline
        ? Client(options)
        : new PatientChatClient(Client(options), options.Patience, time, chance: () => RandomNumberGenerator.GetInt32(1000) / 1000.0);

    // a key goes to the server that it is for, and to no other
    private static string? KeyVariable(ModelProvider provider) => provider switch
    {
        ModelProvider.Offline => null,
        ModelProvider.OpenAI or ModelProvider.OpenAIResponses => "OPENAI_API_KEY",
        ModelProvider.Anthropic => "ANTHROPIC_API_KEY",
    };

    private static IChatClient Client(ModelOptions options) => options.Provider switch
    {
        ModelProvider.Offline => new OfflineChatClient(),
        ModelProvider.OpenAI => new OpenAIChatClient(options),
        ModelProvider.OpenAIResponses => new OpenAIResponsesChatClient(options),
        ModelProvider.Anthropic => new AnthropicChatClient(options),
    };

    private static ModelDescription Describe(ModelOptions options) => options.Provider == ModelProvider.Offline
        ? new(options.Provider, "Offline model", IsOffline: true)
        : new(options.Provider, options.Name, IsOffline: false);
}
