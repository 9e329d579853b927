namespace SupportAgent.Domain.Audit;

/// <summary>
/// What makes SQLite itself refuse to change the audit: no update, no delete, and only the next number can be added, so that
/// <c>INSERT OR REPLACE</c>, which fires no delete trigger, has no way in either. A migration that rebuilds a table drops
/// its triggers and has to create them again.
/// </summary>
internal static class AuditTriggers
{
    public const string Create = """
        CREATE TRIGGER "AuditRecords_NoUpdate" BEFORE UPDATE ON "AuditRecords"
        BEGIN SELECT RAISE(ABORT, 'audit records are never changed'); END;
        CREATE TRIGGER "AuditRecords_NoDelete" BEFORE DELETE ON "AuditRecords"
        BEGIN SELECT RAISE(ABORT, 'audit records are never deleted'); END;
        CREATE TRIGGER "AuditRecords_OnlyAppend" BEFORE INSERT ON "AuditRecords"
        WHEN NEW."Sequence" <> (SELECT COALESCE(MAX("Sequence"), 0) + 1 FROM "AuditRecords")
        BEGIN SELECT RAISE(ABORT, 'audit records are only appended'); END;
        """;

    public const string Drop = """
        DROP TRIGGER "AuditRecords_NoUpdate";
        DROP TRIGGER "AuditRecords_NoDelete";
        DROP TRIGGER "AuditRecords_OnlyAppend";
        """;

    public const string CreateForCheckpoints = """
        CREATE TRIGGER "AuditCheckpoints_NoUpdate" BEFORE UPDATE ON "AuditCheckpoints"
        BEGIN SELECT RAISE(ABORT, 'audit checkpoints are never changed'); END;
        CREATE TRIGGER "AuditCheckpoints_NoDelete" BEFORE DELETE ON "AuditCheckpoints"
        BEGIN SELECT RAISE(ABORT, 'audit checkpoints are never deleted'); END;
        CREATE TRIGGER "AuditCheckpoints_OnlyAppend" BEFORE INSERT ON "AuditCheckpoints"
        WHEN NEW."Records" <= (SELECT COALESCE(MAX("Records"), 0) FROM "AuditCheckpoints")
        BEGIN SELECT RAISE(ABORT, 'audit checkpoints are only appended'); END;
        """;

    public const string DropForCheckpoints = """
        DROP TRIGGER "AuditCheckpoints_NoUpdate";
        DROP TRIGGER "AuditCheckpoints_NoDelete";
        DROP TRIGGER "AuditCheckpoints_OnlyAppend";
        """;

    /// <summary>Each trigger that has to be there: its name and its whole text.</summary>
    public static IReadOnlyDictionary<string, string> All { get; } = Split(Create).Concat(Split(CreateForCheckpoints)).ToDictionary(NameOf, Plain, StringComparer.Ordinal);

    /// <summary>A trigger's text without what does not matter in it.</summary>
    public static string Plain(string sql) => string.Join(' ', sql.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).TrimEnd(';');

    private static IEnumerable<string> Split(string sql) => sql.Split("END;", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(x => $"{x} END");

    private static string NameOf(string sql) => sql.Split('"')[1];
}
