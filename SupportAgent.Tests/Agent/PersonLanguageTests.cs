using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using SupportAgent.Domain.Handover;
using SupportAgent.Tests.Infrastructure;
using Xunit;

namespace SupportAgent.Tests.Agent;

public sealed partial class PersonLanguageTests
{
    [Fact]
    public async Task What_is_stored_does_not_depend_on_the_language_of_the_person()
    {
        var english = await WorkAsync("en-GB");
        var german = await WorkAsync("de-DE");
        Assert.Contains(english, x => x.Contains("prepare_refund", StringComparison.Ordinal));
        Assert.Equal(english, german);
    }

    // a day's work: what is looked up, prepared, refused, approved, denied, changed and handed over
    private static async Task<IReadOnlyList<string>> WorkAsync(string language)
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
        await using var domain = await TestDomain.CreateAsync();
        var conversation = (await domain.SubmitAsync("Where is order #W2378156?")).ConversationId!.Value;
        await domain.SettledAsync(conversation);
        foreach (var message in new[]
        {
            "Refund $1,234.50 of it, defective",
            "Refund $20 of it, defective",
            "What do you know about the customer?",
            "What does the policy say about refunds?",
            "Open a ticket: the parcel was wet",
            "Let me talk to a human",
        })
        {
            await domain.AskAsync(message, conversation);
        }

        // what comes of them is told before anything is compared
        var approved = await domain.PrepareAsync(30.5m);
        await domain.ApproveAsync(approved);
        await domain.SettledAsync(approved.ConversationId);
        var denied = await domain.PrepareAsync(10m);
        await domain.DenyAsync(denied);
        await domain.SettledAsync(denied.ConversationId);
        await domain.CallAsync("get_order", "{\"order\":1}");
        await domain.CallAsync("prepare_refund", new { order_id = "#W2378156", amount = 100_000, reason = "defective" });
        await domain.CallAsync("prepare_cancel_order", new { order_id = "#W2378156", reason = "no_longer_needed" });
        await domain.Get<HandoverDesk>().TakeAsync(conversation, People.Approver);
        await domain.ReadAsync(conversation);
        return await DumpAsync(domain.Path);
    }

    private static async Task<IReadOnlyList<string>> DumpAsync(string path)
    {
        await using var connection = new SqliteConnection($"Data Source={path};Mode=ReadOnly");
        await connection.OpenAsync();
        var tables = await RowsAsync(connection, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND sql NOT LIKE 'CREATE VIRTUAL%' AND name NOT LIKE '%Text_%' AND name NOT LIKE '%Index_%' ORDER BY name");
        var lines = new List<string>();
        // ids and hashes are drawn by lot, or made from it, and so the order in which some rows lie
        foreach (var table in tables) lines.AddRange((await RowsAsync(connection, $"SELECT * FROM \"{table}\"")).Select(x => $"{table}: {Drawn().Replace(x, "…")}"));
        return lines.Order(StringComparer.Ordinal).ToList();
    }

    private static async Task<List<string>> RowsAsync(SqliteConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // names of tables from the database itself
        command.CommandText = sql;
#pragma warning restore CA2100
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync()) rows.Add(string.Join(" | ", Enumerable.Range(0, reader.FieldCount).Select(i => Convert.ToString(reader.GetValue(i), CultureInfo.InvariantCulture))));
        return rows;
    }

    [GeneratedRegex("(?i)[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|[0-9a-f]{32,64}", RegexOptions.NonBacktracking)]
    private static partial Regex Drawn();
}
