using System.Globalization;
using SupportAgent.Domain.Evaluation;

namespace SupportAgent.Web.Commands;

/// <summary>What the command line of <see cref="EvalCommand"/> says.</summary>
/// <param name="File">The file of cases.</param>
internal sealed record EvalOptions(string File)
{
    /// <summary>The model to try; null for the one of the settings.</summary>
    public string? Model { get; private init; }

    /// <summary>Where the report goes as JSON; null for nowhere.</summary>
    public string? Report { get; private init; }

    /// <summary>How long a case may take.</summary>
    public TimeSpan Limit { get; private init; } = Evaluator.DefaultLimit;

    /// <summary>The share of cases that have to be right.</summary>
    public double AtLeast { get; private init; }

    /// <summary>Reads the command line; null with the reason when it is not understood.</summary>
    public static (EvalOptions? Options, string? Problem) Parse(IReadOnlyList<string> args)
    {
        if (args is not ["eval", var file, ..] || file.StartsWith("--", StringComparison.Ordinal)) return (null, "Which file of cases?");
        var options = new EvalOptions(file);
        for (var i = 2; i < args.Count; i += 2)
        {
            if (i + 1 == args.Count) return (null, $"{args[i]} needs a value.");
            var next = options.With(args[i], args[i + 1]);
            if (next is null) return (null, $"{args[i]} {args[i + 1]} is not understood.");
            options = next;
        }

        return (options, null);
    }

    private EvalOptions? With(string option, string value) => option switch
    {
        "--model" when value.Length > 0 => this with { Model = value },
        "--report" when value.Length > 0 => this with { Report = value },
        "--limit-seconds" when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds is > 0 and <= 86_400 => this with { Limit = TimeSpan.FromSeconds(seconds) },
        "--at-least" when double.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var share) && share is >= 0 and <= 1 => this with { AtLeast = share },
        _ => null,
    };
}
