using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;

namespace SupportAgent.Domain.Audit;

/// <summary>
/// The search of the audit in the SQL of SQLite: all that another database would say in another way stands in this file, <see cref="AuditIndex"/> and
/// <see cref="AuditTriggers"/>. Numbers rise with time, so a span of time is a span of numbers, and every index ends with the number: one filter
/// leads (a plus sign keeps the planner from the others), its index gives the records in their order, and reading stops when a page is full.
/// </summary>
internal sealed class AuditSearchSql
{
    /// <summary>The index of what has an amount: it is read along, without the records.</summary>
    public const string AmountIndex = "IX_AuditRecords_Amount";

    // more people than this are found faster by walking along the records
    private const int ManyNames = 40;

    private const string All = "\"AuditRecords\" AS a";
    private const string Words = "\"AuditWords\" AS w";

    private readonly List<(string Name, object Value)> _parameters = [];
    private readonly List<string> _conditions = [];
    private readonly IReadOnlyList<string> _names;
    private readonly string _from;
    private readonly string _number;

    /// <param name="query">What is wanted; of its person only <see cref="AuditQuery.PersonId"/> is looked at here.</param>
    /// <param name="names">The names that fit the person; null where none is asked for.</param>
    /// <param name="match">The expression for the words; null where there are none.</param>
    public AuditSearchSql(AuditQuery query, IReadOnlyList<string>? names, string? match)
    {
        // the most selective first
        List<(string Column, object? Value)> equal =
        [
            ("TurnId", IdOf(query.TurnId)), ("DraftId", IdOf(query.DraftId)), ("ConversationId", IdOf(query.ConversationId)), ("OrderId", query.OrderId), ("CustomerId", query.CustomerId),
            ("Code", query.Code), ("PersonId", query.PersonId), ("PersonName", names is [var only] ? only : null), ("ModelName", query.Model), ("Action", query.Action),
            ("Kind", query.Kind?.ToString()), ("Outcome", query.Outcome),
        ];
        _names = names is { Count: > 1 and <= ManyNames } && !equal.Exists(x => x.Value is not null) && match is null ? names : [];
        var isNarrow = equal.Take(5).Any(x => x.Value is not null);
        var leads = (match is null || isNarrow) && _names.Count == 0;
        foreach (var (column, value) in equal)
        {
            if (value is null) continue;
            _conditions.Add($"{(leads ? "" : "+")}a.\"{column}\" = {Parameter(value)}");
            leads = false;
        }

        if (names?.Count > 1 && _names.Count == 0) _conditions.Add($"+a.\"PersonName\" IN ({string.Join(", ", names.Select(Parameter))})");
        var hasAmount = query.MinAmount is not null || query.MaxAmount is not null;
        if (hasAmount) AddAmount(query.MinAmount, query.MaxAmount);
        var isByAmount = hasAmount && leads;
        var needsRecord = _conditions.Count > 0;
        if (match is not null) _conditions.Add($"w.\"AuditWords\" MATCH {Parameter(match)}");
        (_from, _number) = match is null ? (isByAmount ? $"{All} INDEXED BY \"{AmountIndex}\"" : All, "a.\"Sequence\"")
            : !needsRecord ? (Words, "w.\"rowid\"")
            : isNarrow ? ($"{All} CROSS JOIN {Words} ON w.\"rowid\" = a.\"Sequence\"", "a.\"Sequence\"")
            : ($"{Words} CROSS JOIN {All} ON a.\"Sequence\" = w.\"rowid\"", "w.\"rowid\"");
    }

    /// <summary>Whether every record is wanted: then numbers alone tell how many.</summary>
    public bool IsAll => _conditions.Count == 0 && _names.Count == 0;

    /// <summary>The numbers of records between two, the first and the one after the last: in rising order or falling.</summary>
    public string Numbers(bool rising)
    {
        var tail = $"{InSpan} ORDER BY {_number}{(rising ? "" : " DESC")} LIMIT $count";
        if (_names.Count == 0) return $"SELECT {_number} FROM {_from} WHERE {tail}";
        // each name's in their order, and then the best of all
        var sql = new StringBuilder("SELECT \"Sequence\" FROM (");
        for (var i = 0; i < _names.Count; i++)
            sql.Append(CultureInfo.InvariantCulture, $"{(i == 0 ? "" : " UNION ALL ")}SELECT * FROM (SELECT {_number} FROM {_from} WHERE a.\"PersonName\" = {Parameter(_names[i])} AND {tail})");
        return sql.Append(CultureInfo.InvariantCulture, $") ORDER BY \"Sequence\"{(rising ? "" : " DESC")} LIMIT $count").ToString();
    }

