using System.Globalization;
using SupportAgent.Domain.Audit;
using SupportAgent.Domain.Store;

namespace SupportAgent.Web.Commands;

/// <summary>
/// <c>audit verify [--checkpoint file]</c> checks the whole audit, also against a checkpoint that was kept elsewhere. <c>audit checkpoint</c> makes
/// a checkpoint and prints it. <c>audit key</c> prints the public key that proves checkpoints.
/// </summary>
internal static class AuditCommand
{
    private const string Usage = """
        Usage: audit verify [--checkpoint <file>]
               audit checkpoint
               audit key
        """;

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
                ["audit", "checkpoint"] => await CheckpointAsync(services),
                ["audit", "key"] => Print(services.GetRequiredService<AuditKey>().PublicPem().TrimEnd()),
                _ => await RefuseAsync(Usage),
            };
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

    private static async Task<int> CheckpointAsync(IServiceProvider services) =>
        await services.GetRequiredService<AuditCheckpoints>().MakeAsync() is { } made ? Print(made.ToLine()) : await RefuseAsync("No checkpoint can be made: the audit is empty, or shorter than its last checkpoint.");

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

    private static async Task<int> RefuseAsync(string why)
    {
        await Console.Error.WriteLineAsync(why);
        return 2;
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
