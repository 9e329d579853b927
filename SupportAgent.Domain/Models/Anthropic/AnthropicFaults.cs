using System.Net;
using Anthropic.Exceptions;

namespace SupportAgent.Domain.Models.Anthropic;

/// <summary>
/// What went wrong, as exceptions that are the same for every provider. A server may repeat the key in its complaint, and a key that cannot
/// be sent stands in the complaint of .NET: no such message travels further.
/// </summary>
internal sealed class AnthropicFaults(IReadOnlyList<string> secrets)
{
    private const int Overloaded = 529;
    private const int LongestMessage = 1000;

    /// <summary>The exception to throw instead of one of the package's.</summary>
    public HttpRequestException Of(Exception fault) => fault switch
    {
        AnthropicIOException { InnerException: ModelRequestException refused } => refused,
        AnthropicSseException refused => Refused(string.IsNullOrWhiteSpace(refused.ApiMessage) ? refused.Message : refused.ApiMessage, Status(refused.Type?.Raw())),
        AnthropicIOException { InnerException: { } inner } => new HttpRequestException(inner.HttpRequestError, Clean(inner.Message)),
        HttpRequestException inner => new HttpRequestException(inner.HttpRequestError, Clean(inner.Message), inner: null, inner.StatusCode),
        _ => new ModelRequestException(Clean($"The server's answer cannot be read: {fault.Message}"), status: null),
    };

    /// <summary>The exception for a complaint of the server.</summary>
    public ModelRequestException Refused(string complaint, HttpStatusCode? status, TimeSpan? retryAfter = null) =>
        new(Clean(status is null ? complaint : $"{(int)status}: {complaint}"), status, retryAfter);

    // an error within a stream comes after a 200; its name says which status it would have had
    private static HttpStatusCode? Status(string? type) => type switch
    {
        "invalid_request_error" => HttpStatusCode.BadRequest,
        "authentication_error" => HttpStatusCode.Unauthorized,
        "billing_error" => HttpStatusCode.PaymentRequired,
        "permission_error" => HttpStatusCode.Forbidden,
        "not_found_error" => HttpStatusCode.NotFound,
        "request_too_large" => HttpStatusCode.RequestEntityTooLarge,
        "rate_limit_error" => HttpStatusCode.TooManyRequests,
        "api_error" => HttpStatusCode.InternalServerError,
        "timeout_error" => HttpStatusCode.GatewayTimeout,
        "overloaded_error" => (HttpStatusCode)Overloaded,
        _ => null,
    };

    // secrets go first: cut off in the middle they would not be found any more
    private string Clean(string message) =>
        Text.Shorten(secrets.Aggregate(message, (text, secret) => text.Replace(secret, "(key)", StringComparison.Ordinal)), LongestMessage);
}
