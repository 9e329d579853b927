using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using SupportAgent.Domain.Models.Offline.Learning;
using SupportAgent.Domain.Models.Offline.Understanding;
using Xunit;
using Xunit.Abstractions;

namespace SupportAgent.Tests.Models.Offline;

/// <summary>How well the classifier does on utterances that it has not seen. The tables that it prints stand in docs/models.md.</summary>
public sealed partial class IntentClassifierTests(ITestOutputHelper output)
{
    private const int Folds = 5;
    private const double Alike = 0.8;

    private static readonly IReadOnlyList<LabelledUtterance> All = TrainingData.Read();

    [Fact]
    public void Of_unseen_utterances_99_in_100_are_understood() => Assert.InRange(Measure("each utterance by itself", x => [.. x.Select(y => (LabelledUtterance[])[y])]), 0.99, 1);

    [Fact]
    public void Of_unseen_templates_98_in_100_are_understood() => Assert.InRange(Measure("near-duplicates together", NearDuplicates), 0.985, 1);

    [Fact]
    public void The_same_examples_give_the_same_classifier()
    {
        var some = All.Where((_, index) => index % 9 == 0).ToList();
        var (one, other) = (IntentClassifier.Train(some), IntentClassifier.Train(some));
        Assert.All(All.Take(200), x => Assert.Equal(one.Classify(x.Text), other.Classify(x.Text)));
    }

    [Fact]
    public void Probabilities_of_all_27_intents_come_likeliest_first_and_add_up()
    {
        foreach (var text in new[] { "cancel order 123456789012", "", "  ", "???", "日本語", new string('x', 100_000), "find Mei Ahmed" })
        {
            var ranked = IntentClassifier.Shared.Classify(text);
            Assert.Equal(27, ranked.Count);
            Assert.Equal(1, ranked.Sum(x => x.Probability), 3);
            Assert.Equal(ranked.OrderByDescending(x => x.Probability), ranked);
        }
    }

    [Fact]
    public void Nothing_to_learn_from_is_refused() => Assert.Throws<ArgumentException>(() => IntentClassifier.Train([]));

