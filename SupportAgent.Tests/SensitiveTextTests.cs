using System.Text.Json;
using SupportAgent.Domain;
using Xunit;

namespace SupportAgent.Tests;

public sealed class SensitiveTextTests
{
    [Theory]
    [InlineData("4111111111111111", "•••1111")]
    [InlineData("5500 0000 0000 0004", "•••0004")]
    [InlineData("3400-0000-0000-009", "•••0009")]
    [InlineData("card 4111111111111111, please", "card •••1111, please")]
    [InlineData("4111111111111112", "4111111111111112")] // no card: it fails the check digit
    [InlineData("order #W2378156 of 2026-03-02", "order #W2378156 of 2026-03-02")]
    [InlineData("item 1725972093", "item 1725972093")]
    [InlineData("41111111111111114111111111111111", "41111111111111114111111111111111")]
    public void Card_numbers_keep_their_last_four_digits(string text, string expected) => Assert.Equal(expected, SensitiveText.MaskText(text));

    [Fact]
    public void Fields_that_are_secret_by_their_name_keep_nothing_however_deep()
    {
        var masked = SensitiveText.MaskJson("""{"a":[{"Password":"hunter2","note":"4111111111111111"}],"cvv":123,"amount":12.50,"pin":null,"ok":true}""");
        Assert.Equal("""{"a":[{"Password":"•••","note":"•••1111"}],"cvv":"•••","amount":12.50,"pin":null,"ok":true}""", masked);
        Assert.Equal(JsonValueKind.Object, JsonDocument.Parse(masked).RootElement.ValueKind);
    }

    [Fact]
    public void Text_without_secrets_stays_the_very_same()
    {
        const string Json = """{"order_id":"#W2378156","at":1772442000000,"left":{"amount":1799.92,"currency":"USD"}}""";
        Assert.Equal(Json, SensitiveText.MaskJson(Json));
    }
}
