using SupportAgent.Domain.Audit;
using SupportAgent.Tests.Infrastructure;
using Xunit;

namespace SupportAgent.Tests.Audit;

public sealed class AuditMaskTests
{
    // put together at run time: what looks like a key in the source alarms every scanner
    private static readonly string Long = string.Concat(Enumerable.Repeat("aB3dE6gH9k", 5));

    private static readonly (string Text, string Secret)[] All =
    [
        ("Card 4111 1111 1111 1111, please", "4111 1111"),
        ("4111-1111-1111-1111", "4111-1111"),
        ("5555555555554444", "55555555"),
        ("American Express 378282246310005.", "37828224"),
        ("6011000990139424", "60110009"),
        ("""{"note":"pay with 4000056655665556"}""", "40000566"),
        ("""{"amount":1,"number":4012888888881881}""", "40128888"),
        ("""{"4111111111111111":"as a name"}""", "41111111"),
        ("""{"card_number":"1234","x":1}""", "1234"),
        ("""{"cardNumber":"1234"}""", "1234"),
        ("""{"cvv":123}""", "123"),
        ("""{"CVC":"987"}""", "987"),
        ("cvv: 123 and go", "123"),
        ("""{"pin":4321}""", "4321"),
        ("""{"otp":"556677"}""", "556677"),
        ("""{"password":"hunter2"}""", "hunter2"),
        ("""{"newPassword":"hunter2"}""", "hunter2"),
        ("""{"user":{"old-password":"hunter2"}}""", "hunter2"),
        ("""{"password":{"value":"hunter2","hint":["dog"]}}""", "dog"),
        ("""{"password":["hunter2"]}""", "hunter2"),
        ("""{"password":"hunter2","password":"hunter3"}""", "hunter"),
        ("""{"password":"hunter2" and no end""", "hunter2"),
        ("""{"text":"{\"password\":\"hunter2\"}"}""", "hunter2"),
        ("""{"text":"my password is hunter2"}""", "hunter2"),
        ("PASSWORD=hunter2;Server=db", "hunter2"),
        ("pwd: hunter2", "hunter2"),
        ("passphrase = 'hunter2'", "hunter2"),
        ("Server=db;User=sa;Password=hunter2;", "hunter2"),
        ("postgres://shop:hunter2@db/shop", "hunter2"),
        ("https://shop:hunter2@example.test/x", "hunter2"),
        ("""{"refund_token":"0123456789abcdef0123456789abcdef"}""", "0123456789abcdef"),
        ("""{"return_token":"feedfacefeedfacefeedfacefeedface"}""", "feedface"),
        ("refund_token=0123456789abcdef0123456789abcdef", "0123456789abcdef"),
        ("""{"access_token":"opaque"}""", "opaque"),
        ("""{"refreshToken":"opaque"}""", "opaque"),
        ("""{"client_secret":"opaque"}""", "opaque"),
        ("""{"api_key":"opaque"}""", "opaque"),
        ("""{"X-Api-Key":"opaque"}""", "opaque"),
        ("""{"Authorization":"opaque"}""", "opaque"),
        ("""{"Set-Cookie":"opaque"}""", "opaque"),
        ("""{"connectionString":"opaque"}""", "opaque"),
        ("""{"headers":{"Authorization":["Digest opaque"]}}""", "opaque"),
        ($"Authorization: Bearer {Long}", Long),
        ($"bearer {Long}", Long),
        ("Basic c2hvcDpodW50ZXIy", "c2hvcDpodW50ZXIy"),
        ($"sa_{new string('a', 64)}", "aaaa"),
        ($"sk-{Long}", Long),
        ($"sk-ant-api03-{Long}", Long),
        ($"sk_live_{Long}", Long),
        ($"rk_test_{Long}", Long),
        ($"whsec_{Long}", Long),
        ($"ghp_{Long}", Long),
        ($"github_pat_{Long}", Long),
        ($"glpat-{Long}", Long),
        ($"xoxb-{Long}", Long),
        ($"AKIA{new string('Q', 16)}", "QQQQ"),
        ($"AIza{Long}", Long),
        ($"hf_{Long}", Long),
        ($"SG.{Long}.{Long}", Long),
        ($"eyJhbGciOi.{Long}.{Long}", Long),
        ($"-----BEGIN RSA PRIVATE KEY-----\n{Long}\n-----END RSA PRIVATE KEY-----", Long),
        ($$"""{"file":"-----BEGIN PRIVATE KEY-----\n{{Long}}\n"}""", Long),
        ("IBAN DE89 3704 0044 0532 0130 00", "3704 0044"),
        ("GB82WEST12345698765432", "WEST1234"),
        ("""{"iban":"not even one"}""", "not even"),
        ("SSN 078-05-1120.", "078-05"),
        ("""{"ssn":"078051120"}""", "07805"),
    ];

