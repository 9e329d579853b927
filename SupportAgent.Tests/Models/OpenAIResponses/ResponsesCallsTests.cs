using SupportAgent.Domain.Models;
using SupportAgent.Domain.Models.OpenAIResponses;
using SupportAgent.Tests.Infrastructure;
using Xunit;

namespace SupportAgent.Tests.Models.OpenAIResponses;

public sealed class ResponsesCallsTests
{
    private const ulong Seed = 20_260_401;

    private static readonly string[] Payloads =
    [
        "{}", """{"order_id":"#W2378156"}""", """{"order_id":"#W1","reason":"defective","amount":12.50}""", """{"a":"\u00e9\ud83d\udce6 📦 ü"}""",
        """{"a":1,"a":2}""", """{"a":""", "[1]", "{} {}", """{"note":"line\nline \"quoted\" \\"}""", " { } ",
    ];

    [Fact]
    public void Calls_in_any_fragments_and_any_order_of_them_are_what_they_were_as_a_whole()
    {
        var dice = new Dice(Seed);
        for (var run = 0; run < 5_000; run++)
        {
            var hasIds = dice.Below(3) > 0;
            var isAlwaysPlace0 = hasIds && dice.Below(3) == 0;
            var whole = Enumerable.Range(0, 1 + dice.Below(5)).Select(i => (Id: $"call_{i}", Name: $"tool_{i}", Arguments: Payloads[dice.Below(Payloads.Length)])).ToList();
            var calls = new ResponsesCalls();
            Play(calls, whole, dice, i => hasIds ? $"fc_{i}" : null, i => isAlwaysPlace0 ? 0 : i);

            var got = calls.All(new OfferedTools(null, isStrict: true)).Select(x => (Id: x.CallId, x.Name, Arguments: ArgumentsText.Of(x))).OrderBy(x => x.Id, StringComparer.Ordinal).ToList();
            Assert.True(whole.SequenceEqual(got), $"seed {Seed}, run {run}: {string.Join(" | ", got)}");
        }
    }

    // begins, then fragments and perhaps ends, each call in its own order, the calls mixed
    private static void Play(ResponsesCalls calls, List<(string Id, string Name, string Arguments)> whole, Dice dice, Func<int, string?> item, Func<int, int> place)
    {
        var steps = whole.Select((call, i) => new Queue<Action>(
            Fragments(call.Arguments, dice).Select(fragment => (Action)(() => calls.Add(item(i), place(i), fragment)))
                .Prepend(() => calls.Begin(item(i), place(i), call.Id, call.Name, ""))
                .Concat(Ends(calls, call, item(i), place(i), dice)))).ToList();
        while (steps.Any(x => x.Count > 0))
        {
            var next = steps[dice.Below(steps.Count)];
            if (next.Count > 0) next.Dequeue()();
        }
    }

    private static IEnumerable<Action> Ends(ResponsesCalls calls, (string Id, string Name, string Arguments) call, string? item, int place, Dice dice)
    {
        if (dice.Below(2) == 0) yield return () => calls.End(item, place, null, null, call.Arguments);
        if (dice.Below(2) == 0) yield return () => calls.End(item, place, call.Id, call.Name, call.Arguments);
    }

    private static List<string> Fragments(string text, Dice dice)
    {
        List<string> fragments = [];
        for (var at = 0; at < text.Length;)
        {
            var length = Math.Min(1 + dice.Below(6), text.Length - at);
            fragments.Add(text.Substring(at, length));
            at += length;
        }

        return fragments;
    }
}
