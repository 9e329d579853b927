using Microsoft.Extensions.Options;
using SupportAgent.Domain;
using SupportAgent.Domain.Payments;
using Xunit;

namespace SupportAgent.Tests.Payments;

public sealed class HttpPaymentGatewayTests : IAsyncLifetime
{
    private static readonly PaymentRequest Request = new("key-1", "#W1234567", [new Movement(MovementKind.Refund, "credit_card_1", new Money(1250, "USD"))]);

    private FakeGateway _fake = null!;

    public async Task InitializeAsync() => _fake = await FakeGateway.StartAsync();

    public async Task DisposeAsync() => await _fake.DisposeAsync();

    [Fact]
    public async Task A_payment_goes_out_with_its_key_and_its_exact_amounts()
    {
        using var gateway = Gateway();
        Assert.Equal(PaymentAnswer.Succeeded("pay_key-1"), await gateway.PayAsync(Request, CancellationToken.None));
        var (key, movement) = Assert.Single(_fake.Effects);
        Assert.Equal("key-1", key);
        Assert.Equal("""{"kind":"refund","payment_method_id":"credit_card_1","amount":{"amount":12.50,"currency":"USD"}}""", movement.GetRawText());
    }

    [Fact]
    public async Task The_same_request_again_gets_the_same_answer_and_has_no_second_effect()
    {
        using var gateway = Gateway();
        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => gateway.PayAsync(Request, CancellationToken.None)));
        Assert.All(answers, x => Assert.Equal(PaymentAnswer.Succeeded("pay_key-1"), x));
        Assert.Single(_fake.Effects);
    }

    [Theory]
    [InlineData(200, """{"id":"p1","status":"succeeded"}""", PaymentResult.Succeeded)]
    [InlineData(201, """{"id":"p1","status":"succeeded","more":[1]}""", PaymentResult.Succeeded)]
    [InlineData(200, """{"id":"p1","status":"declined","message":"No funds"}""", PaymentResult.Declined)]
    [InlineData(402, """{"message":"No funds"}""", PaymentResult.Declined)]
    [InlineData(400, "", PaymentResult.Declined)]
    [InlineData(200, """{"status":"succeeded"}""", PaymentResult.Unknown)]
    [InlineData(200, """{"id":"p1","status":"pending"}""", PaymentResult.Unknown)]
    [InlineData(200, """{"id":"p1","status":"SUCCEEDED"}""", PaymentResult.Unknown)]
    [InlineData(200, """{"id":"p1","status":"succe""", PaymentResult.Unknown)]
    [InlineData(200, "<html>Welcome</html>", PaymentResult.Unknown)]
    [InlineData(200, "", PaymentResult.Unknown)]
    [InlineData(200, "[]", PaymentResult.Unknown)]
    [InlineData(302, "", PaymentResult.Unknown)]
    [InlineData(401, "", PaymentResult.Unknown)]
    [InlineData(404, "", PaymentResult.Unknown)]
    [InlineData(409, "", PaymentResult.Unknown)]
    [InlineData(422, "", PaymentResult.Unknown)]
    [InlineData(429, "", PaymentResult.Unknown)]
    [InlineData(500, """{"id":"p1","status":"succeeded"}""", PaymentResult.Unknown)]
    [InlineData(503, """{"status":"declined"}""", PaymentResult.Unknown)]
    public async Task Only_a_plain_yes_or_no_counts(int status, string body, PaymentResult expected)
    {
        _fake.Answer(status, body);
        using var gateway = Gateway();
        var answer = await gateway.PayAsync(Request, CancellationToken.None);
        Assert.Equal(expected, answer.Result);
        Assert.Equal(expected != PaymentResult.Succeeded, answer.Message is { Length: > 0 });
    }

    [Fact]
    public async Task A_gateway_that_does_not_answer_in_time_leaves_the_outcome_unknown()
    {
        _fake.Behaviour = (http, _) => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, http.RequestAborted);
        using var gateway = Gateway(timeout: 0.2);
        Assert.Equal(PaymentAnswer.Unknown("The gateway did not answer within 0.2 seconds."), await gateway.PayAsync(Request, CancellationToken.None));
    }

    [Fact]
    public async Task A_connection_that_breaks_leaves_the_outcome_unknown()
    {
        _fake.Behaviour = (http, _) =>
        {
            http.Abort();
            return Task.CompletedTask;
        };
        using var gateway = Gateway();
        Assert.Equal(PaymentResult.Unknown, (await gateway.PayAsync(Request, CancellationToken.None)).Result);
    }

    [Fact]
    public async Task An_answer_that_has_no_end_is_cut_off()
    {
        _fake.Answer(200, new string(' ', 1_000_000) + """{"id":"p1","status":"succeeded"}""");
        using var gateway = Gateway();
        Assert.Equal(PaymentResult.Unknown, (await gateway.PayAsync(Request, CancellationToken.None)).Result);
    }

    [Fact]
    public async Task What_a_gateway_says_is_cut_to_one_short_line()
    {
        _fake.Answer(402, Json.Write(new { message = $"No\n\nfunds {new string('x', 1000)}" }));
        using var gateway = Gateway();
        var answer = await gateway.PayAsync(Request, CancellationToken.None);
        Assert.StartsWith("No funds xxx", answer.Message, StringComparison.Ordinal);
        Assert.True(answer.Message!.Length <= 200);
    }

    private HttpPaymentGateway Gateway(double timeout = 10) =>
        new(Options.Create(new PaymentOptions { Gateway = PaymentProvider.Http, Endpoint = _fake.Endpoint, ApiKey = "gateway-key", TimeoutSeconds = timeout }), TimeProvider.System);
}
