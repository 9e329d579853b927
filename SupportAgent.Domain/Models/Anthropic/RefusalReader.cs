using System.Text.Json;

namespace SupportAgent.Domain.Models.Anthropic;

/// <summary>
/// Turns a refused request into an exception while its headers are at hand: those of the package leave out how long the server wants to be left
/// alone.
/// </summary>
internal sealed class RefusalReader(AnthropicFaults faults, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        if (response.IsSuccessStatusCode)
            return response;
        using (response)
        {
            var body = await response.Content.ReadAsStringAsync(cancellationToken);
            throw faults.Refused(MessageIn(body) ?? (body.Length > 0 ? body : response.ReasonPhrase ?? ""), response.StatusCode, RetryAfter(response));
        }
    }

    private static string? MessageIn(string body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("error", out var error) && error.ValueKind == JsonValueKind.Object
                ? error.TextOf("message")
                : null;
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            return null; // a page, or half a character: the body is told as it is
        }
    }

    // a date counts from the server's own clock
    private static TimeSpan? RetryAfter(HttpResponseMessage response) => response.Headers.RetryAfter switch
    {
        { Delta: { } pause } => pause,
        { Date: { } date } when response.Headers.Date is { } now => date > now ? date - now : TimeSpan.Zero,
        _ => null,
    };
}
