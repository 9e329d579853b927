using System.Net;
using System.Net.Http.Headers;
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
            db.Database.ExecuteSqlRawAsync($"{AuditTriggers.Drop} UPDATE AuditRecords SET PersonName = 'Eve' WHERE Sequence = 2; {AuditTriggers.Create}"));
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

        await app.Services.GetRequiredService<SupportStore>().WriteAsync(db => db.Database.ExecuteSqlRawAsync($"{AuditTriggers.Drop} DELETE FROM AuditRecords; {AuditTriggers.Create}"));
        Assert.Equal(1, await RunAsync("audit", "verify"));

        Task<int> RunAsync(params string[] args) => AuditCommand.RunAsync(app.Services, args);
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
