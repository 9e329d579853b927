using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using SupportAgent.Domain.Models;
using SupportAgent.Domain.Tools;

namespace SupportAgent.Domain.Evaluation;

/// <summary>Tries a model with the cases of a file.</summary>
/// <param name="model">The model.</param>
/// <param name="settings">The app's settings: limits, policies.</param>
/// <param name="time">The clock.</param>
public sealed class Evaluator(ConfiguredModel model, IConfiguration settings, TimeProvider time)
{
    /// <summary>How long a case may take unless something else is said.</summary>
    public static readonly TimeSpan DefaultLimit = TimeSpan.FromSeconds(120);

    private static readonly int SideBySide = Math.Clamp(Environment.ProcessorCount, 1, 4);

    /// <summary>Reads the cases, runs each on a store of its own, and judges.</summary>
    /// <param name="file">One case a line.</param>
    /// <param name="limit">How long a case may take.</param>
    /// <param name="cancel">Ends it.</param>
    /// <exception cref="EvalFileException">The file is not as it has to be.</exception>
    public async Task<EvalReport> RunAsync(TextReader file, TimeSpan limit, CancellationToken cancel = default)
    {
        // no store is needed to know the tools
        await using var services = CaseServices.For("Data Source=:memory:", model, settings, time);
        var tools = services.GetRequiredService<ToolCatalogue>();
        var cases = await new CaseReader(tools.All.Select(x => x.Name).ToHashSet(StringComparer.Ordinal)).ReadAsync(file, cancel);

        using var stores = await CaseStores.CreateAsync(model, settings, time, cancel);
        var runner = new CaseRunner(stores, model, settings, time, limit);
        var judge = new Judge(tools);
        var results = new CaseResult[cases.Count];
        await Parallel.ForAsync(0, cases.Count, new ParallelOptions { MaxDegreeOfParallelism = SideBySide, CancellationToken = cancel }, async (i, cancelled) =>
            results[i] = judge.Of(cases[i], await runner.RunAsync(cases[i], cancelled)));
        return new(model.Description.Name, results);
    }
}