    [Fact]
    public void A_message_takes_less_than_two_milliseconds()
    {
        var watch = Stopwatch.StartNew();
        IntentClassifier.Train(All);
        var training = watch.Elapsed;
        var times = new List<double>();
        foreach (var utterance in All.Take(500))
        {
            watch.Restart();
            IntentClassifier.Shared.Classify(utterance.Text);
            times.Add(watch.Elapsed.TotalMilliseconds);
        }

        var median = times.Order().ElementAt(times.Count / 2);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"training {training.TotalMilliseconds:0} ms, a message {median:0.000} ms"));
        Assert.InRange(median, 0, 2);
    }

    [Fact]
    public void Utterances_of_customers_are_familiar_and_others_are_not()
    {
        var some = All.Where((_, index) => index % Folds != 0).ToList();
        var classifier = IntentClassifier.Train(some);
        var unseen = All.Where((_, index) => index % Folds == 0).ToList();
        Assert.InRange((double)unseen.Count(x => classifier.Familiarity(x.Text) >= 0.65) / unseen.Count, 0.98, 1);
        Assert.All(new[] { "find Mei Ahmed", "the weather is nice in Paris", "what's in it?", "add a note to T-1001: she called", "" }, x => Assert.InRange(IntentClassifier.Shared.Familiarity(x), 0, 0.65));
    }

    [Fact]
    public void Order_numbers_are_found_in_995_of_1000_utterances_that_have_one()
    {
        var named = All.Where(x => x.EntityType == "order_id").ToList();
        var missed = named.Where(x => Digits(Identifiers.OrderDigits(x.Text)) != Digits(x.EntityValue)).ToList();
        foreach (var x in missed) output.WriteLine($"missed: {x.Text}");
        var others = All.Where(x => x.EntityType is not ("order_id" or "invoice_id")).ToList();
        var wrong = others.Where(x => Identifiers.OrderDigits(x.Text) is not null).ToList();
        foreach (var x in wrong) output.WriteLine($"wrong: {x.Text}");
        output.WriteLine($"{named.Count - missed.Count} of {named.Count} found; found in {wrong.Count} of {others.Count} that have none");
        Assert.InRange((double)(named.Count - missed.Count) / named.Count, 0.995, 1);
        Assert.InRange((double)wrong.Count / others.Count, 0, 0.005);
    }

    // five splits of 80 and 20 %, so that each utterance is judged once by a classifier that has not seen it
    private double Measure(string name, Func<IReadOnlyList<LabelledUtterance>, IReadOnlyList<LabelledUtterance[]>> grouped)
    {
        var folds = Enumerable.Range(0, Folds).Select(_ => new List<LabelledUtterance>()).ToArray();
        var random = new Sequence(20240229);
        foreach (var intent in All.GroupBy(x => x.Intent))
        {
            var sizes = new int[Folds]; // of this intent, so that each fold has its share of each
            foreach (var group in grouped([.. intent]).OrderByDescending(x => x.Length).ThenBy(_ => random.Next()))
            {
                var smallest = Array.IndexOf(sizes, sizes.Min());
                folds[smallest].AddRange(group);
                sizes[smallest] += group.Length;
            }
        }

        var judged = folds.AsParallel().AsOrdered().SelectMany(unseen =>
        {
            var classifier = IntentClassifier.Train([.. folds.Where(x => x != unseen).SelectMany(x => x)]);
            return unseen.Select(x => (Utterance: x, Found: classifier.Classify(x.Text)[0].Intent)).ToList();
        }).ToList();

        var right = judged.Count(x => x.Found == x.Utterance.Intent);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: {100.0 * right / judged.Count:0.00} % of {judged.Count}"));
        foreach (var intent in judged.GroupBy(x => x.Utterance.Intent).OrderBy(x => x.Key, StringComparer.Ordinal))
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| `{intent.Key}` | {intent.Count()} | {100.0 * intent.Count(x => x.Found == x.Utterance.Intent) / intent.Count():0.0} |"));
        foreach (var (utterance, found) in judged.Where(x => x.Found != x.Utterance.Intent)) output.WriteLine($"{utterance.Intent} read as {found}: {utterance.Text}");
        return (double)right / judged.Count;
    }

    // utterances that are one template with another entity, filler or slip; whoever resembles one of a group belongs to it
    private static IReadOnlyList<LabelledUtterance[]> NearDuplicates(IReadOnlyList<LabelledUtterance> utterances)
    {
        var runs = utterances.Select(x => RunsOf(TemplateOf(x))).ToList();
        var group = Enumerable.Range(0, runs.Count).ToArray();
        for (var i = 0; i < runs.Count; i++)
        {
            for (var j = 0; j < i; j++)
                if (group[i] != group[j] && AreAlike(runs[i], runs[j])) Array.ForEach([.. group.Index().Where(x => x.Item == group[i]).Select(x => x.Index)], x => group[x] = group[j]);
        }

        return [.. utterances.Index().GroupBy(x => group[x.Index], x => x.Item).Select(x => x.ToArray())];
    }

    private static bool AreAlike(HashSet<string> one, HashSet<string> other)
    {
        var shared = one.Count(other.Contains);
        return shared >= Alike * (one.Count + other.Count - shared);
    }

    private static HashSet<string> RunsOf(string text) => [.. Enumerable.Range(0, text.Length).Select(x => $" {text} ".Substring(x, 3))];

    private static string TemplateOf(LabelledUtterance utterance)
    {
        var text = utterance.Text.ToLowerInvariant().Replace("'", "", StringComparison.Ordinal);
        if (utterance.EntityValue.Length > 0) text = text.Replace(utterance.EntityValue.ToLowerInvariant(), "@", StringComparison.Ordinal);
        return Gaps().Replace(Opening().Replace(Filler().Replace(Number().Replace(text, "@"), " "), ""), " ").Trim();
    }

    private static string? Digits(string? text) => text?.TrimStart('#', '0');

    [GeneratedRegex(@"[#$]?\d+", RegexOptions.NonBacktracking)]
    private static partial Regex Number();

    [GeneratedRegex(@"\b(?:damn|bloody|fucking|goddamn|freaking|please)\b", RegexOptions.NonBacktracking)]
    private static partial Regex Filler();

    [GeneratedRegex(@"^\s*(?:i (?:dont|do not) know (?:what|how) (?:i )?(?:can|to|have to do to|need to do to)|what do i (?:have|need) to do to|(?:i )?(?:need|want) (?:some )?(?:help|assistance)(?: to| with| in)?|" +
        @"(?:can |could )?(?:you |ya )?help (?:me )?(?:to |with )?|how (?:can|could|do) i|(?:i )?(?:have|need|want|wanna|would like|have got) to|where (?:can|do) i|(?:i am|im) trying to|assistance(?: to| trying to)?|i call to|is it possible to|can i)\b", RegexOptions.NonBacktracking)]
    private static partial Regex Opening();

    [GeneratedRegex(@"[^\p{L}@]+", RegexOptions.NonBacktracking)]
    private static partial Regex Gaps();

    // the same order at every run, on every machine
    private sealed class Sequence(uint state)
    {
        private uint _state = state;

        public uint Next()
        {
            _state ^= _state << 13;
            _state ^= _state >> 17;
            return _state ^= _state << 5;
        }
    }
}
