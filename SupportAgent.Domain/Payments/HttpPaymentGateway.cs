using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.Options;

namespace SupportAgent.Domain.Payments;

/// <summary>
/// A gateway behind HTTP: <c>POST {Endpoint}/payments</c> with an <c>Idempotency-Key</c> header. Sending the same key again is how one asks what
/// became of it, so that is all that is ever repeated. Only a plain yes or no counts; everything else is unknown.
/// The header is that of the IETF draft <c>draft-ietf-httpapi-idempotency-key-header</c>.
/// </summary>
public sealed class HttpPaymentGateway : IPaymentGateway, IDisposable
{
    private const int MaxAnswerBytes = 64 * 1024;
    private const int MaxMessage = 200;

    private readonly HttpClient _http;
    private readonly TimeSpan _patience;
    private readonly TimeProvider _time;

    /// <summary>A client of the configured endpoint.</summary>
    public HttpPaymentGateway(IOptions<PaymentOptions> options, TimeProvider time)
    {
        (_patience, _time) = (TimeSpan.FromSeconds(options.Value.TimeoutSeconds), time);
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) };
        _http = new HttpClient(handler) { BaseAddress = new Uri($"{options.Value.Endpoint.TrimEnd('/')}/"), MaxResponseContentBufferSize = MaxAnswerBytes, Timeout = Timeout.InfiniteTimeSpan };
        if (options.Value.ApiKey.Length > 0) _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", options.Value.ApiKey);
    }

    /// <inheritdoc />
    public bool IsLedger => false;

    /// <inheritdoc />
    public async Task<PaymentAnswer> PayAsync(PaymentRequest request, CancellationToken cancel)
    {
        using var limit = new CancellationTokenSource(_patience, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancel);
        try
        {
            using var message = new HttpRequestMessage(HttpMethod.Post, "payments") { Content = JsonContent.Create(new { request.Reference, request.Movements }, options: Json.Options) };
            message.Headers.Add("Idempotency-Key", request.Key);
            using var response = await _http.SendAsync(message, either.Token);
            return await ReadAsync(response, either.Token);
        }
        catch (OperationCanceledException)
        {
            return PaymentAnswer.Unknown($"The gateway did not answer within {_patience.TotalSeconds:0.#} seconds.");
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return PaymentAnswer.Unknown("The gateway could not be reached, or broke off.");
        }
    }

    /// <inheritdoc />
    public void Dispose() => _http.Dispose();

    private static async Task<PaymentAnswer> ReadAsync(HttpResponseMessage response, CancellationToken cancel)
    {
        var answer = await BodyOf(response, cancel);
        return response.StatusCode switch
        {
            >= HttpStatusCode.OK and < HttpStatusCode.MultipleChoices => answer switch
            {
                { Status: "succeeded", Id.Length: > 0 and <= Payment.ReferenceLength } => PaymentAnswer.Succeeded(answer.Id),
                { Status: "declined" } => Declined(answer),
                { Status: "pending" } => PaymentAnswer.Unknown("The gateway is still at work."),
                _ => PaymentAnswer.Unknown("The gateway's answer was not understood."),
            },
            // these two say that this request was read and refused: nothing moved
            HttpStatusCode.BadRequest or HttpStatusCode.PaymentRequired => Declined(answer),
            HttpStatusCode.Conflict => PaymentAnswer.Unknown("The gateway is still at work."),
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => PaymentAnswer.Unknown("The gateway did not accept our key. An admin has to look at Payments:ApiKey."),
            var other => PaymentAnswer.Unknown($"The gateway answered with status {(int)other}."),
        };
    }

    private static PaymentAnswer Declined(Answer? answer) => PaymentAnswer.Declined(
        answer?.Message is { Length: > 0 } why ? Text.WellFormed(Text.OneLine(why, MaxMessage)) : "no reason given");

    private static async Task<Answer?> BodyOf(HttpResponseMessage response, CancellationToken cancel)
    {
        try
        {
            return await response.Content.ReadFromJsonAsync<Answer>(JsonSerializerOptions.Web, cancel);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or NotSupportedException)
        {
            return null;
        }
    }

    private sealed record Answer(string? Id, string? Status, string? Message);
}
