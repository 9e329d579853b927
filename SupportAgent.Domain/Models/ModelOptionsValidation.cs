using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace SupportAgent.Domain.Models;

/// <summary>Stops the start when the section <c>Model</c> cannot work, and says which key to change.</summary>
internal sealed class ModelOptionsValidation : IValidateOptions<ModelOptions>
{
    public ValidateOptionsResult Validate(string? name, ModelOptions options)
    {
        var faults = Faults(options).Concat(PatienceFaults(options)).ToList();
        if (options.Fallback is { } second)
        {
            faults.AddRange(Faults(second).Concat(PatienceFaults(second)).Select(x => x.Replace("Model:", "Model:Fallback:", StringComparison.Ordinal)));
            if (second.Fallback is not null) faults.Add("Model:Fallback:Fallback is one too many: there is one second model.");
        }

        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static IEnumerable<string> Faults(ModelOptions options) => options.Provider switch
    {
        ModelProvider.Offline => [],
        ModelProvider.OpenAI or ModelProvider.OpenAIResponses => OpenAIFaults(options),
        ModelProvider.Anthropic => AnthropicFaults(options),
    };

    private static IEnumerable<string> PatienceFaults(ModelOptions options)
    {
        var found = new List<ValidationResult>();
        Validator.TryValidateObject(options.Patience, new ValidationContext(options.Patience), found, validateAllProperties: true);
        return found.Select(x => $"Model:Patience: {x.ErrorMessage}");
    }

    private static IEnumerable<string> OpenAIFaults(ModelOptions options)
    {
        if (string.IsNullOrWhiteSpace(options.Name))
            yield return $"Model:Name is empty. With Model:Provider '{options.Provider}' it names the model to ask.";
        if (options.Endpoint.Length > 0 && !IsWebAddress(options.Endpoint))
            yield return "Model:Endpoint is not an absolute http or https URL. It goes up to and including /v1.";
        if (options.Endpoint.Length == 0 && string.IsNullOrWhiteSpace(options.ApiKey))
            yield return "Model:ApiKey is empty. OpenAI's own server needs a key, here or in OPENAI_API_KEY; or set Model:Endpoint.";
    }

    private static IEnumerable<string> AnthropicFaults(ModelOptions options)
    {
        if (string.IsNullOrWhiteSpace(options.Name))
            yield return "Model:Name is empty. With Model:Provider 'Anthropic' it names the model to ask.";
        if (options.Endpoint.Length > 0 && !IsWebAddress(options.Endpoint))
            yield return "Model:Endpoint is not an absolute http or https URL. It goes up to and including /v1.";
        if (options.Endpoint.Length == 0 && string.IsNullOrWhiteSpace(options.ApiKey))
            yield return "Model:ApiKey is empty. Anthropic's own server needs a key, here or in ANTHROPIC_API_KEY; or set Model:Endpoint.";
        if (options.ApiKey.Trim().Any(x => !char.IsBetween(x, '!', '~')))
            yield return "Model:ApiKey has a space, a line break or another character that no key has.";
        if (options.MaxOutputTokens is < 1)
            yield return "Model:MaxOutputTokens is not above 0.";
    }

    private static bool IsWebAddress(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) &&
        (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps);
}
