using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SupportAgent.Domain.Audit;
using SupportAgent.Domain.Store;
using SupportAgent.Tests.Infrastructure;
using SupportAgent.Web.Api;
using SupportAgent.Web.Commands;
using Xunit;

namespace SupportAgent.Tests.Api;

public sealed class AuditApiTests
{
    [Fact]
    public async Task A_program_verifies_the_audit_and_learns_the_first_bad_record()
    {
        await using var app = new RunningApp();
        using var client = await ClientAsync(app, "admin@example.test", "audit");
        Assert.Matches("""^{"ok":true,"records":[0-9]+,"first_bad":null,"problem":null}$""", await client.GetStringAsync("/api/audit/verify"));

        await app.Services.GetRequiredService<SupportStore>().WriteAsync(db =>
            db.Database.ExecuteSqlRawAsync($"{AuditTriggers.Drop} UPDATE AuditRecords SET PersonName = 'Eve' WHERE Sequence = 2; {AuditTriggers.Current}"));
        Assert.Equal("""{"ok":false,"records":1,"first_bad":2,"problem":"Record 2 was altered: its hash does not fit its contents."}""", await client.GetStringAsync("/api/audit/verify"));
    }

    [Theory]
    [InlineData("admin@example.test", "chat,approvals")]
    [InlineData("approver@example.test", "chat,approvals,audit")]
    public async Task It_takes_the_scope_and_the_right(string user, string scopes)
    {
        await using var app = new RunningApp();
        using var client = await ClientAsync(app, user, scopes);
        Assert.Equal(HttpStatusCode.Forbidden, (await client.GetAsync("/api/audit/verify")).StatusCode);
    }

    [Fact]
    public async Task What_a_program_does_bears_its_address()
    {
        await using var app = new RunningApp();
        using var client = await ClientAsync(app, "agent@example.test", "chat");
        using var body = new StringContent("""{"message":"What is the status of order #W2378156?"}""", System.Text.Encoding.UTF8, "application/json");
        (await client.PostAsync("/api/chat", body)).EnsureSuccessStatusCode();
        var addresses = await app.Services.GetRequiredService<SupportStore>().ReadAsync(db => db.Set<AuditRecord>().Where(x => x.Kind == AuditKind.ToolCall).Select(x => x.ClientAddress).ToListAsync());
        Assert.All(addresses, x => Assert.True(IPAddress.IsLoopback(IPAddress.Parse(x!))));
    }

