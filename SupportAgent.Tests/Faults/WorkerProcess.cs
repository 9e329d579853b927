using System.Diagnostics;
using System.Threading.Channels;

namespace SupportAgent.Tests.Faults;

/// <summary>A <see cref="Worker"/> in a process of its own, which can be killed at any moment.</summary>
internal sealed class WorkerProcess : IDisposable
{
    // only so that a test of a process that hangs ends: how fast it is, is not asked here
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(6);

    private readonly Process _process;
    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();

    private WorkerProcess(Process process)
    {
        _process = process;
        _ = ListenAsync();
    }

    public static WorkerProcess Start(string database, string? gateway = null, SeededBug bug = SeededBug.None)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!.Contains("dotnet", StringComparison.Ordinal) ? Environment.ProcessPath : "dotnet")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        foreach (var argument in new[] { typeof(Worker).Assembly.Location, database, gateway ?? "-", bug.ToString() }) start.ArgumentList.Add(argument);
        start.Environment["DOTNET_TieredPGO"] = "0"; // it does not live long enough for that
        return new WorkerProcess(Process.Start(start)!);
    }

    /// <summary>Gives an order, without waiting.</summary>
    public void Tell(string line)
    {
        _process.StandardInput.WriteLine(line);
        _process.StandardInput.Flush();
    }

    /// <summary>Reads what it says up to and with a line; gives all of it.</summary>
    /// <exception cref="InvalidOperationException">It ended before.</exception>
    public async Task<IReadOnlyList<string>> UntilAsync(string last)
    {
        using var tooLong = new CancellationTokenSource(Patience);
        List<string> said = [];
        await foreach (var line in _lines.Reader.ReadAllAsync(tooLong.Token))
        {
            said.Add(line);
            if (line == last) return said;
        }

        throw new InvalidOperationException($"The worker ended before it said \"{last}\": {string.Join(" | ", said.TakeLast(5))}");
    }

    /// <summary>Reads so many of the lines that it says.</summary>
    public async Task<IReadOnlyList<string>> ReadAsync(int lines)
    {
        using var tooLong = new CancellationTokenSource(Patience);
        List<string> said = [];
        while (said.Count < lines) said.Add(await _lines.Reader.ReadAsync(tooLong.Token));
        return said;
    }

    /// <summary>Kills it with SIGKILL, and gives what it had said and nobody has read yet.</summary>
    public async Task<IReadOnlyList<string>> KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        List<string> said = [];
        await foreach (var line in _lines.Reader.ReadAllAsync()) said.Add(line);
        return said;
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill();
        _process.Dispose();
    }

    private async Task ListenAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line) _lines.Writer.TryWrite(line);
        _lines.Writer.TryComplete();
    }
}