    /// <summary>A text, and what must not be left of it.</summary>
    public static IEnumerable<object[]> Canaries => All.Select(x => new object[] { x.Text, x.Secret });

    [Theory]
    [MemberData(nameof(Canaries))]
    public void What_the_policy_names_is_masked(string text, string secret)
    {
        var masked = AuditMask.Mask(text);
        Assert.DoesNotContain(secret, masked, StringComparison.Ordinal);
        Assert.Contains("•••", masked, StringComparison.Ordinal);
        Assert.Equal(masked, AuditMask.Mask(masked));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("not JSON \u2400 <script>")]
    [InlineData("{\"order_id\" :  \"#W2378156\", \"amount\":20.50 , \"amount\": 1e2}")]
    [InlineData("""{"customer":"Ada Miller","email":"ada.miller1234@example.test","zip":"78712","phone":"+1 512 555 0142"}""")]
    [InlineData("""{"draft_id":"11111111-1111-7111-8111-411111111111","action":"4111111111111111aaaaaaaaaaaaaaaa4111111111111111aaaaaaaaaaaaaaaa"}""")]
    [InlineData("""{"item_ids":["1656367028","4107812777"],"payment_method_id":"credit_card_7815826"}""")]
    [InlineData("""{"scopes":["chat","audit"],"input_tokens":512,"key":"value","at":"2026-11-21T15:25:45.1234567+00:00"}""")]
    [InlineData("The customer forgot the password and asks for a pin board.")]
    [InlineData("1Z 999 AA1 01 2345 6784 is the tracking number")]
    public void What_it_does_not_name_stays_as_it_came(string text) => Assert.Equal(text, AuditMask.Mask(text));

    [Fact]
    public void Only_what_is_secret_changes_in_a_text() =>
        Assert.Equal(
            "{ \"order_id\":\"#W1\" , \"note\": \"caf\\u00e9\", \"pin\":\"•••\",\"x\":[ 1,\"card •••1111\" ] }",
            AuditMask.Mask("{ \"order_id\":\"#W1\" , \"note\": \"caf\\u00e9\", \"pin\":1234,\"x\":[ 1,\"card 4111111111111111\" ] }"));

    [Fact]
    public async Task No_text_of_a_record_escapes_it_and_the_chain_holds()
    {
        await using var test = await TestStore.CreateAsync();
        const string card = "4111111111111111";
        await test.AppendAsync(AuditTrail.Call($"tool {card}") with { Arguments = card, ArgumentsRun = $$"""{"x":"{{card}}"}""", Result = $"[\"{card}\"]", ModelName = card, ResponseId = card });
        Assert.DoesNotContain(card, System.Text.Json.JsonSerializer.Serialize(Assert.Single(await test.RecordsAsync())), StringComparison.Ordinal);
        Assert.True((await test.VerifyAsync()).IsSound);
    }

    [Fact]
    public async Task A_secret_at_the_edge_of_a_text_that_is_cut_does_not_slip_through()
    {
        await using var test = await TestStore.CreateAsync();
        await test.AppendAsync(AuditTrail.Call() with { Arguments = new string('x', AuditRecord.TextLength - 12) + " 4111111111111111" });
        Assert.DoesNotContain("41111111", (await test.RecordsAsync())[0].Arguments, StringComparison.Ordinal);
    }
}
