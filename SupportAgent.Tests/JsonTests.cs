using System.Text.Json;
using SupportAgent.Domain;
using SupportAgent.Domain.Conversations;
using Xunit;

namespace SupportAgent.Tests;

public sealed class JsonTests
{
    [Fact]
    public void Names_are_snake_case_enums_are_words_and_nulls_are_left_out() => Assert.Equal(
        """{"draft_id":"a","call_status":"awaiting_approval","amount":{"amount":12.50,"currency":"USD"}}""",
        Json.Write(new Row("a", ToolCallStatus.AwaitingApproval, new Money(1250, "USD"), Note: null)));

    [Theory]
    [InlineData("""{"draft_id":"a","call_status":"running","amount":{"amount":1,"currency":"USD"},"extra":1}""")]
    [InlineData("""{"draft_id":"a","draft_id":"b","call_status":"running","amount":{"amount":1,"currency":"USD"}}""")]
    [InlineData("""{"draft_id":"a","call_status":3,"amount":{"amount":1,"currency":"USD"}}""")]
    [InlineData("""{"draft_id":null,"call_status":"running","amount":{"amount":1,"currency":"USD"}}""")]
    public void What_is_not_meant_is_refused(string json) => Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Row>(json, Json.Options));

    private sealed record Row(string DraftId, ToolCallStatus CallStatus, Money Amount, string? Note = null);
}