    /// <summary>How many there are between two numbers.</summary>
    public string Count() => _names.Count == 0
        ? $"SELECT COUNT(*) FROM {_from} WHERE {InSpan}"
        : $"SELECT COUNT(*) FROM {_from} WHERE a.\"PersonName\" IN ({string.Join(", ", _names.Select(Parameter))}) AND {InSpan}";

    /// <summary>A command with what is asked for; <c>$low</c>, <c>$end</c> and <c>$count</c> are still to be set.</summary>
    public SqliteCommand Command(SqliteConnection connection, string sql)
    {
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // made of the texts above alone; whatever came from outside is a parameter
        command.CommandText = sql;
#pragma warning restore CA2100
        foreach (var (name, value) in _parameters) command.Parameters.AddWithValue(name, value);
        command.Parameters.Add("$low", SqliteType.Integer);
        command.Parameters.Add("$end", SqliteType.Integer);
        command.Parameters.AddWithValue("$count", 0L);
        return command;
    }

    /// <summary>The number of the first record that is not before a moment; null where there is none.</summary>
    public static long? FirstFrom(SqliteConnection connection, DateTimeOffset moment)
    {
        using var command = connection.CreateCommand();
        command.CommandText = """SELECT "Sequence" FROM "AuditRecords" WHERE "At" >= $at ORDER BY "At", "Sequence" LIMIT 1""";
        command.Parameters.AddWithValue("$at", moment.UtcDateTime);
        return (long?)command.ExecuteScalar();
    }

    /// <summary>The number after the last one.</summary>
    public static long End(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = """SELECT COALESCE(MAX("Sequence"), 0) + 1 FROM "AuditRecords";""";
        return (long)command.ExecuteScalar()!;
    }

    /// <summary>All different values of a column, found by one look-up each.</summary>
    public static IReadOnlyList<string> Different(SqliteConnection connection, AuditColumn column)
    {
        using var command = connection.CreateCommand();
        var name = column switch
        {
            AuditColumn.PersonName => "PersonName",
            AuditColumn.ModelName => "ModelName",
            AuditColumn.Code => "Code",
        };
#pragma warning disable CA2100 // one of the names above
        command.CommandText = $"""
            WITH RECURSIVE found(value) AS (
                SELECT MIN("{name}") FROM "AuditRecords" WHERE "{name}" IS NOT NULL
                UNION ALL SELECT (SELECT MIN("{name}") FROM "AuditRecords" WHERE "{name}" > found.value) FROM found WHERE found.value IS NOT NULL)
            SELECT value FROM found WHERE value IS NOT NULL LIMIT 1000
            """;
#pragma warning restore CA2100
        List<string> values = [];
        using var reader = command.ExecuteReader();
        while (reader.Read()) values.Add(reader.GetString(0));
        return values;
    }

    private string InSpan => string.Join(" AND ", [.. _conditions, $"{_number} >= $low", $"{_number} < $end"]);

    // amounts are stored in minor units, of which currencies have different numbers
    private void AddAmount(decimal? least, decimal? most)
    {
        _conditions.Add("a.\"AmountMinor\" IS NOT NULL");
        if (least is { } from) _conditions.Add($"a.\"AmountMinor\" >= {InMinor(decimal.Ceiling, from)}");
        if (most is { } to) _conditions.Add($"a.\"AmountMinor\" <= {InMinor(decimal.Floor, to)}");
    }

    private string InMinor(Func<decimal, decimal> round, decimal major)
    {
        string With(int factor) => Parameter((long)Math.Clamp(round(Math.Clamp(major, -1e12m, 1e12m) * factor), -1e15m, 1e15m));
        return $"CASE WHEN a.\"Currency\" IN ({Quoted(0)}) THEN {With(1)} WHEN a.\"Currency\" IN ({Quoted(3)}) THEN {With(1000)} ELSE {With(100)} END";
    }

    private static string Quoted(int digits) => string.Join(", ", Money.Unusual.Where(x => Money.Digits(x) == digits).Select(x => $"'{x}'"));

    private static string? IdOf(Guid? id) => id?.ToString().ToUpperInvariant();

    private string Parameter(object value)
    {
        var name = $"$p{_parameters.Count}";
        _parameters.Add((name, value));
        return name;
    }
}

/// <summary>What can be chosen from in the filters of the audit.</summary>
public enum AuditColumn
{
    /// <summary>The names of people.</summary>
    PersonName,

    /// <summary>The names of models.</summary>
    ModelName,

    /// <summary>The error codes.</summary>
    Code,
}
