using System.Globalization;
using Microsoft.Extensions.Options;
using SupportAgent.Domain.Access;
using SupportAgent.Domain.Audit;
using SupportAgent.Domain.Store;
using SupportAgent.Web.Hosting;

namespace SupportAgent.Web.Commands;

/// <summary>
/// <c>audit verify [--checkpoint file]</c> checks the whole audit, also against a checkpoint that was kept elsewhere. <c>audit checkpoint</c> makes
/// a checkpoint and prints it. <c>audit prune</c> removes the contents of old records. <c>audit export</c> writes records to a file, by the filters of the API. <c>audit key</c> prints the public key that proves checkpoints.
/// </summary>
internal static class AuditCommand
{
    private const string Usage = """
        Usage: audit verify [--checkpoint <file>]
               audit export --format csv|jsonl --out <file> [--from <day or time>] [--to <day or time>] [--tool <name>] [--user <name>] ...
               audit checkpoint
               audit prune
               audit key
        """;

    private const int NotSound = 1;
    private const int NotPossible = 2;

    /// <summary>Whether the command line asks for it.</summary>
    public static bool IsAskedFor(string[] args) => args is ["audit", ..];

    /// <summary>Runs it.</summary>
    /// <returns>The exit code: 0 done and sound, 1 not sound, 2 not understood or not possible.</returns>
    public static async Task<int> RunAsync(IServiceProvider services, string[] args)
    {
        try
        {
            return args switch
            {
                ["audit", "verify"] => await VerifyAsync(services, null),
                ["audit", "verify", "--checkpoint", var file] => await VerifyAsync(services, file),
                ["audit", "export", .. var options] => await ExportAsync(services, options),
                ["audit", "checkpoint"] => await CheckpointAsync(services),
                ["audit", "prune"] => await PruneAsync(services),
                ["audit", "key"] => Print(services.GetRequiredService<AuditKey>().PublicPem().TrimEnd()),
                _ => await RefuseAsync(Usage),
            };
        }
        catch (AuditUnsoundException e)
        {
            return await RefuseAsync(e.Message, NotSound);
        }
        catch (Exception e) when (e is StoreUnavailableException or IOException or UnauthorizedAccessException)
        {
            return await RefuseAsync(e.Message);
        }
    }

    private static async Task<int> VerifyAsync(IServiceProvider services, string? file)
    {
        AuditCheckpoint? given = null;
        if (file is not null && !AuditCheckpoint.TryRead(await ReadAsync(file), out given)) return await RefuseAsync($"{file} holds no checkpoint.");
        var verdict = await services.GetRequiredService<AuditVerification>().VerifyAsync(given, new Progress());
        if (!verdict.IsSound)
        {
            Console.WriteLine(verdict.Problem);
            return 1;
        }

        return Print($"All {verdict.Records.ToString("N0", CultureInfo.InvariantCulture)} records are as they were written; none is missing.");
    }

    private static async Task<int> ExportAsync(IServiceProvider services, string[] options)
    {
        Dictionary<string, string> given = new(StringComparer.Ordinal);
        for (var i = 0; i < options.Length; i += 2)
        {
            var name = options[i].StartsWith("--", StringComparison.Ordinal) ? options[i][2..].Replace('-', '_') : "";
            if (i + 1 == options.Length || !(name is "format" or "out" || AuditQueryText.Names.Contains(name)) || !given.TryAdd(name, options[i + 1])) return await RefuseAsync($"{options[i]}?\n{Usage}");
        }

        string? unreadable = null;
        var query = AuditQueryText.Read(x => given.GetValueOrDefault(x), x => unreadable ??= x);
        if (unreadable is not null) return await RefuseAsync($"--{unreadable.Replace('_', '-')} can't be read.");
        if (AuditDownload.FormatOf(given.GetValueOrDefault("format")) is not { } format || !given.TryGetValue("out", out var path)) return await RefuseAsync(Usage);
        // nothing is written over, and a file that can't be made is no export that began
        await using var file = new FileStream(path, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write });
        var run = await services.GetRequiredService<AuditExport>().BeginAsync(query, format, Actor.System, "system");
        await run.WriteAsync(file, new Progress());
        return Print($"{run.Records.ToString("N0", CultureInfo.InvariantCulture)} records in {path}");
    }

    private static async Task<int> CheckpointAsync(IServiceProvider services) =>
        await services.GetRequiredService<AuditCheckpoints>().MakeAsync() is { } made ? Print(made.ToLine()) : await RefuseAsync("No checkpoint can be made: the audit is empty, or shorter than its last checkpoint.");

    private static async Task<int> PruneAsync(IServiceProvider services)
    {
        if (!services.GetRequiredService<IOptions<AuditOptions>>().Value.Retention.IsOn) return await RefuseAsync("Records are kept for ever: set Audit:Retention to the days of a kind.");
        var removed = await services.GetRequiredService<AuditRetention>().PruneAsync();
        foreach (var (kind, count) in removed) Console.WriteLine($"{kind}: {count.ToString("N0", CultureInfo.InvariantCulture)}");
        return Print(removed.Count == 0 ? "Nothing is old enough." : $"The contents of {removed.Values.Sum().ToString("N0", CultureInfo.InvariantCulture)} records were removed.");
    }

    private static async Task<string> ReadAsync(string path)
    {
        using var file = new StreamReader(path);
        var start = new char[AuditCheckpoint.TextLength + 1];
        return new string(start, 0, await file.ReadBlockAsync(start));
    }

    private static int Print(string line)
    {
        Console.WriteLine(line);
        return 0;
    }

    private static async Task<int> RefuseAsync(string why, int code = NotPossible)
    {
        await Console.Error.WriteLineAsync(why);
        return code;
    }

    // not System.Progress: that reports on other threads, and so out of order
    private sealed class Progress : IProgress<AuditProgress>
    {
        private long _tenths;

        public void Report(AuditProgress value)
        {
            var tenths = value.Total == 0 ? 10 : value.Done * 10 / value.Total;
            if (tenths == _tenths) return;
            _tenths = tenths;
            Console.Error.WriteLine($"{value.Done.ToString("N0", CultureInfo.InvariantCulture)} of {value.Total.ToString("N0", CultureInfo.InvariantCulture)}");
        }
    }
}
