using System.Net;
using System.Reflection;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using SupportAgent.Domain.Access;
using SupportAgent.Tests.Infrastructure;
using SupportAgent.Web.Api;
using Xunit;

namespace SupportAgent.Tests.Api;

/// <summary>Whoever is an auditor and nothing else sees the audit and nothing else.</summary>
public sealed class AuditorTests
{
    private static readonly string[] Open = ["/audit", "/account", "/denied", "/error", "/not-found", "/set-up", "/sign-in"];

    private static IEnumerable<string> Routes => Pages.SelectMany(x => x.GetCustomAttributes<RouteAttribute>()).Select(x => x.Template).Order(StringComparer.Ordinal);

    private static IEnumerable<Type> Pages => typeof(Web.Components.Pages.Audit).Assembly.GetTypes().Where(x => x.GetCustomAttributes<RouteAttribute>().Any());

    [Fact]
    public void Every_page_says_who_may_open_it() =>
        Assert.Empty(Pages.Where(x => !x.GetCustomAttributes(inherit: true).Any(attribute => attribute is IAuthorizeData or IAllowAnonymous)).Select(x => x.Name));

    [Fact]
    public async Task An_auditor_opens_the_audit_and_no_other_page()
    {
        await using var app = new RunningApp();
        using var client = app.Client();
        await SignInAsync(client);
        List<string> wrong = [];
        foreach (var route in Routes)
        {
            var path = route.Replace("{ConversationId:guid}", $"{Guid.NewGuid()}", StringComparison.Ordinal).Replace("{OrderId}", "W2378156", StringComparison.Ordinal)
                .Replace("{CustomerId}", "yusuf_rossi_9620", StringComparison.Ordinal).Replace("{TicketId}", "T-1001", StringComparison.Ordinal).Replace("{Name}", "returns", StringComparison.Ordinal);
            Assert.DoesNotContain('{', path);
            var answer = await client.GetAsync(path);
            var isOpen = answer.StatusCode is not HttpStatusCode.Redirect;
            if (isOpen != Open.Contains(route)) wrong.Add($"{route}: {answer.StatusCode}");
        }

        Assert.Empty(wrong);
        Assert.Equal("/audit", (await client.GetAsync("/")).Headers.Location!.OriginalString);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/audit/export?format=csv")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/audit/key")).StatusCode);
    }

    [Theory]
    [InlineData("agent")]
    [InlineData("approver")]
    public async Task Others_do_not_open_the_audit(string role)
    {
        await using var app = new RunningApp();
        using var client = app.Client();
        await SignInAsync(client, role);
        foreach (var path in new[] { "/audit", "/audit/export?format=csv", "/audit/checkpoint", "/audit/key" }) Assert.Equal(HttpStatusCode.Redirect, (await client.GetAsync(path)).StatusCode);
    }

    [Fact]
    public async Task A_program_of_an_auditor_reads_the_audit_and_nothing_else()
    {
        await using var app = new RunningApp();
        var (token, _) = await app.Services.GetRequiredService<ApiTokens>().CreateAsync("auditor@example.test", ApiScope.All);
        using var client = app.Client();
        client.DefaultRequestHeaders.Authorization = new("Bearer", token);
        foreach (var path in new[] { "/api/audit", "/api/audit/verify", "/api/audit/export?format=jsonl" }) Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(path)).StatusCode);
        foreach (var path in new[] { "/api/tools", "/api/orders/W2378156", "/api/customers/yusuf_rossi_9620", "/api/approvals", $"/api/conversations/{Guid.NewGuid()}" })
            Assert.Equal(HttpStatusCode.Forbidden, (await client.GetAsync(path)).StatusCode);
        using var body = new StringContent("""{"message":"Hello"}""", System.Text.Encoding.UTF8, "application/json");
        Assert.Equal(HttpStatusCode.Forbidden, (await client.PostAsync("/api/chat", body)).StatusCode);
    }

    private static async Task SignInAsync(HttpClient client, string role = Role.Auditor)
    {
        var page = await client.GetStringAsync("/sign-in");
        var form = page.IndexOf($"value=\"demo-{role}\"", StringComparison.Ordinal);
        Assert.True(form > 0, "no demo account");
        const string name = "name=\"__RequestVerificationToken\" value=\"";
        var at = page.IndexOf(name, StringComparison.Ordinal) + name.Length;
        var token = page[at..page.IndexOf('"', at)];
        using var body = new FormUrlEncodedContent([new("_handler", $"demo-{role}"), new("__RequestVerificationToken", token)]);
        var answer = await client.PostAsync("/sign-in", body);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
    }
}
