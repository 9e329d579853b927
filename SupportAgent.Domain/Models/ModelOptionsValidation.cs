using System.ComponentModel.DataAnnotations;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;

namespace SupportAgent.Domain.Models;

/// <summary>Stops the start when the sections <c>Model</c> and <c>Models</c> cannot work, and says which key to change.</summary>
internal sealed partial class ModelOptionsValidation : IValidateOptions<ModelOptions>, IValidateOptions<MoreModels>
{
    private static readonly HashSet<string> OwnHeaders = new(StringComparer.OrdinalIgnoreCase) { "Host", "Content-Type", "Content-Length", "Transfer-Encoding", "Connection", "Accept" };

    public ValidateOptionsResult Validate(string? name, ModelOptions options) => Result(AllFaults(ModelOptions.Section, options));

    public ValidateOptionsResult Validate(string? name, MoreModels options) => Result(options.SelectMany(x => IdFaults(x.Key).Concat(AllFaults($"{ModelOptions.MoreSection}:{x.Key}", x.Value))));

    private static ValidateOptionsResult Result(IEnumerable<string> faults) =>
        faults.ToList() is { Count: > 0 } found ? ValidateOptionsResult.Fail(found) : ValidateOptionsResult.Success;

    private static IEnumerable<string> IdFaults(string id)
    {
        if (string.Equals(id, ModelRoster.FirstId, StringComparison.OrdinalIgnoreCase)) yield return $"{ModelOptions.MoreSection}:{id} has the id of the section Model. Give it another.";
        if (!SoundId().IsMatch(id)) yield return $"{ModelOptions.MoreSection}:{id} is no id: letters, digits, '-' and '_', at most 40.";
    }

    private static IEnumerable<string> AllFaults(string section, ModelOptions options)
    {
        foreach (var fault in Faults(options).Concat(CommonFaults(options))) yield return $"{section}:{fault}";
        if (options.Fallback is not { } second) yield break;
        foreach (var fault in Faults(second).Concat(CommonFaults(second))) yield return $"{section}:Fallback:{fault}";
        if (second.Fallback is not null) yield return $"{section}:Fallback:Fallback is one too many: there is one second model.";
    }

    private static IEnumerable<string> Faults(ModelOptions options) => options.Provider switch
    {
        ModelProvider.Offline => [],
        ModelProvider.OpenAI or ModelProvider.OpenAIResponses => ServerFaults(options, "OpenAI", "OPENAI_API_KEY"),
        ModelProvider.Anthropic => ServerFaults(options, "Anthropic", "ANTHROPIC_API_KEY"),
    };

    private static IEnumerable<string> ServerFaults(ModelOptions options, string company, string variable)
    {
        if (string.IsNullOrWhiteSpace(options.Name))
            yield return $"Name is empty. With the provider '{options.Provider}' it names the model to ask.";
        if (options.Endpoint.Length > 0 && !IsWebAddress(options.Endpoint))
            yield return "Endpoint is not an absolute http or https URL. It goes up to and including /v1.";
        if (options.Endpoint.Length == 0 && string.IsNullOrWhiteSpace(options.ApiKey))
            yield return $"ApiKey is empty. {company}'s own server needs a key, here or in {variable}; or set the Endpoint.";
        if (options.ApiKey.Trim().Any(x => !char.IsBetween(x, '!', '~')))
            yield return "ApiKey has a space, a line break or another character that no key has.";
        foreach (var (name, value) in options.Headers)
        {
            if (!SoundHeader().IsMatch(name)) yield return $"Headers:{name} is not the name of a header.";
            else if (OwnHeaders.Contains(name)) yield return $"Headers:{name} is set by the app itself.";
            if (value.Any(x => !char.IsBetween(x, ' ', '~'))) yield return $"Headers:{name} has a value that no header can have.";
        }
    }

    private static IEnumerable<string> CommonFaults(ModelOptions options) => Broken(options, "").Concat(Broken(options.Patience, "Patience:"));

    private static IEnumerable<string> Broken(object options, string prefix)
    {
        var found = new List<ValidationResult>();
        Validator.TryValidateObject(options, new ValidationContext(options), found, validateAllProperties: true);
        return found.Select(x => $"{prefix}{string.Join(',', x.MemberNames)}: {x.ErrorMessage}");
    }

    private static bool IsWebAddress(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) &&
        (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps);

    [GeneratedRegex("^[A-Za-z0-9_-]{1,40}\\z", RegexOptions.NonBacktracking)]
    private static partial Regex SoundId();

    // RFC 9110, section 5.6.2
    [GeneratedRegex("^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}\\z", RegexOptions.NonBacktracking)]
    private static partial Regex SoundHeader();
}
