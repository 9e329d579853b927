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

/// <summary>Makes the configured models available.</summary>
public static class ModelRegistration
{
    /// <summary>Adds the <see cref="ModelRoster"/> of the sections <c>Model</c> and <c>Models</c>.</summary>
    /// <param name="services">Where to add them.</param>
    /// <param name="configuration">The whole configuration; a wrong or misspelt key stops the start.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection AddModels(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<ModelOptions>()
            .Bind(configuration.GetSection(ModelOptions.Section), binder => binder.ErrorOnUnknownConfiguration = true)
            .PostConfigure(options => TakeKeys(options, configuration))
            .ValidateOnStart();
        services.AddOptions<MoreModels>()
            .Bind(configuration.GetSection(ModelOptions.MoreSection), binder => binder.ErrorOnUnknownConfiguration = true)
            .PostConfigure(more =>
            {
                foreach (var options in more.Values) TakeKeys(options, configuration);
            })
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<ModelOptions>, ModelOptionsValidation>();
        services.AddSingleton<IValidateOptions<MoreModels>, ModelOptionsValidation>();
        services.AddSingleton(provider => Roster(
            provider.GetRequiredService<IOptions<ModelOptions>>().Value, provider.GetRequiredService<IOptions<MoreModels>>().Value, provider.GetRequiredService<TimeProvider>()));
        return services;
    }

    private static ModelRoster Roster(ModelOptions first, MoreModels more, TimeProvider time) => new(
        [.. more.OrderBy(x => x.Key, StringComparer.Ordinal).Select(x => (x.Key, x.Value)).Prepend((ModelRoster.FirstId, first)).Select(x => Configured(x.Item1, x.Item2, time))]);

    private static ConfiguredModel Configured(string id, ModelOptions options, TimeProvider time) => new(id, Describe(options), WithFallback(options, time), options.ContextTokens);

    private static void TakeKeys(ModelOptions options, IConfiguration configuration)
    {
        if (string.IsNullOrWhiteSpace(options.ApiKey)) options.ApiKey = KeyVariable(options.Provider) is { } variable ? configuration[variable] ?? "" : "";
        if (options.Fallback is { } second) TakeKeys(second, configuration);
    }

    private static IChatClient WithFallback(ModelOptions options, TimeProvider time) => options.Fallback is { } second
        ? new FallbackChatClient(WithPatience(options, time), WithPatience(second, time), (Describe(options).Name, Describe(second).Name))
        : WithPatience(options, time);

    // the offline model is in this process: there is nothing to wait for
    private static IChatClient WithPatience(ModelOptions options, TimeProvider time) => options.Provider == ModelProvider.Offline
        ? Client(options)
        : new PatientChatClient(new ModelSettingsClient(Client(options), options), options.Patience, time, chance: () => RandomNumberGenerator.GetInt32(1000) / 1000.0);

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

    private static ModelDescription Describe(ModelOptions options)
    {
        var isOffline = options.Provider == ModelProvider.Offline;
        var name = options.Title.Length > 0 ? options.Title : isOffline ? "Offline model" : options.Name;
        return new(options.Provider, name, isOffline);
    }
}
