using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using SupportAgent.Domain.Store;

namespace SupportAgent.Domain.Audit;

/// <summary>Finds audit records.</summary>
public sealed class AuditSearch(SupportStore store)
{
    /// <summary>Most records on a page.</summary>
    public const int MaxSize = 200;

    /// <summary>One page. It goes on from a record's number and not from a count, so that new records shift nothing while somebody reads.</summary>
    public Task<AuditPage> FindAsync(AuditQuery query, CancellationToken cancel = default) => OnSpanAsync(query, new AuditPage([], null, null), async (db, span) =>
    {
        var size = Math.Clamp(query.Size, 1, MaxSize);
        var rising = query.After is not null || (query.Before is null && query.OldestFirst);
        var numbers = span.Numbers(rising, size + 1);
        var goesOn = numbers.Count > size;
        if (goesOn) numbers.RemoveAt(size);
        var rows = await ReadAsync(db, numbers, query.OldestFirst, cancel);
        if (numbers.Count == 0) return new AuditPage(rows, null, null);
        var (first, last) = (numbers.Min(), numbers.Max());
        return new AuditPage(rows, rising ? (query.After is null ? null : first) : (goesOn ? first : null), rising ? (goesOn ? last : null) : (query.Before is null ? null : last));
    }, cancel);

    /// <summary>The record with a number; null where there is none.</summary>
    public Task<AuditRecord?> FindAsync(long number, CancellationToken cancel = default) => store.ReadAsync(async db => (await ReadAsync(db, [number], oldestFirst: true, cancel)).SingleOrDefault(), cancel);

    /// <summary>How many records fit, by time.</summary>
    /// <param name="query">Which ones. Its page is not looked at.</param>
    /// <param name="mostBars">How many bars at most.</param>
    /// <param name="cancel">To give up.</param>
    public Task<AuditHistogram> CountAsync(AuditQuery query, int mostBars = 60, CancellationToken cancel = default) =>
        // counting is one long piece of work, and a page must not stand still for it
        Task.Run(() => OnSpanAsync(query with { Before = null, After = null }, AuditHistogram.Empty, async (db, span) =>
        {
            var from = query.From ?? await TimeOfAsync(db, span.Low, cancel);
            var to = query.To ?? (await TimeOfAsync(db, span.End - 1, cancel)).AddTicks(1);
            var bars = AuditHistogram.Spans(from, to, mostBars);
            return new AuditHistogram([.. bars.Select(x =>
            {
                cancel.ThrowIfCancellationRequested();
                return new AuditBar(x.From, x.To, span.CountBetween(x.From, x.To));
            })]);
        }, cancel), cancel);

    /// <summary>The different values that records have, for people to choose from.</summary>
    public Task<IReadOnlyList<string>> DifferentAsync(AuditColumn column, CancellationToken cancel = default) =>
        store.ReadAsync(db => Task.FromResult(AuditSearchSql.Different(Connection(db), column)), cancel);

    /// <summary>The number after the last record of now.</summary>
    internal Task<long> EndAsync(CancellationToken cancel) => store.ReadAsync(db => Task.FromResult(AuditSearchSql.End(Connection(db))), cancel);

    private static SqliteConnection Connection(SupportDb db) => (SqliteConnection)db.Database.GetDbConnection();

    private static Task<DateTimeOffset> TimeOfAsync(SupportDb db, long number, CancellationToken cancel) => db.Set<AuditRecord>().Where(x => x.Sequence == number).Select(x => x.At).FirstAsync(cancel);

    private static async Task<IReadOnlyList<AuditRecord>> ReadAsync(SupportDb db, IReadOnlyList<long> numbers, bool oldestFirst, CancellationToken cancel)
    {
        var rows = db.Set<AuditRecord>().Where(x => numbers.Contains(x.Sequence));
        var found = await (oldestFirst ? rows.OrderBy(x => x.Sequence) : rows.OrderByDescending(x => x.Sequence)).ToListAsync(cancel);
        await AuditRemover.MarkAsync(db, found, cancel);
        return found;
    }

    private Task<T> OnSpanAsync<T>(AuditQuery query, T none, Func<SupportDb, AuditSpan, Task<T>> read, CancellationToken cancel) => store.ReadAsync(async db =>
    {
        var connection = Connection(db);
        var match = AuditIndex.Matching(query.Text);
        if (match is null && !string.IsNullOrWhiteSpace(query.Text)) return none;
        IReadOnlyList<string>? names = null;
        if (!string.IsNullOrWhiteSpace(query.Person))
        {
            if (await db.FindAccountIdAsync(query.Person, cancel) is { } id) query = query with { PersonId = id };
            else names = NamesWith(connection, query.Person);
            if (names is []) return none;
        }

        var low = Math.Max(query.After + 1 ?? 1, query.From is { } from ? AuditSearchSql.FirstFrom(connection, from) ?? long.MaxValue : 1);
        var end = AuditSearchSql.End(connection);
        if (query.To is { } to) end = Math.Min(end, AuditSearchSql.FirstFrom(connection, to) ?? end);
        if (query.Before is { } before) end = Math.Min(end, before);
        return low >= end ? none : await read(db, new AuditSpan(connection, new AuditSearchSql(query, names, match), low, end));
    }, cancel);

    private static List<string> NamesWith(SqliteConnection connection, string words) =>
        [.. AuditSearchSql.Different(connection, AuditColumn.PersonName).Where(name => SearchWords.In(words).All(x => name.Contains(x, StringComparison.OrdinalIgnoreCase)))];

    /// <summary>A search within a span of numbers.</summary>
    private sealed class AuditSpan(SqliteConnection connection, AuditSearchSql sql, long low, long end)
    {
        public long Low => low;

        public long End => end;

        public List<long> Numbers(bool rising, int count)
        {
            using var command = sql.Command(connection, sql.Numbers(rising));
            (command.Parameters["$low"].Value, command.Parameters["$end"].Value, command.Parameters["$count"].Value) = (low, end, count);
            List<long> numbers = [];
            using var reader = command.ExecuteReader();
            while (reader.Read()) numbers.Add(reader.GetInt64(0));
            return numbers;
        }

        public long CountBetween(DateTimeOffset from, DateTimeOffset to)
        {
            var (first, after) = (Math.Max(low, AuditSearchSql.FirstFrom(connection, from) ?? end), Math.Min(end, AuditSearchSql.FirstFrom(connection, to) ?? end));
            if (first >= after) return 0;
            if (sql.IsAll) return after - first;
            using var command = sql.Command(connection, sql.Count());
            (command.Parameters["$low"].Value, command.Parameters["$end"].Value) = (first, after);
            return (long)command.ExecuteScalar()!;
        }
    }
}
