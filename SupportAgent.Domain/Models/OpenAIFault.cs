using System.ClientModel;
using System.Globalization;
using System.Net;

namespace SupportAgent.Domain.Models;

/// <summary>What went wrong at a server of OpenAI's kind, as one exception without the key and other secrets: a server may repeat them in its complaint.</summary>
internal sealed class OpenAIFault(IReadOnlyList<string> secrets)
{
    /// <summary>Longest message that is kept: a proxy may answer with a whole page.</summary>
    public const int MaxLength = 2000;

    /// <summary>The request was refused. The status is that of the answer, null when there was none.</summary>
    public HttpRequestException Of(ClientResultException refused) =>
        Of(refused.Message, refused.Status == 0 ? null : (HttpStatusCode)refused.Status, RetryAfter(refused));

    // in seconds; as a date it is as rare as unsure, for the clocks differ
    private static TimeSpan? RetryAfter(ClientResultException refused) =>
        refused.GetRawResponse() is { } response && response.Headers.TryGetValue("retry-after", out var text)
        && double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && seconds < 1e6
            ? TimeSpan.FromSeconds(seconds)
            : null;

    /// <summary>The server said so in some other way, such as in the middle of a stream.</summary>
    public HttpRequestException Of(string message, HttpStatusCode? status, TimeSpan? retryAfter = null)
    {
        var clean = secrets.Aggregate(message, (text, secret) => text.Replace(secret, "(key)", StringComparison.Ordinal));
        return new ModelRequestException(clean.Length <= MaxLength ? clean : clean[..MaxLength], status, retryAfter);
    }
}
