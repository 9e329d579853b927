using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using SupportAgent.Domain.Store;
using SupportAgent.Domain.Texts;

namespace SupportAgent.Domain.Audit;

/// <summary>
/// Checks that no audit record was changed other than by a removal that we signed, none taken away, moved or put in between; that history was not written anew and nothing cut off since a
/// checkpoint; and that the database still refuses changes.
/// </summary>
public sealed class AuditVerification(SupportStore store, AuditCheckpoints checkpoints, AuditKey key)
{
    /// <summary>Walks the whole chain. Records that are added meanwhile may or may not be seen.</summary>
    /// <param name="given">A checkpoint that was kept elsewhere, beside those that are stored.</param>
    /// <param name="progress">Hears how far it is, some hundred times at most.</param>
    /// <param name="cancel">To give up.</param>
    /// <exception cref="StoreUnavailableException">The database can't be read.</exception>
    /// <exception cref="IOException">The file of the checkpoints, or the key, can't be read.</exception>
    public async Task<AuditVerdict> VerifyAsync(AuditCheckpoint? given = null, IProgress<AuditProgress>? progress = null, CancellationToken cancel = default)
    {
        // the file before the database: what it holds is then in the state that is read
        List<AuditCheckpoint> known = [.. await checkpoints.InFileAsync(cancel)];
        if (given is not null) known.Add(given);
        // reading is one long piece of work, and a page must not stand still for it
        return await Task.Run(() => store.ReadAsync(async db =>
        {
            var stored = await db.Set<StoredCheckpoint>().OrderBy(x => x.Records).Select(x => x.Line).ToListAsync(cancel);
            string? unreadable = null;
            foreach (var line in stored)
            {
                if (AuditCheckpoint.TryRead(line, out var read)) known.Add(read);
                else unreadable ??= AuditCheckTexts.CheckpointUnreadable;
            }

            var points = known.Distinct().ToList();
            var forged = points.Find(x => !checkpoints.IsOurs(x));
            var connection = (SqliteConnection)db.Database.GetDbConnection();
            using var signer = key.OpenIfThere();
            var verdict = new AuditWalk(connection, signer, [.. points.Where(checkpoints.IsOurs)], progress).Run(cancel);
            if (!verdict.IsSound) return verdict;
            var problem = forged is null ? unreadable : AuditCheckTexts.CheckpointForged.With(Moment(forged.At));
            return verdict with { Problem = problem ?? MissingTrigger(connection) };
        }, cancel), cancel);
    }

    internal static string Moment(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

    private static string? MissingTrigger(SqliteConnection connection)
    {
        Dictionary<string, string> found = new(StringComparer.Ordinal);
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'";
        using var reader = command.ExecuteReader();
        while (reader.Read()) found[reader.GetString(0)] = AuditTriggers.Plain(reader.GetString(1));
        var missing = AuditTriggers.All.FirstOrDefault(x => found.GetValueOrDefault(x.Key) != x.Value).Key;
        return missing is null ? null : AuditCheckTexts.TriggerMissing.With(missing);
    }
}

/// <summary>How far a check is.</summary>
/// <param name="Done">Records that were looked at.</param>
/// <param name="Total">All records.</param>
public sealed record AuditProgress(long Done, long Total);

/// <summary>What a check of the audit found.</summary>
/// <param name="Records">How many records are proven sound, from the first on.</param>
/// <param name="FirstBad">The number of the first record that is missing or not as it was written; null when there is none, or the problem lies elsewhere.</param>
/// <param name="Problem">What is wrong, in one sentence in the language of the person who asked; null when all is sound.</param>
public sealed record AuditVerdict(long Records, long? FirstBad, string? Problem)
{
    /// <summary>Whether all records are as they were written, and the database refuses changes.</summary>
    public bool IsSound => Problem is null;
}

/// <summary>One walk along the chain, within one state of the database.</summary>
internal sealed class AuditWalk(SqliteConnection connection, AuditSigner? signer, IReadOnlyList<AuditCheckpoint> points, IProgress<AuditProgress>? progress)
{
    // how far away the place is looked for where a record was before
    private const int MovedAtMost = 200;

    private readonly Dictionary<long, List<AuditCheckpoint>> _points = points.GroupBy(x => x.Records).ToDictionary(x => x.Key, x => x.ToList());
    private string _hash = AuditChain.Start;
    private string _hashBefore = "";
    private long _last;
    private long _proven;

