namespace SupportAgent.Domain.Audit;

/// <summary>
/// What makes SQLite itself refuse to change the audit: no update but the removal of contents, no delete, and only the next number can be added, so that
/// <c>INSERT OR REPLACE</c>, which fires no delete trigger, has no way in either. A migration that rebuilds a table drops
/// its triggers and has to create them again.
/// </summary>
internal static class AuditTriggers
{
    /// <summary>Those of the first release, which let no change through.</summary>
    public const string Create = NoUpdate + Append;

    public const string NoUpdate = """
        CREATE TRIGGER "AuditRecords_NoUpdate" BEFORE UPDATE ON "AuditRecords"
        BEGIN SELECT RAISE(ABORT, 'audit records are never changed'); END;

        """;

    /// <summary>
    /// What came in place of <see cref="NoUpdate"/>: contents can be emptied where a stub of the same hash says that they were removed. Nothing else can
    /// be changed. Whether the stub is ours is for the verification to say: the database knows no key.
    /// </summary>
    public const string EmptyOnly = """
        CREATE TRIGGER "AuditRecords_NoUpdate" BEFORE UPDATE ON "AuditRecords"
        WHEN NOT (EXISTS (SELECT 1 FROM "AuditStubs" WHERE "Sequence" = OLD."Sequence" AND "Hash" = OLD."Hash")
            AND (NEW."Sequence", NEW."At", NEW."Kind", NEW."Action", NEW."Outcome", NEW."Code", NEW."RequestedBy", NEW."PersonId", NEW."ConversationId", NEW."TurnId",
                NEW."ToolCallId", NEW."DraftId", NEW."DurationMs", NEW."WaitedMs", NEW."RanMs", NEW."Retries", NEW."ToolVersion", NEW."OrderId", NEW."CustomerId",
                NEW."AmountMinor", NEW."Currency", NEW."Format", NEW."PreviousHash", NEW."Hash")
            IS (OLD."Sequence", OLD."At", OLD."Kind", OLD."Action", OLD."Outcome", OLD."Code", OLD."RequestedBy", OLD."PersonId", OLD."ConversationId", OLD."TurnId",
                OLD."ToolCallId", OLD."DraftId", OLD."DurationMs", OLD."WaitedMs", OLD."RanMs", OLD."Retries", OLD."ToolVersion", OLD."OrderId", OLD."CustomerId",
                OLD."AmountMinor", OLD."Currency", OLD."Format", OLD."PreviousHash", OLD."Hash")
            AND NEW."Arguments" IS NULL AND NEW."ArgumentsRun" IS NULL AND NEW."Result" IS NULL
            AND (NEW."PersonName" IS OLD."PersonName" OR NEW."PersonName" = '(removed)') AND (NEW."ClientAddress" IS OLD."ClientAddress" OR NEW."ClientAddress" IS NULL)
            AND (NEW."ModelProvider" IS OLD."ModelProvider" OR NEW."ModelProvider" IS NULL) AND (NEW."ModelName" IS OLD."ModelName" OR NEW."ModelName" IS NULL)
            AND (NEW."ResponseId" IS OLD."ResponseId" OR NEW."ResponseId" IS NULL))
        BEGIN SELECT RAISE(ABORT, 'audit records are never changed'); END;

        """;

    /// <summary>Those that the table of records has today.</summary>
    public const string Current = EmptyOnly + Append;

    public const string DropNoUpdate = """
        DROP TRIGGER "AuditRecords_NoUpdate";

        """;

    public const string Drop = DropNoUpdate + """
        DROP TRIGGER "AuditRecords_NoDelete";
        DROP TRIGGER "AuditRecords_OnlyAppend";
        """;

    public const string CreateForStubs = """
        CREATE TRIGGER "AuditStubs_NoUpdate" BEFORE UPDATE ON "AuditStubs"
        BEGIN SELECT RAISE(ABORT, 'audit stubs are never changed'); END;
        CREATE TRIGGER "AuditStubs_NoDelete" BEFORE DELETE ON "AuditStubs"
        BEGIN SELECT RAISE(ABORT, 'audit stubs are never deleted'); END;
        CREATE TRIGGER "AuditStubs_OnlyAppend" BEFORE INSERT ON "AuditStubs"
        WHEN EXISTS (SELECT 1 FROM "AuditStubs" WHERE "Sequence" = NEW."Sequence" AND "Why" = NEW."Why")
            OR NOT EXISTS (SELECT 1 FROM "AuditRecords" WHERE "Sequence" = NEW."Sequence" AND "Hash" = NEW."Hash")
        BEGIN SELECT RAISE(ABORT, 'audit stubs are only appended, for records that are there'); END;

        """;

    public const string DropForStubs = """
        DROP TRIGGER "AuditStubs_NoUpdate";
        DROP TRIGGER "AuditStubs_NoDelete";
        DROP TRIGGER "AuditStubs_OnlyAppend";
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

    private const string Append = """
        CREATE TRIGGER "AuditRecords_NoDelete" BEFORE DELETE ON "AuditRecords"
        BEGIN SELECT RAISE(ABORT, 'audit records are never deleted'); END;
        CREATE TRIGGER "AuditRecords_OnlyAppend" BEFORE INSERT ON "AuditRecords"
        WHEN NEW."Sequence" <> (SELECT COALESCE(MAX("Sequence"), 0) + 1 FROM "AuditRecords")
        BEGIN SELECT RAISE(ABORT, 'audit records are only appended'); END;
        """;

    /// <summary>Each trigger that has to be there: its name and its whole text.</summary>
    public static IReadOnlyDictionary<string, string> All { get; } = Split(Current).Concat(Split(CreateForCheckpoints)).Concat(Split(CreateForStubs)).ToDictionary(NameOf, Plain, StringComparer.Ordinal);

    /// <summary>A trigger's text without what does not matter in it.</summary>
    public static string Plain(string sql) => string.Join(' ', sql.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).TrimEnd(';');

    private static IEnumerable<string> Split(string sql) => sql.Split("END;", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(x => $"{x} END");

    private static string NameOf(string sql) => sql.Split('"')[1];
}
