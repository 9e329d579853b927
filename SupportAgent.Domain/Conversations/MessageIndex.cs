using System.Text;

namespace SupportAgent.Domain.Conversations;

/// <summary>
/// The full-text index over messages. The database fills it by itself when a message is stored; messages never change, unless they are erased: whoever does that takes the words away. A migration
/// that rebuilds the table of messages drops the trigger and has to run <see cref="Create"/> again.
/// </summary>
internal static class MessageIndex
{
    /// <summary>The table of the index.</summary>
    public const string Table = "MessageWords";

    /// <summary>Makes the index and fills it from what is stored.</summary>
    public const string Create = """
        CREATE VIRTUAL TABLE "MessageWords" USING fts5("Text", "ConversationId" UNINDEXED, tokenize = "unicode61 remove_diacritics 2");
        INSERT INTO "MessageWords" ("Text", "ConversationId") SELECT "Text", "ConversationId" FROM "Messages";
        CREATE TRIGGER "Messages_Index" AFTER INSERT ON "Messages"
        BEGIN INSERT INTO "MessageWords" ("Text", "ConversationId") VALUES (NEW."Text", NEW."ConversationId"); END;
        """;

    /// <summary>Takes it away.</summary>
    public const string Drop = """
        DROP TRIGGER "Messages_Index";
        DROP TABLE "MessageWords";
        """;

    /// <summary>The expression that finds messages with a word, or one that begins so; null for a text without letters and digits.</summary>
    public static string? Matching(string word) =>
        word.EnumerateRunes().Any(Rune.IsLetterOrDigit) ? $"\"{word.Replace("\"", "\"\"", StringComparison.Ordinal)}\"*" : null;
}
