using System.Text.Json;
using SupportAgent.Domain.Models;
using SupportAgent.Domain.Tools;
using SupportAgent.Tests.Infrastructure;
using Xunit;

namespace SupportAgent.Tests.Models;

public sealed class StrictSchemaTests
{
    private const string Order = """
        {"type":"object","properties":{
          "id":{"type":"string","pattern":"^W"},
          "kind":{"type":"string","enum":["a","b"]},
          "lines":{"type":"array","minItems":1,"items":{"type":"object","properties":{"n":{"type":"integer"},"note":{"type":"string"}},"required":["n"],"additionalProperties":false}}
        },"required":["id"],"additionalProperties":false}
        """;

    [Fact]
    public async Task Every_tool_has_a_strict_form_with_closed_objects_everything_required_and_optional_fields_nullable()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        foreach (var tool in domain.Get<ToolCatalogue>().All.Where(x => x.IsOffered))
        {
            var strict = StrictSchema.Of(tool.Schema);
            Assert.True(strict is not null, tool.Name);
            AssertStrict(Parse(strict), tool.Schema);
        }
    }

    [Fact]
    public void Optional_fields_become_required_and_nullable_at_every_level()
    {
        var strict = Parse(StrictSchema.Of(Parse(Order))!);
        AssertStrict(strict, Parse(Order));
        var fields = strict.GetProperty("properties");
        Assert.Equal("\"string\"", fields.GetProperty("id").GetProperty("type").GetRawText());
        Assert.Equal("""["string","null"]""", fields.GetProperty("kind").GetProperty("type").GetRawText());
        Assert.Equal("""["a","b",null]""", fields.GetProperty("kind").GetProperty("enum").GetRawText());
        var inner = fields.GetProperty("lines").GetProperty("items").GetProperty("properties");
        Assert.Equal("\"integer\"", inner.GetProperty("n").GetProperty("type").GetRawText());
        Assert.Equal("""["string","null"]""", inner.GetProperty("note").GetProperty("type").GetRawText());
    }

    [Fact]
    public void What_strict_mode_does_not_know_is_told_in_the_description()
    {
        var strict = Parse(StrictSchema.Of(Parse("""{"type":"object","properties":{"x":{"type":"string","minLength":2,"maxLength":9,"default":"no","description":"What."}},"additionalProperties":false}"""))!);
        Assert.Equal("What. At least 2 characters. At most 9 characters. Default: \"no\". Null leaves it out.", strict.GetProperty("properties").GetProperty("x").GetProperty("description").GetString());
    }

    [Theory]
    [InlineData("""{"type":"string"}""")]
    [InlineData("""{"type":"object","properties":{}}""")]
    [InlineData("""{"type":"object","properties":{},"additionalProperties":true}""")]
    [InlineData("""{"type":"object","properties":{"x":{"type":"object"}},"additionalProperties":false}""")]
    [InlineData("""{"type":"object","properties":{"x":{"type":"array"}},"additionalProperties":false}""")]
    [InlineData("""{"type":"object","properties":{"x":{}},"additionalProperties":false}""")]
    [InlineData("""{"type":"object","properties":{"x":true},"additionalProperties":false}""")]
    [InlineData("""{"type":"object","properties":{"x":{"type":"string","not":{"enum":["a"]}}},"additionalProperties":false}""")]
    [InlineData("""{"type":"object","properties":{"x":{"$ref":"#/y"}},"additionalProperties":false}""")]
    public void What_strict_mode_cannot_say_has_no_strict_form(string schema) => Assert.Null(StrictSchema.Of(Parse(schema)));

    [Fact]
    public void A_schema_that_is_too_deep_has_no_strict_form()
    {
        var schema = """{"type":"string"}""";
        for (var i = 0; i < 10; i++) schema = $$$"""{"type":"object","properties":{"x":{{{schema}}}},"additionalProperties":false}""";
        Assert.Null(StrictSchema.Of(Parse(schema)));
    }

    [Theory]
    [InlineData("""{"id":"W1","kind":null,"lines":null}""", """{"id":"W1"}""")]
    [InlineData("""{ "id" : "W1", "kind": null, "lines": [ {"n": 1.50, "note": null}, {"n":2,"note":"\u00e9"} ] }""", """{"id":"W1","lines":[{"n":1.50},{"n":2,"note":"\u00e9"}]}""")]
    public void Null_for_what_is_optional_is_left_out_again(string text, string expected) => Assert.Equal(expected, StrictSchema.Undo(Parse(Order), text));

    [Theory]
    [InlineData("""{ "id" : "W1" }""")]
    [InlineData("""{"id":null,"other":null}""")]
    [InlineData("""{"id":"W1","kind":null,"kind":"a"}""")]
    [InlineData("""{"id":"\ud800","kind":null""")]
    [InlineData("""{"\ud800":1,"kind":null}""")]
    [InlineData("""[null]""")]
    [InlineData("null")]
    [InlineData("")]
    public void Everything_else_stays_as_it_was_written(string text) => Assert.Equal(text, StrictSchema.Undo(Parse(Order), text));

    [Fact]
    public void Null_stays_where_the_tool_takes_it()
    {
        var schema = Parse("""{"type":"object","properties":{"x":{"type":["string","null"]}},"additionalProperties":false}""");
        Assert.Equal("""{"x":null}""", StrictSchema.Undo(schema, """{"x":null}"""));
    }

    private static void AssertStrict(JsonElement strict, JsonElement own)
    {
        string[] known = ["type", "description", "enum", "pattern", "minimum", "maximum", "minItems", "maxItems", "properties", "required", "additionalProperties", "items"];
        Assert.All(strict.EnumerateObject(), x => Assert.Contains(x.Name, known));
        if (own.TryGetProperty("items", out var items)) AssertStrict(strict.GetProperty("items"), items);
        if (!own.TryGetProperty("properties", out var fields)) return;
        Assert.Equal(JsonValueKind.False, strict.GetProperty("additionalProperties").ValueKind);
        Assert.Equal(fields.EnumerateObject().Select(x => x.Name), strict.GetProperty("required").EnumerateArray().Select(x => x.GetString()));
        var required = own.TryGetProperty("required", out var names) ? names.EnumerateArray().Select(x => x.GetString()!).ToList() : [];
        foreach (var field in fields.EnumerateObject())
        {
            var inner = strict.GetProperty("properties").GetProperty(field.Name);
            AssertStrict(inner, field.Value);
            if (!required.Contains(field.Name)) Assert.Contains("null", inner.GetProperty("type").EnumerateArray().Select(x => x.GetString()));
        }
    }

    private static JsonElement Parse(string text)
    {
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }
}
