using System.Text;
using System.Text.Json;
using SupportAgent.Domain.Models;
using SupportAgent.Domain.Tools;
using SupportAgent.Tests.Infrastructure;
using Xunit;
using Xunit.Abstractions;

namespace SupportAgent.Tests.Safety;

/// <summary>
/// Arguments that nobody thought of: sound ones of every tool, mutated and cut. 100,000 texts, or FUZZ; the seed is 20261121, or SEED. What is
/// accepted has to be what the schema says, by a second reading that knows nothing of the first.
/// </summary>
public sealed class ArgumentFuzzTests(ITestOutputHelper output)
{
    private static readonly string[] Odd =
    [
        "\"", "\\", "{", "}", "[", "]", ",", ":", "null", "true", "NaN", "1e999", "-0", "01", "0.1e-7", "\\u0000", "\\ud800", "\u202E", "\uFEFF", "\u0000", "//", "/*", "'", "\"order_id\":\"#W1\",", "\"admin\":true,", "99999999999999999999999", "12.345",
    ];

    [Fact]
    public async Task Whatever_the_text_it_is_refused_in_words_or_it_is_what_the_schema_says()
    {
        var count = Dial.Of("FUZZ", 100_000);
        var seed = (ulong)Dial.Of("SEED", 20261121);
        output.WriteLine($"seed {seed}, {count} texts");
        await using var domain = await TestDomain.CreateAsync(running: false);
        var tools = domain.Get<ToolCatalogue>().All.ToList();
        var samples = tools.Select(x => SampleOf(x.Schema)).ToList();
        var dice = new Dice(seed);
        var accepted = 0;
        for (var i = 0; i < count; i++)
        {
            var which = dice.Below(tools.Count);
            var text = Mutated(samples[which], dice);
            var (arguments, problem) = ToolArguments.Parse(text);
            problem ??= ArgumentSchema.Check(tools[which].Schema, arguments);
            if (problem is not null)
            {
                Assert.True(problem.Length is > 5 and < 2000, text);
                continue;
            }

            accepted++;
            AssertFits(tools[which].Schema, text);
        }

        output.WriteLine($"{accepted} accepted");
        Assert.InRange(accepted, 1, count / 2);
    }

    [Fact]
    public void However_a_stream_is_cut_into_fragments_the_calls_are_the_same()
    {
        var dice = new Dice((ulong)Dial.Of("SEED", 20261121));
        string[] texts = ["""{"order_id":"#W2378156","note":"Gr\u00fc\u00dfe 📦 \"x\" \\ {}"}""", "{}", """{"a":[1,2,{"b":"é"}]}"""];
        for (var i = 0; i < 10_000; i++)
        {
            var queues = texts.Select(x => new Queue<string>(Cut(x, dice))).ToList();
            var fragments = new ToolCallFragments();
            var isFirst = new bool[texts.Length];
            while (queues.Any(x => x.Count > 0))
            {
                var which = dice.Below(texts.Length);
                if (!queues[which].TryDequeue(out var piece)) continue;
                fragments.Add(which, isFirst[which] ? null : $"id{which}", isFirst[which] ? null : $"tool{which}", piece);
                isFirst[which] = true;
            }

            var calls = fragments.Calls(new OfferedTools(null, isStrict: true)).ToList();
            Assert.Equal(["id0", "id1", "id2"], calls.Select(x => x.CallId));
            Assert.Equal(texts, calls.Select(ArgumentsText.Of));
        }
    }

    private static List<string> Cut(string text, Dice dice)
    {
        List<string> pieces = [];
        for (var at = 0; at < text.Length;)
        {
            var length = Math.Min(text.Length - at, 1 + dice.Below(6));
            pieces.Add(text.Substring(at, length));
            at += length;
        }

        return pieces;
    }

    private static string Mutated(string sample, Dice dice)
    {
        var text = new StringBuilder(sample);
        for (var n = dice.Below(4); n > 0 && text.Length > 0; n--)
        {
            var at = dice.Below(text.Length);
            switch (dice.Below(5))
            {
                case 0: text.Remove(at, 1); break;
                case 1: text.Insert(at, Odd[dice.Below(Odd.Length)]); break;
                case 2: text[at] = (char)(32 + dice.Below(95)); break;
                case 3: text.Length = at; break;
                default: text.Insert(at, text.ToString(at, Math.Min(12, text.Length - at))); break;
            }
        }

        return text.ToString();
    }

    private static string SampleOf(JsonElement schema) =>
        $"{{{string.Join(",", schema.GetProperty("properties").EnumerateObject().Select(x => $"{JsonSerializer.Serialize(x.Name)}:{ValueOf(x.Value)}"))}}}";

    private static string ValueOf(JsonElement schema)
    {
        if (schema.TryGetProperty("enum", out var values)) return values[0].GetRawText();
        var type = schema.GetProperty("type") is { ValueKind: JsonValueKind.Array } several ? several[0].GetString() : schema.GetProperty("type").GetString();
        return type switch
        {
            "integer" => "1",
            "number" => "12.5",
            "boolean" => "true",
            "array" => $"[{ValueOf(schema.GetProperty("items"))}]",
            "object" => SampleOf(schema),
            _ => "\"#W2378156\"",
        };
    }

    // no field twice or unknown, none missing, each of its type
    private static void AssertFits(JsonElement schema, string text)
    {
        using var document = JsonDocument.Parse(string.IsNullOrWhiteSpace(text) ? "{}" : text);
        var fields = document.RootElement.EnumerateObject().ToList();
        Assert.Equal(fields.Count, fields.DistinctBy(x => x.Name).Count());
        var known = schema.GetProperty("properties").EnumerateObject().ToDictionary(x => x.Name, x => x.Value);
        Assert.All(fields, field =>
        {
            Assert.True(known.TryGetValue(field.Name, out var expected), $"{field.Name} in {text}");
            var types = expected.GetProperty("type") is { ValueKind: JsonValueKind.Array } several ? several.EnumerateArray().Select(x => x.GetString()).ToList() : [expected.GetProperty("type").GetString()];
            var type = field.Value.ValueKind switch
            {
                JsonValueKind.String => "string",
                JsonValueKind.Number => "number",
                JsonValueKind.True or JsonValueKind.False => "boolean",
                JsonValueKind.Array => "array",
                JsonValueKind.Object => "object",
                _ => "null",
            };
            Assert.True(types.Contains(type) || (type == "number" && types.Contains("integer")), $"{field.Name} in {text}");
            if (expected.TryGetProperty("enum", out var values) && type == "string") Assert.Contains(field.Value.GetString(), values.EnumerateArray().Select(x => x.GetString()));
        });
        if (schema.TryGetProperty("required", out var required)) Assert.All(required.EnumerateArray(), x => Assert.Contains(fields, field => field.Name == x.GetString()));
    }
}
