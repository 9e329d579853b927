using System.Numerics;
using System.Runtime.InteropServices;

namespace SupportAgent.Domain.Models.Offline.Learning;

/// <summary>
/// Multinomial logistic regression over features that are there or not. Training is the same at every run: the examples come in an order that a
/// fixed sequence of numbers gives, and each weight is computed by itself.
/// </summary>
internal sealed class LinearModel
{
    private const int Passes = 8;
    private const float FirstRate = 3f;
    private const float LastRate = 0.3f;

    private readonly int _classes;
    private readonly int _stride; // whole vectors for each feature
    private readonly float[] _weights;

    private LinearModel(int classes)
    {
        _classes = classes;
        _stride = (classes + 15) / 16 * 16;
        _weights = new float[TextFeatures.Count * _stride];
    }

    /// <summary>Learns from examples.</summary>
    /// <param name="examples">Features, and the class from 0.</param>
    /// <param name="classes">How many classes there are.</param>
    public static LinearModel Train(IReadOnlyList<(int[] Features, int Class)> examples, int classes)
    {
        var model = new LinearModel(classes);
        var order = Enumerable.Range(0, examples.Count).ToArray();
        var state = 20240229u;
        var (done, all) = (0, Passes * examples.Count);
        var scores = new float[model._stride];
        for (var pass = 0; pass < Passes; pass++)
        {
            Shuffle(order, ref state);
            foreach (var at in order)
            {
                var rate = FirstRate * MathF.Pow(LastRate / FirstRate, (float)done++ / all);
                model.Learn(examples[at].Features, examples[at].Class, rate, scores);
            }
        }

        return model;
    }

    /// <summary>How likely each class is.</summary>
    public float[] Probabilities(int[] features)
    {
        var scores = new float[_stride];
        Score(features, scores);
        return scores[.._classes];
    }

    private void Learn(int[] features, int right, float rate, float[] scores)
    {
        Score(features, scores);
        scores[right] -= 1;
        var step = -rate * Scale(features);
        var change = MemoryMarshal.Cast<float, Vector<float>>(scores.AsSpan());
        foreach (var feature in features)
        {
            var row = RowOf(feature);
            for (var i = 0; i < row.Length; i++) row[i] += change[i] * step;
        }
    }

    private void Score(int[] features, float[] scores)
    {
        Array.Clear(scores);
        var sums = MemoryMarshal.Cast<float, Vector<float>>(scores.AsSpan());
        foreach (var feature in features)
        {
            var row = RowOf(feature);
            for (var i = 0; i < row.Length; i++) sums[i] += row[i];
        }

        var scale = Scale(features);
        var most = float.NegativeInfinity;
        for (var i = 0; i < _classes; i++) most = Math.Max(most, scores[i] *= scale);
        var total = 0f;
        for (var i = 0; i < _classes; i++) total += scores[i] = MathF.Exp(scores[i] - most);
        for (var i = 0; i < _classes; i++) scores[i] /= total;
        Array.Clear(scores, _classes, _stride - _classes);
    }

    private Span<Vector<float>> RowOf(int feature) => MemoryMarshal.Cast<float, Vector<float>>(_weights.AsSpan(feature * _stride, _stride));

    // long texts and short ones count alike
    private static float Scale(int[] features) => features.Length == 0 ? 0 : 1 / MathF.Sqrt(features.Length);

    private static void Shuffle(int[] order, ref uint state)
    {
        for (var i = order.Length - 1; i > 0; i--)
        {
            var other = (int)(Next(ref state) % (uint)(i + 1));
            (order[i], order[other]) = (order[other], order[i]);
        }
    }

    // xorshift
    private static uint Next(ref uint state)
    {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        return state;
    }
}
