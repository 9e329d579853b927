using System.ClientModel;
using System.ClientModel.Primitives;

namespace SupportAgent.Domain.Models;

/// <summary>How the package of OpenAI reaches the server of a model.</summary>
internal static class OpenAIConnection
{
    /// <summary>Where the server is; null for OpenAI's own.</summary>
    public static Uri? Endpoint(ModelOptions options) => options.Endpoint.Length > 0 ? new Uri(options.Endpoint) : null;

    /// <summary>The key. The package refuses an empty one, and servers that need none ignore what they get.</summary>
    public static ApiKeyCredential Key(ModelOptions options) => new(options.ApiKey.Length > 0 ? options.ApiKey : "none");

    /// <summary>Makes requests go out once, because <see cref="Patience.PatientChatClient"/> asks again and counts, with the headers of the settings.</summary>
    public static T Prepare<T>(T settings, ModelOptions options) where T : ClientPipelineOptions
    {
        settings.RetryPolicy = new ClientRetryPolicy(maxRetries: 0);
        if (options.Headers.Count > 0) settings.AddPolicy(new ExtraHeaders(options.Headers.AsReadOnly()), PipelinePosition.PerCall);
        return settings;
    }
}
