namespace SupportAgent.Domain.Audit;

/// <summary>
/// What makes SQLite itself refuse to change the audit: no update, no delete, and only the next number can be added, so that
/// <c>INSERT OR REPLACE</c>, which fires no delete trigger, has no way in either. A migration that rebuilds the table drops
/// its triggers and has to run <see cref="Create"/> again.
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
}
