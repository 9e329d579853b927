namespace SupportAgent.Domain.Models.Offline.Learning;

/// <summary>
/// Tells what a customer's utterance asks for, learnt from examples: hashed words, pairs of words and runs of letters, and a linear model over them.
/// The same examples give the same classifier.
/// </summary>
public sealed class IntentClassifier
{
    private static readonly Lazy<IntentClassifier> Trained = new(() => Train(TrainingData.Read()));

    private readonly string[] _intents;
    private readonly LinearModel _model;
    private readonly HashSet<int> _known;

    private IntentClassifier(string[] intents, LinearModel model, HashSet<int> known) => (_intents, _model, _known) = (intents, model, known);

    /// <summary>The one that has learnt from <see cref="TrainingData"/>. It is trained when it is first asked for, once for all.</summary>
    public static IntentClassifier Shared => Trained.Value;

    /// <summary>The intents that it knows, in alphabetical order.</summary>
    public IReadOnlyList<string> Intents => _intents;

    /// <summary>Learns from examples.</summary>
    /// <exception cref="ArgumentException">There is no example.</exception>
    public static IntentClassifier Train(IReadOnlyCollection<LabelledUtterance> examples)
    {
        if (examples.Count == 0) throw new ArgumentException("There is nothing to learn from.", nameof(examples));
        var intents = examples.Select(x => x.Intent).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
        var numbers = intents.Index().ToDictionary(x => x.Item, x => x.Index, StringComparer.Ordinal);
        return new(intents, LinearModel.Train([.. examples.Select(x => (TextFeatures.Of(x.Text), numbers[x.Intent]))], intents.Length), [.. examples.SelectMany(x => TextFeatures.WordsOf(x.Text))]);
    }

    /// <summary>All intents with their probabilities, the likeliest first. Any text has an answer, also one that asks for none of them.</summary>
    /// <param name="text">What somebody typed. Of a very long text, the beginning counts.</param>
    public IReadOnlyList<RankedIntent> Classify(string text)
    {
        var probabilities = _model.Probabilities(TextFeatures.Of(text));
        return [.. _intents.Select((intent, index) => new RankedIntent(intent, probabilities[index])).OrderByDescending(x => x.Probability).ThenBy(x => x.Intent, StringComparer.Ordinal)];
    }

    /// <summary>
    /// The share of a text's words and pairs of words that were among the examples, from 0 to 1. Nearly all that customers ask of these kinds is above
    /// 0.65; below, a text is something else, whatever <see cref="Classify"/> makes of it.
    /// </summary>
    public double Familiarity(string text)
    {
        var words = TextFeatures.WordsOf(text);
        return (double)words.Count(_known.Contains) / words.Count;
    }
}
