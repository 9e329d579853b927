using System.Text.Json;
using SupportAgent.Domain.Refunds;
using SupportAgent.Domain.Tools;
using SupportAgent.Tests.Infrastructure;
using Xunit;

namespace SupportAgent.Tests.Tools;

public sealed class ArgumentSchemaTests
{
    private const string Schema = """
        {
          "type": "object",
          "properties": {
            "order_id": { "type": "string", "minLength": 2, "maxLength": 8, "pattern": "^#W" },
            "reason": { "enum": ["defective", "wrong_item"] },
            "amount": { "type": ["number", "null"], "minimum": 0, "maximum": 1000 },
            "count": { "type": "integer" },
            "tracking": { "type": "boolean" },
            "items": { "type": "array", "items": { "type": "string" }, "minItems": 1, "maxItems": 2 }
          },
          "required": ["order_id"],
          "additionalProperties": false
        }
        """;

    [Theory]
    [InlineData("""{"order_id":"#W1"}""")]
    [InlineData("""{"order_id":"#W1","amount":12.50,"reason":"defective","count":3,"tracking":true,"items":["a","b"]}""")]
    [InlineData("""{"order_id":"#W1","amount":null}""")]
    [InlineData("""{"order_id":"#W1","amount":1000}""")]
    public void What_fits_fits(string arguments) => Assert.Null(Check(arguments));

    [Theory]
    [InlineData("{}", "\"order_id\" is missing")]
    [InlineData("""{"order_id":null}""", "must be a text, not null")]
    [InlineData("""{"order_id":7}""", "must be a text, not a number")]
    [InlineData("""{"order_id":"#"}""", "at least 2 characters")]
    [InlineData("""{"order_id":"#W1234567"}""", "at most 8 characters, not 9")]
    [InlineData("""{"order_id":"W12"}""", "does not have the form")]
    [InlineData("""{"order_id":"#W1","OrderId":"#W2"}""", "no field \"OrderId\". The fields are: order_id,")]
    [InlineData("""{"order_id":"#W1","__proto__":{}}""", "no field \"__proto__\"")]
    [InlineData("""{"order_id":"#W1","$type":"x"}""", "no field \"$type\"")]
    [InlineData("""{"order_id":"#W1","reason":"Defective"}""", "one of defective, wrong_item")]
    [InlineData("""{"order_id":"#W1","reason":0}""", "one of defective, wrong_item")]
    [InlineData("""{"order_id":"#W1","amount":"12.50"}""", "must be a number or null, not a text")]
    [InlineData("""{"order_id":"#W1","amount":-0.01}""", "at least 0")]
    [InlineData("""{"order_id":"#W1","amount":1000.01}""", "at most 1000")]
    [InlineData("""{"order_id":"#W1","amount":1e2}""", "a plain decimal number")]
    [InlineData("""{"order_id":"#W1","amount":1e400}""", "a plain decimal number")]
    [InlineData("""{"order_id":"#W1","amount":0.0000000000000000000000001}""", "a plain decimal number")]
    [InlineData("""{"order_id":"#W1","count":1.5}""", "a whole number")]
    [InlineData("""{"order_id":"#W1","count":9223372036854775808}""", "a whole number")]
    [InlineData("""{"order_id":"#W1","tracking":"true"}""", "true or false, not a text")]
    [InlineData("""{"order_id":"#W1","items":[]}""", "at least 1 entries")]
    [InlineData("""{"order_id":"#W1","items":["a","b","c"]}""", "at most 2 entries, not 3")]
    [InlineData("""{"order_id":"#W1","items":["a",2]}""", "\"items[1]\" must be a text")]
    [InlineData("""{"order_id":"#W1","items":"a"}""", "must be an array, not a text")]
    public void What_does_not_fit_is_named_with_what_was_expected(string arguments, string words) => Assert.Contains(words, Check(arguments), StringComparison.Ordinal);

    [Theory]
    [InlineData("""{"type":"object","properties":{}}""", "must be closed")]
    [InlineData("""{"type":"object","properties":{},"additionalProperties":true}""", "must be closed")]
    [InlineData("""{"type":"object","properties":{"a":{"type":"object","properties":{}}},"additionalProperties":false}""", "must be closed")]
    [InlineData("""{"type":"object","properties":{"a":{"type":"array","items":{"oneOf":[]}}},"additionalProperties":false}""", "oneOf is not checked")]
    [InlineData("true", "must be an object")]
    public void A_schema_that_cannot_be_checked_whole_is_refused_at_the_start(string schema, string words)
    {
        using var document = JsonDocument.Parse(schema);
        var refusal = Assert.Throws<InvalidOperationException>(() => ArgumentSchema.EnsureSupported("tool", document.RootElement));
        Assert.Contains(words, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_schemas_of_all_tools_are_closed_and_every_argument_is_described()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        foreach (var tool in domain.Get<ToolCatalogue>().All)
        {
            Assert.False(tool.Schema.GetProperty("additionalProperties").GetBoolean());
            Assert.Contains("Not for", tool.Effect == ToolEffect.Execute ? "Not for" : tool.Description, StringComparison.Ordinal);
            Assert.All(tool.Schema.GetProperty("properties").EnumerateObject(), x => Assert.NotEqual("", x.Value.GetProperty("description").GetString()));
        }
    }

    [Fact]
    public async Task A_model_is_told_the_reasons_and_that_the_amount_may_be_left_out()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        var schema = domain.Get<ToolCatalogue>().Find(RefundsPlugin.Prepare)!.Schema;
        Assert.Equal(["defective", "wrong_item", "not_delivered", "changed_mind"], schema.GetProperty("properties").GetProperty("reason").GetProperty("enum").EnumerateArray().Select(x => x.GetString()));
        Assert.Equal(["order_id", "reason"], schema.GetProperty("required").EnumerateArray().Select(x => x.GetString()));
        Assert.Equal(["order_id", "reason", "amount"], schema.GetProperty("properties").EnumerateObject().Select(x => x.Name));
    }

    private static string? Check(string arguments)
    {
        using var schema = JsonDocument.Parse(Schema);
        using var value = JsonDocument.Parse(arguments);
        return ArgumentSchema.Check(schema.RootElement, value.RootElement);
    }
}
