using Microsoft.Extensions.Options;
using SupportAgent.Domain.Evaluation;
using SupportAgent.Domain.Models;
using SupportAgent.Web.Hosting;

namespace SupportAgent.Web.Commands;

/// <summary>
/// <c>eval evals/support.jsonl --model name --report report.json --limit-seconds 120 --at-least 0.95</c>: tries a model with cases, on stores of
/// their own, and prints a table. The app's own data is not touched, and nothing else of the app starts.
/// </summary>
internal static class EvalCommand
{
    private const string Usage = "Usage: eval <file.jsonl> [--model <name>] [--report <file.json>] [--limit-seconds <n>] [--at-least <share from 0 to 1>]";

    private const int Enough = 0;
    private const int TooFew = 1;
    private const int NotUnderstood = 2;

    /// <summary>Whether the command line asks for it.</summary>
    public static bool IsAskedFor(string[] args) => args is ["eval", ..];

    /// <summary>Runs it.</summary>
    /// <param name="args">The command line.</param>
    /// <param name="output">Gets the table, and nothing else.</param>
    /// <param name="errors">Gets what is wrong with the command line, the file or the settings.</param>
    /// <param name="cancel">Ends it.</param>
    /// <returns>The exit code: 0 all cases ran and enough are right, 1 not so, 2 the command line, the file or the settings are wrong.</returns>
    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter errors, CancellationToken cancel = default)
    {
        var (options, problem) = EvalOptions.Parse(args);
        if (options is null) return await RefuseAsync(errors, $"{problem} {Usage}");
        try
        {
            var folder = FolderWith(options.File);
            using var file = new StreamReader(Path.Combine(folder, options.File));
            // without the command line: its words are no settings
            var builder = WebApplication.CreateBuilder();
            builder.AddSettingsFile();
            await using var services = new ServiceCollection().AddSingleton(TimeProvider.System).AddModels(builder.Configuration).BuildServiceProvider();
            var models = services.GetRequiredService<ModelRoster>();
            if (ModelOf(models, options.Model) is not { } model)
                return await RefuseAsync(errors, $"There is no model \"{options.Model}\". There are: {string.Join(", ", models.All.Select(x => x.Id))}.");

            var report = await new Evaluator(model, builder.Configuration, TimeProvider.System).RunAsync(file, options.Limit, cancel);
            if (options.Report is { } path) await File.WriteAllTextAsync(Path.Combine(folder, path), report.ToJson() + "\n", cancel);
            await output.WriteAsync(EvalTable.Of(report));
            return report.IsComplete && report.Share >= options.AtLeast ? Enough : TooFew;
        }
        catch (Exception e) when (e is EvalFileException or OptionsValidationException or InvalidOperationException or IOException or UnauthorizedAccessException)
        {
            return await RefuseAsync(errors, e is EvalFileException ? $"{options.File}: {e.Message}" : e.Message);
        }
    }

    // by its id, or by the name that people call it
    private static ConfiguredModel? ModelOf(ModelRoster models, string? name) =>
        name is null ? models.First : models.Find(name) ?? models.All.FirstOrDefault(x => string.Equals(x.Description.Name, name, StringComparison.OrdinalIgnoreCase));

    // 'dotnet run' starts in the project's folder, while people name the file from the folder above it
    private static string FolderWith(string file)
    {
        var here = Directory.GetCurrentDirectory();
        for (var folder = new DirectoryInfo(here); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, file))) return folder.FullName;
        return here;
    }

    private static async Task<int> RefuseAsync(TextWriter errors, string problem)
    {
        await errors.WriteLineAsync(problem);
        return NotUnderstood;
    }
}
