using Microsoft.EntityFrameworkCore;
using SupportAgent.Domain.Store;

namespace SupportAgent.Domain.Audit;

/// <summary>
/// The full-text index over arguments and results. It holds no text of its own, and the database keeps it up by triggers. A migration that
/// rebuilds the table of records drops the triggers and has to run <see cref="Create"/> again.
/// </summary>
internal static class AuditIndex
{
    /// <summary>Makes the index and fills it from what is stored.</summary>
    public const string Create = """
        CREATE VIRTUAL TABLE "AuditWords" USING fts5("Arguments", "ArgumentsRun", "Result", "Code",
            content = "AuditRecords", content_rowid = "Sequence", tokenize = "unicode61 remove_diacritics 2", prefix = '3');
        INSERT INTO "AuditWords" ("AuditWords") VALUES ('rebuild');
        """ + CreateTriggers;

    /// <summary>Keeps it up.</summary>
    public const string CreateTriggers = """

        CREATE TRIGGER "AuditRecords_Index" AFTER INSERT ON "AuditRecords"
        BEGIN INSERT INTO "AuditWords" ("rowid", "Arguments", "ArgumentsRun", "Result", "Code") VALUES (NEW."Sequence", NEW."Arguments", NEW."ArgumentsRun", NEW."Result", NEW."Code"); END;
        CREATE TRIGGER "AuditRecords_Unindex" AFTER UPDATE ON "AuditRecords"
        BEGIN
            INSERT INTO "AuditWords" ("AuditWords", "rowid", "Arguments", "ArgumentsRun", "Result", "Code") VALUES ('delete', OLD."Sequence", OLD."Arguments", OLD."ArgumentsRun", OLD."Result", OLD."Code");
            INSERT INTO "AuditWords" ("rowid", "Arguments", "ArgumentsRun", "Result", "Code") VALUES (NEW."Sequence", NEW."Arguments", NEW."ArgumentsRun", NEW."Result", NEW."Code");
        END;
        """;

    /// <summary>Takes the triggers away.</summary>
    public const string DropTriggers = """
        DROP TRIGGER "AuditRecords_Index";
        DROP TRIGGER "AuditRecords_Unindex";
        """;

    /// <summary>Takes all of it away.</summary>
    public const string Drop = DropTriggers + """

        DROP TABLE "AuditWords";
        """;

    /// <summary>The numbers of records in which a phrase stands: its words one after the other.</summary>
    public static Task<List<long>> WithPhraseAsync(SupportDb db, string phrase, int most, CancellationToken cancel)
    {
        if (!phrase.EnumerateRunes().Any(System.Text.Rune.IsLetterOrDigit)) return Task.FromResult<List<long>>([]);
        var match = $"\"{phrase.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
        return db.Database.SqlQuery<long>($"""SELECT "rowid" AS "Value" FROM "AuditWords" WHERE "AuditWords" MATCH {match} LIMIT {most}""").ToListAsync(cancel);
    }

    /// <summary>Rewrites the index in small steps, until no word of removed contents is left in its file: what is deleted from it stays there, marked, until then.</summary>
    public static Task CompactAsync(SupportStore store, CancellationToken cancel) => store.CompactWordsAsync("AuditWords", cancel);

    /// <summary>Runs changes so that what they take away is overwritten in the file, and not only set free.</summary>
    public static async Task OverwritingAsync(SupportDb db, Func<Task> change, CancellationToken cancel)
    {
        await db.Database.ExecuteSqlRawAsync("PRAGMA secure_delete = ON", cancel);
        try
        {
            await change();
        }
        finally
        {
            // the connection goes back to the pool
            await db.Database.ExecuteSqlRawAsync("PRAGMA secure_delete = OFF", CancellationToken.None);
        }
    }

    /// <summary>The expression that finds records with all words of a text; null where it has none.</summary>
    public static string? Matching(string text)
    {
        List<string> found = [];
        foreach (var word in SearchWords.In(text))
        {
            // a word without letters and digits can't be found
            if (!word.EnumerateRunes().Any(System.Text.Rune.IsLetterOrDigit)) return null;
            var isStart = word.EndsWith('*');
            found.Add($"\"{word.TrimEnd('*').Replace("\"", "\"\"", StringComparison.Ordinal)}\"{(isStart ? "*" : "")}");
        }

        return found.Count == 0 ? null : string.Join(' ', found);
    }
}