    [Fact]
    public async Task A_token_that_was_taken_back_opens_nothing_and_the_audit_says_so()
    {
        await using var app = new RunningApp();
        using var client = await ClientAsync(app, "agent@example.test", "chat");
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/api/tools")).StatusCode);
        Assert.Equal(0, await TokenCommand.RunAsync(app.Services, ["token", "revoke", "--user", "agent@example.test"]));
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("/api/tools")).StatusCode);
        Assert.Equal(1, await TokenCommand.RunAsync(app.Services, ["token", "revoke", "--token", "sa_x"]));
        Assert.Equal("revoke_token", (await app.Services.GetRequiredService<SupportStore>().ReadAsync(db => db.Set<AuditRecord>().OrderBy(x => x.Sequence).ToListAsync()))[^1].Action);
    }

    [Fact]
    public async Task The_command_says_by_its_code_whether_the_audit_is_sound()
    {
        await using var app = new RunningApp();
        using var folder = new TempFolder();
        await app.Services.GetRequiredService<AuditCheckpoints>().MakeAsync();
        var file = folder.File("checkpoint.json");
        await File.WriteAllTextAsync(file, (await app.Services.GetRequiredService<AuditCheckpoints>().MakeAsync())!.ToLine() + "\n");
        await File.WriteAllTextAsync(folder.File("none.json"), "{}");
        Assert.Equal(0, await RunAsync("audit", "verify"));
        Assert.Equal(0, await RunAsync("audit", "verify", "--checkpoint", file));
        Assert.Equal(0, await RunAsync("audit", "checkpoint"));
        Assert.Equal(0, await RunAsync("audit", "key"));
        Assert.Equal(2, await RunAsync("audit", "verify", "--checkpoint", folder.File("none.json")));
        Assert.Equal(2, await RunAsync("audit", "verify", "--checkpoint", folder.File("nowhere.json")));
        Assert.Equal(2, await RunAsync("audit"));

        await app.Services.GetRequiredService<SupportStore>().WriteAsync(db => db.Database.ExecuteSqlRawAsync($"{AuditTriggers.Drop} DELETE FROM AuditRecords; {AuditTriggers.Current}"));
        Assert.Equal(1, await RunAsync("audit", "verify"));

        Task<int> RunAsync(params string[] args) => AuditCommand.RunAsync(app.Services, args);
    }

    [Fact]
    public async Task Old_records_are_pruned_and_a_customer_is_erased_on_the_command_line()
    {
        await using var app = new RunningApp(settings: new Dictionary<string, string> { ["Audit:Retention:ToolCall"] = "30" });
        Assert.Equal(0, await AuditCommand.RunAsync(app.Services, ["audit", "prune"]));
        Assert.Equal(2, await CustomerCommand.RunAsync(app.Services, ["customer", "erase", "noah_brown_6181"]));
        Assert.Equal(1, await CustomerCommand.RunAsync(app.Services, ["customer", "erase", "noah_brown_6181", "--user", "agent@example.test"]));
        Assert.Equal(0, await CustomerCommand.RunAsync(app.Services, ["customer", "erase", "noah_brown_6181", "--user", "admin@example.test"]));
        Assert.Equal(0, await AuditCommand.RunAsync(app.Services, ["audit", "verify"]));
        await using var forEver = new RunningApp();
        Assert.Equal(2, await AuditCommand.RunAsync(forEver.Services, ["audit", "prune"]));
    }

    [Fact]
    public async Task A_program_searches_the_audit_page_by_page_with_the_filters_of_the_page()
    {
        await using var app = new RunningApp();
        using var client = await ClientAsync(app, "admin@example.test", "audit");
        var all = JsonElement.Parse(await client.GetStringAsync("/api/audit?tool=create_account&limit=3"));
        Assert.Equal(3, all.GetProperty("records").GetArrayLength());
        var next = JsonElement.Parse(await client.GetStringAsync($"/api/audit?tool=create_account&limit=3&cursor={all.GetProperty("next_cursor").GetString()}"));
        Assert.Equal(1, next.GetProperty("records").GetArrayLength());
        Assert.Equal(JsonValueKind.Null, next.GetProperty("next_cursor").ValueKind);
        var first = all.GetProperty("records")[0];
        Assert.Equal(("create_account", "succeeded", "account"), (first.GetProperty("tool").GetString(), first.GetProperty("status").GetString(), first.GetProperty("kind").GetString()));
        Assert.Empty(JsonElement.Parse(await client.GetStringAsync("/api/audit?from=2020-01-01&to=2020-12-31")).GetProperty("records").EnumerateArray());
    }

    [Theory]
    [InlineData("from=yesterday")]
    [InlineData("limit=0")]
    [InlineData("limit=9999")]
    [InlineData("cursor=x")]
    [InlineData("kind=nothing")]
    [InlineData("conversation_id=1")]
    [InlineData("min_amount=1e5")]
    [InlineData("usr=ada")]
    public async Task A_filter_that_is_not_understood_widens_nothing(string query)
    {
        await using var app = new RunningApp();
        using var client = await ClientAsync(app, "admin@example.test", "audit");
        Assert.Equal(HttpStatusCode.BadRequest, (await client.GetAsync($"/api/audit?{query}")).StatusCode);
    }

    [Fact]
    public async Task A_program_and_the_command_line_export_what_fits_and_the_audit_says_so()
    {
        await using var app = new RunningApp();
        using var client = await ClientAsync(app, "admin@example.test", "audit");
        Assert.Equal(HttpStatusCode.BadRequest, (await client.GetAsync("/api/audit/export?format=xlsx")).StatusCode);
        var answer = await client.GetAsync("/api/audit/export?format=csv&tool=create_account");
        Assert.Equal(("text/csv", "attachment; filename=audit.csv"), (answer.Content.Headers.ContentType!.MediaType, answer.Content.Headers.ContentDisposition!.ToString()));
        Assert.Equal(5, (await answer.Content.ReadAsStringAsync()).Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);

        using var folder = new TempFolder();
        var file = folder.File("audit.jsonl");
        Assert.Equal(0, await AuditCommand.RunAsync(app.Services, ["audit", "export", "--format", "jsonl", "--tool", "create_account", "--from", "2020-01-01", "--out", file]));
        Assert.Equal(4, (await File.ReadAllLinesAsync(file)).Length);
        Assert.Equal(2, await AuditCommand.RunAsync(app.Services, ["audit", "export", "--format", "jsonl", "--out", file])); // nothing is written over
        Assert.Equal(2, await AuditCommand.RunAsync(app.Services, ["audit", "export", "--format", "jsonl", "--from", "soon", "--out", folder.File("x")]));
        Assert.Equal(2, await AuditCommand.RunAsync(app.Services, ["audit", "export", "--colour", "red"]));

        var records = await app.Services.GetRequiredService<SupportStore>().ReadAsync(db => db.Set<AuditRecord>().Where(x => x.Kind == AuditKind.Export).OrderBy(x => x.Sequence).ToListAsync());
        Assert.Equal(["api started", "api succeeded", "system started", "system succeeded"], records.Select(x => $"{x.RequestedBy} {x.Outcome}"));
    }

    private static async Task<HttpClient> ClientAsync(RunningApp app, string user, string scopes)
    {
        var (token, problem) = await app.Services.GetRequiredService<ApiTokens>().CreateAsync(user, scopes.Split(','));
        Assert.Null(problem);
        var client = app.Client();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }
}
