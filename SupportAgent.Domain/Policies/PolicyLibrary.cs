using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace SupportAgent.Domain.Policies;

/// <summary>
/// The shop's policies, to read and to search. It looks at the folder every few seconds at most, when it is asked for something, and reads it
/// again when a file was changed, added or removed. If the folder can't be read, what was read last stays. Safe for several threads at once.
/// </summary>
public sealed class PolicyLibrary(IOptions<PolicyOptions> options, TimeProvider time, ILogger<PolicyLibrary> log) : IDisposable
{
    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromSeconds(3);

    private readonly Lock _gate = new();
    private readonly PolicyFolder _folder = new(options.Value.Root, log);
    private IReadOnlyList<Policy> _policies = [];
    private PolicyIndex? _index;
    private IReadOnlyList<PolicyFile>? _read;
    private long? _lookedAt;

    /// <summary>All policies, by their titles.</summary>
    public IReadOnlyList<Policy> All
    {
        get
        {
            lock (_gate) return Fresh().Policies;
        }
    }

    /// <summary>The policy with a name, or null.</summary>
    public Policy? Find(string name) => All.FirstOrDefault(x => x.Name == name);

    /// <summary>The passages that hold all the words, or where there are none, those that hold any; the best first.</summary>
    /// <param name="words">Whatever somebody typed.</param>
    /// <param name="most">How many at most.</param>
    public IReadOnlyList<PolicyPassage> Search(string words, int most)
    {
        lock (_gate) return Fresh().Index.Search(words, most);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        lock (_gate) _index?.Dispose();
    }

    // the caller holds the lock
    private (IReadOnlyList<Policy> Policies, PolicyIndex Index) Fresh()
    {
        if (_index is not null && _lookedAt is { } last && time.GetElapsedTime(last) < LookAgainAfter) return (_policies, _index);
        _lookedAt = time.GetTimestamp();
        var files = _folder.List();
        if (_index is not null && (files is null || (_read is not null && files.SequenceEqual(_read)))) return (_policies, _index);

        var (policies, isComplete) = _folder.Read(files ?? []);
        _read = isComplete ? files : null; // what could not be read is tried again
        _policies = [.. policies.OrderBy(x => x.Title, StringComparer.OrdinalIgnoreCase)];
        var before = _index;
        _index = new PolicyIndex([.. _policies.SelectMany(x => x.Passages)]);
        before?.Dispose();
        return (_policies, _index);
    }
}
