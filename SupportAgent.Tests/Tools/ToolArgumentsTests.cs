using System.Globalization;
using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using SupportAgent.Domain.Tools;
using SupportAgent.Tests.Infrastructure;
using Xunit;
using Xunit.Abstractions;

namespace SupportAgent.Tests.Tools;

public sealed class ToolArgumentsTests(ITestOutputHelper output)
{
    private const string Sound = """{"order_id":"#W1234567","amount":12.50,"items":[1,{"a":"ä"}]}""";

    [Theory]
    [InlineData("")]
    [InlineData("  \n ")]
    [InlineData("{}")]
    public void No_text_is_an_object_without_members(string text) => Assert.Empty(Parsed(text).EnumerateObject());

    [Theory]
    [InlineData("null", "not null")]
    [InlineData("[1]", "not an array")]
    [InlineData("\"{}\"", "not a text")]
    [InlineData("42", "not a number")]
    [InlineData("true", "not true or false")]
    [InlineData("{}{}", "not valid JSON")]
    [InlineData("```json\n{}\n```", "not valid JSON")]
    [InlineData("{'a':1}", "not valid JSON")]
    [InlineData("{\"a\":1,}", "not valid JSON")]
    [InlineData("{a:1}", "not valid JSON")]
    [InlineData("{\"a\":1 /* one */}", "not valid JSON")]
    [InlineData("\ufeff{}", "not valid JSON")]
    [InlineData("{\"a\":NaN}", "not valid JSON")]
    [InlineData("{\"a\":0x10}", "not valid JSON")]
    [InlineData("{\"a\":01}", "not valid JSON")]
    [InlineData("{\"a\":+1}", "not valid JSON")]
    [InlineData("{\"a\":\"\u0001\"}", "not valid JSON")]
    [InlineData("{\"amount\":1,\"amount\":9999}", "the same field twice")]
    [InlineData("{\"amount\":1,\"\\u0061mount\":9999}", "the same field twice")]
    [InlineData("{\"a\":{\"b\":1,\"b\":2}}", "the same field twice")]
    [InlineData("{\"a\":\"\\ud800\"}", "not valid Unicode")]
    [InlineData("{\"\\udc00\":1}", "not valid Unicode")]
    public void What_is_not_one_sound_object_is_refused_in_words(string text, string words) => Assert.Contains(words, ProblemOf(text), StringComparison.Ordinal);

    [Fact]
    public void Half_a_character_is_refused_in_words() => Assert.Contains("not valid Unicode", ProblemOf("{\"a\":\"\ud800\"}"), StringComparison.Ordinal);

    [Fact]
    public void A_text_that_is_cut_off_anywhere_is_refused()
    {
        for (var length = 1; length < Sound.Length; length++) Assert.NotNull(ProblemOf(Sound[..length]));
        Assert.Null(ProblemOf(Sound));
    }

    [Fact]
    public void Too_long_and_too_deep_is_refused()
    {
        Assert.Contains("64 KB", ProblemOf($$"""{"a":"{{new string('x', ToolArguments.MaxBytes)}}"}"""), StringComparison.Ordinal);
        Assert.Null(ProblemOf(Nested(ToolArguments.MaxDepth - 1)));
        Assert.NotNull(ProblemOf(Nested(ToolArguments.MaxDepth)));
        Assert.NotNull(ProblemOf(Nested(30_000)));
    }

    [Fact]
    public void Whatever_the_text_there_is_an_object_or_a_problem_and_never_an_exception()
    {
        // sound arguments with a piece replaced by any characters
        var texts =
            from at in Gen.Choose(0, Sound.Length - 1)
            from length in Gen.Choose(0, Sound.Length - at)
            from put in Gen.OneOf(
                Gen.Elements('{', '}', '[', ']', '"', ',', ':', '\\', 'e', '-', '.', '0', ' ', '\0', '\ud800').ArrayOf(), Gen.Choose(0, 0xFFFF).Select(x => (char)x).ArrayOf())
            select new StringBuilder(Sound).Remove(at, length).Insert(at, put).ToString();
        Prop.ForAll(texts.ToArbitrary(), text =>
        {
            var (arguments, problem) = ToolArguments.Parse(text);
            return problem is null ? arguments.ValueKind == JsonValueKind.Object : problem.Length is > 0 and < 200;
        }).Check(output, cases: 5000);
    }

    private static string Nested(int depth) =>
        string.Create(CultureInfo.InvariantCulture, $"{{\"a\":{new string('[', depth)}{new string(']', depth)}}}");

    private static JsonElement Parsed(string text)
    {
        var (arguments, problem) = ToolArguments.Parse(text);
        Assert.Null(problem);
        return arguments;
    }

    private static string? ProblemOf(string text) => ToolArguments.Parse(text).Problem;
}