    public AuditVerdict Run(CancellationToken cancel)
    {
        var total = CountUp();
        var step = Math.Max(1000, total / 200);
        using var rows = new AuditRows(connection);
        using var stubs = new AuditStubRows(connection);
        while (rows.Read())
        {
            if (Problem(rows, stubs) is { } verdict) return verdict;
            (_hashBefore, _hash) = (_hash, rows.Current.Hash!);
            _last++;
            if (Rewritten() is { } rewritten) return rewritten;
            if (_last % step != 0) continue;
            cancel.ThrowIfCancellationRequested();
            progress?.Report(new AuditProgress(_last, total));
        }

        if (points.Where(x => x.Records > _last).MaxBy(x => x.Records) is { } later)
            return Bad(_last + 1, AuditCheckTexts.CutOff.With(_last, AuditVerification.Moment(later.At), later.Records));
        if (stubs.Sequence is { } left) return new AuditVerdict(_last, null, AuditCheckTexts.StubWithoutRecord.With(left));
        progress?.Report(new AuditProgress(_last, _last));
        return new AuditVerdict(_last, null, null);
    }

    private AuditVerdict? Problem(AuditRows rows, AuditStubRows stubs)
    {
        var (row, expected) = (rows.Current, _last + 1);
        var sequence = row.Sequence;
        if (sequence < expected) return Bad(expected, AuditCheckTexts.PutInBefore.With(sequence, expected));
        if (sequence > expected)
            return Bad(expected, sequence == expected + 1 ? AuditCheckTexts.OneMissing.With(expected) : AuditCheckTexts.SeveralMissing.With(expected, sequence - 1));
        var removals = stubs.Take(sequence);
        if (OfStubs(removals, row) is { } verdict) return verdict;
        if (!row.Fits && !removals.Any(x => rows.HasHash(sequence, x.Kept)))
            return removals.Count == 0 ? Unfit(rows, sequence) : Bad(sequence, AuditCheckTexts.AlteredAfterRemoval.With(sequence));
        return row.PreviousHash == _hash
            ? null
            : Bad(sequence, AuditCheckTexts.LinkBroken.With(sequence, sequence - 1));
    }

    private AuditVerdict? OfStubs(IReadOnlyList<AuditStubRows.Row> removals, AuditRow row)
    {
        foreach (var stub in removals)
        {
            if (stub.Hash != row.Hash) return Bad(row.Sequence, AuditCheckTexts.StubOfAnother.With(row.Sequence));
            if (!stub.IsSignedBy(signer)) return Bad(row.Sequence, AuditCheckTexts.StubForged.With(row.Sequence));
        }

        return null;
    }

    private AuditVerdict Unfit(AuditRows rows, long sequence)
    {
        var before = Enumerable.Range(1, MovedAtMost).SelectMany(x => new[] { sequence - x, sequence + x }).Where(x => x > 0 && rows.HasHash(x, rows.Current.Hash)).Cast<long?>().FirstOrDefault();
        // both claim the same place: this one had it first
        if (before == sequence - 1 && rows.Current.PreviousHash == _hashBefore)
            return new AuditVerdict(sequence - 2, sequence - 1, AuditCheckTexts.PutInBetween.With(sequence - 1));
        return Bad(sequence, before is { } number
            ? AuditCheckTexts.Moved.With(sequence, number)
            : AuditCheckTexts.Altered.With(sequence));
    }

    private AuditVerdict? Rewritten()
    {
        if (!_points.TryGetValue(_last, out var here)) return null;
        if (here.Find(x => x.Hash != _hash) is { } other)
        {
            var from = _proven + 1;
            var signed = AuditVerification.Moment(other.At);
            return new AuditVerdict(_proven, from, from == _last ? AuditCheckTexts.Rewritten.With(signed, _last) : AuditCheckTexts.RewrittenFrom.With(signed, _last, from));
        }

        _proven = _last;
        return null;
    }

    private static AuditVerdict Bad(long first, string problem) => new(first - 1, first, problem);

    private long CountUp()
    {
        using var command = connection.CreateCommand();
        command.CommandText = """SELECT COALESCE(MAX("Sequence"), 0) FROM "AuditRecords";""";
        return (long)command.ExecuteScalar()!;
    }
}
