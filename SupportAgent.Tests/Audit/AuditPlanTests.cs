using Microsoft.Data.Sqlite;
using SupportAgent.Domain.Audit;
using SupportAgent.Tests.Infrastructure;
using Xunit;

namespace SupportAgent.Tests.Audit;

/// <summary>That the search stays fast with millions of records: what SQLite does for each filter.</summary>
public sealed class AuditPlanTests
{
    public static TheoryData<string, string, string> Filters => new()
    {
        { "tool", "get_order", "IX_AuditRecords_Action_Sequence (Action=? AND Sequence>? AND Sequence<?)" },
        { "kind", "decision", "IX_AuditRecords_Kind_Sequence (Kind=? AND Sequence>? AND Sequence<?)" },
        { "status", "failed", "IX_AuditRecords_Outcome_Sequence (Outcome=? AND Sequence>? AND Sequence<?)" },
        { "code", "not_found", "IX_AuditRecords_Code_Sequence (Code=? AND Sequence>? AND Sequence<?)" },
        { "user", "Ada", "IX_AuditRecords_PersonName_Sequence (PersonName=? AND Sequence>? AND Sequence<?)" },
        { "user_id", "1", "IX_AuditRecords_PersonId_Sequence (PersonId=? AND Sequence>? AND Sequence<?)" },
        { "customer", "noah", "IX_AuditRecords_CustomerId_Sequence (CustomerId=? AND Sequence>? AND Sequence<?)" },
        { "order", "#W1", "IX_AuditRecords_OrderId_Sequence (OrderId=? AND Sequence>? AND Sequence<?)" },
        { "min_amount", "10", "IX_AuditRecords_Amount (Sequence>? AND Sequence<?)" },
        { "model", "offline", "IX_AuditRecords_ModelName_Sequence (ModelName=? AND Sequence>? AND Sequence<?)" },
        { "conversation_id", "08f0b9d2-6f5a-4f7e-9a70-0d8f5d9f0001", "IX_AuditRecords_ConversationId_Sequence (ConversationId=? AND Sequence>? AND Sequence<?)" },
        { "turn_id", "08f0b9d2-6f5a-4f7e-9a70-0d8f5d9f0001", "IX_AuditRecords_TurnId_Sequence (TurnId=? AND Sequence>? AND Sequence<?)" },
        { "draft_id", "08f0b9d2-6f5a-4f7e-9a70-0d8f5d9f0001", "IX_AuditRecords_DraftId_Sequence (DraftId=? AND Sequence>? AND Sequence<?)" },
        { "q", "kettle", "SCAN TABLE AuditWords AS w VIRTUAL TABLE INDEX" },
        { "from", "2026-01-01", "INTEGER PRIMARY KEY (rowid>? AND rowid<?)" },
    };

    [Theory]
    [MemberData(nameof(Filters))]
    public async Task Each_filter_is_led_by_its_index_in_the_order_of_the_page(string name, string value, string plan)
    {
        var query = AuditQueryText.Read(x => x == name ? value : null);
        foreach (var rising in new[] { false, true })
        {
            var steps = await PlanAsync(query, sql => sql.Numbers(rising));
            Assert.Contains(plan, Assert.Single(steps), StringComparison.Ordinal); // a second step would sort
        }

        Assert.Contains(plan, Assert.Single(await PlanAsync(query, sql => sql.Count())), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_two_filters_the_narrower_leads()
    {
        var steps = await PlanAsync(new AuditQuery { Action = "get_order", Outcome = "succeeded", Code = "not_found", OrderId = "#W1" }, sql => sql.Numbers(false));
        Assert.Contains("IX_AuditRecords_OrderId_Sequence", Assert.Single(steps), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Several_people_are_merged_and_never_sorted_as_a_whole()
    {
        var steps = await PlanAsync(new AuditQuery(), sql => sql.Numbers(false), ["Ada", "Bob"]);
        Assert.Equal(2, steps.Count(x => x.Contains("IX_AuditRecords_PersonName_Sequence (PersonName=? AND Sequence>? AND Sequence<?)", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task The_start_of_a_time_is_one_look_up()
    {
        await using var test = await TestStore.CreateAsync();
        await using var connection = new SqliteConnection(test.ConnectionString);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = """EXPLAIN QUERY PLAN SELECT "Sequence" FROM "AuditRecords" WHERE "At" >= '2026' ORDER BY "At", "Sequence" LIMIT 1""";
        Assert.Contains("USING COVERING INDEX IX_AuditRecords_At (At>?)", Assert.Single(await StepsAsync(command)), StringComparison.Ordinal);
    }

    private static async Task<IReadOnlyList<string>> PlanAsync(AuditQuery query, Func<AuditSearchSql, string> statement, IReadOnlyList<string>? names = null)
    {
        await using var test = await TestStore.CreateAsync();
        await using var connection = new SqliteConnection(test.ConnectionString);
        await connection.OpenAsync();
        var sql = new AuditSearchSql(query, names ?? (query.Person.Length > 0 ? [query.Person] : null), AuditIndex.Matching(query.Text));
        var text = statement(sql);
        await using var command = sql.Command(connection, $"EXPLAIN QUERY PLAN {text}");
        (command.Parameters["$low"].Value, command.Parameters["$end"].Value) = (1L, 1000L);
        return await StepsAsync(command);
    }

    private static async Task<IReadOnlyList<string>> StepsAsync(SqliteCommand command)
    {
        List<string> steps = [];
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync()) steps.Add(reader.GetString(3));
        return steps;
    }
}
