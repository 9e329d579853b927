using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using SupportAgent.Domain.Models.Anthropic;
using SupportAgent.Domain.Models.Offline;
using SupportAgent.Domain.Models.OpenAIResponses;

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
                if (string.IsNullOrWhiteSpace(options.ApiKey))
                    options.ApiKey = KeyVariable(options.Provider) is { } variable ? configuration[variable] ?? "" : "";
            })
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<ModelOptions>, ModelOptionsValidation>();
        services.AddSingleton(provider => Client(Options(provider)));
        services.AddSingleton(provider => Describe(Options(provider)));
        return services;
    }

    private static ModelOptions Options(IServiceProvider provider) =>
        provider.GetRequiredService<IOptions<ModelOptions>>().Value;

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
