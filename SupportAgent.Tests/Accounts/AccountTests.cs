using System.Net;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SupportAgent.Domain.Access;
using SupportAgent.Domain.Audit;
using SupportAgent.Domain.Store;
using SupportAgent.Tests.Infrastructure;
using SupportAgent.Web.Accounts;
using Xunit;

namespace SupportAgent.Tests.Accounts;

public sealed partial class AccountTests
{
    private const string DemoPassword = "Demo-Passw0rd!";

    [Fact]
    public async Task Every_page_and_endpoint_is_closed_unless_it_is_opened()
    {
        await using var app = new RunningApp();
        using var client = app.Client();
        foreach (var path in new[] { "/", "/approvals", "/audit", "/orders", "/orders/W2378156", "/customers", "/customers/x", "/tickets", "/tickets/T-1", "/users", "/models", "/account", "/conversations/" + Guid.NewGuid(), "/_blazor/negotiate" })
        {
            using var response = await client.GetAsync(path);
            Assert.True(response.StatusCode is HttpStatusCode.Found or HttpStatusCode.Unauthorized or HttpStatusCode.MethodNotAllowed, $"{path}: {response.StatusCode}");
            if (response.StatusCode == HttpStatusCode.Found) Assert.StartsWith("/sign-in", response.Headers.Location!.PathAndQuery, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("/sign-in")]
    [InlineData("/set-up")]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    [InlineData("/app.css")]
    public async Task What_is_opened_is_open(string path)
    {
        await using var app = new RunningApp();
        using var client = app.Client();
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(path)).StatusCode);
    }

    [Fact]
    public async Task Every_answer_tells_the_browser_what_the_site_never_does()
    {
        await using var app = new RunningApp();
        using var client = app.Client();
        foreach (var path in new[] { "/", "/sign-in", "/nowhere", "/health/live" })
        {
            using var response = await client.GetAsync(path);
            var policy = string.Join(' ', response.Headers.GetValues("Content-Security-Policy"));
            Assert.Contains("script-src 'self';", policy, StringComparison.Ordinal);
            Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
            Assert.Contains("nosniff", response.Headers.GetValues("X-Content-Type-Options"));
        }
    }

    [Fact]
    public async Task A_person_signs_in_and_out_and_both_are_audited()
    {
        await using var app = new RunningApp();
        using var client = app.Client();
        Assert.Equal(HttpStatusCode.Found, (await SignInAsync(client, "agent@example.test", DemoPassword)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/account")).StatusCode);
        Assert.Equal(HttpStatusCode.Found, (await PostAsync(client, "/account", "sign-out")).StatusCode);
        Assert.Equal(HttpStatusCode.Found, (await client.GetAsync("/account")).StatusCode);
        Assert.Equal([("sign_in", "succeeded"), ("sign_out", "succeeded")], (await AccountRecordsAsync(app)).Where(x => x.Action != "create_account").Select(x => (x.Action, x.Outcome)));
    }

    [Fact]
    public async Task After_a_sign_out_a_copied_cookie_is_worth_nothing()
    {
        await using var app = new RunningApp();
        using var client = app.Client();
        var signedIn = await SignInAsync(client, "agent@example.test", DemoPassword);
        var cookie = signedIn.Headers.GetValues("Set-Cookie").Single(x => x.StartsWith("SupportAgent=", StringComparison.Ordinal)).Split(';')[0];
        var principal = PrincipalOf(app, cookie);
        Assert.NotNull(await app.Services.GetRequiredService<StaffSessions>().FindActorAsync(principal));
        await PostAsync(client, "/account", "sign-out");
        Assert.Null(await app.Services.GetRequiredService<StaffSessions>().FindActorAsync(principal));
    }

    [Fact]
    public async Task The_cookie_is_kept_from_scripts_and_other_sites()
    {
        await using var app = new RunningApp();
        using var client = app.Client();
        var cookie = (await SignInAsync(client, "agent@example.test", DemoPassword)).Headers.GetValues("Set-Cookie").Single(x => x.StartsWith("SupportAgent=", StringComparison.Ordinal));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("agent@example.test", "wrong password")]
    [InlineData("nobody@example.test", "wrong password")]
    [InlineData("agent@example.test", "")]
    public async Task A_failed_sign_in_does_not_tell_which_accounts_exist(string email, string password)
    {
        await using var app = new RunningApp();
        using var client = app.Client();
        using var response = await SignInAsync(client, email, password);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var page = WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync());
        Assert.True(page.Contains(SignIn.Refusal, StringComparison.Ordinal) || page.Contains("Please give your password.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task After_five_failed_attempts_the_right_password_is_refused_for_five_minutes()
    {
        var time = new ManualTimeProvider(TimeProvider.System.GetUtcNow());
        await using var app = new RunningApp(services: x => x.AddSingleton<TimeProvider>(time));
        using var client = app.Client();
        for (var i = 0; i < 5; i++) await SignInAsync(client, "agent@example.test", "wrong password");
        Assert.Equal(HttpStatusCode.OK, (await SignInAsync(client, "agent@example.test", DemoPassword)).StatusCode);
        Assert.Equal(HttpStatusCode.Found, (await SignInAsync(client, "admin@example.test", DemoPassword)).StatusCode);
        Assert.Equal([null, null, null, null, null, "locked"], (await AccountRecordsAsync(app)).Where(x => x is { Action: "sign_in", Outcome: "rejected" }).Select(x => x.Code));
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("javascript:alert(1)")]
    public async Task Signing_in_never_leads_to_another_site(string returnUrl)
    {
        await using var app = new RunningApp();
        using var client = app.Client();
        using var response = await SignInAsync(client, "agent@example.test", DemoPassword, "?returnUrl=" + Uri.EscapeDataString(returnUrl));
        Assert.Equal("/", new Uri(new Uri(app.Url), response.Headers.Location!).PathAndQuery);
        Assert.Equal(new Uri(app.Url).Authority, new Uri(new Uri(app.Url), response.Headers.Location!).Authority);
    }

    [Fact]
    public async Task A_form_without_its_token_is_refused()
    {
        await using var app = new RunningApp();
        using var client = app.Client();
        using var form = new FormUrlEncodedContent([new("_handler", "sign-in"), new("Input.Email", "agent@example.test"), new("Input.Password", DemoPassword)]);
        using var response = await client.PostAsync("/sign-in", form);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task Outside_Development_there_are_no_accounts_and_the_code_in_the_log_makes_the_first_once()
    {
        await using var app = new RunningApp("Production");
        using var client = app.Client();
        Assert.Equal(HttpStatusCode.OK, (await SignInAsync(client, "admin@example.test", DemoPassword)).StatusCode);
        Assert.DoesNotContain("data-demo", await client.GetStringAsync("/sign-in"), StringComparison.Ordinal);
        var code = Code().Match(string.Join('\n', app.Log.All)).Value;
        Assert.NotEmpty(code);

        (string, string)[] admin = [("Input.Email", "root@shop.example"), ("Input.Name", "Root"), ("Input.Password", "a long enough password")];
        Assert.Contains("not the one in the log", await BodyAsync(PostAsync(client, "/set-up", "set-up", [("Input.Code", "guess"), .. admin])), StringComparison.Ordinal);
        Assert.Contains("Sign in", await BodyAsync(PostAsync(client, "/set-up", "set-up", [("Input.Code", code), .. admin])), StringComparison.Ordinal);
        Assert.Contains("There is an account already", await client.GetStringAsync("/set-up"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Found, (await SignInAsync(client, "root@shop.example", "a long enough password")).StatusCode);
        var actor = await app.Services.GetRequiredService<SupportStore>().ReadAsync(async db =>
            await db.FindActorAsync((await db.Users.SingleAsync()).Id, TimeProvider.System.GetUtcNow()));
        Assert.Equal(Role.All.Order(), actor!.Roles.Order());
    }

    [Theory]
    [InlineData("not-an-address", "Root", "a long enough password", "valid e-mail")]
    [InlineData("root@shop.example", "", "a long enough password", "give a name")]
    [InlineData("root@shop.example", "Root", "short", "12 to 128 characters")]
    public async Task The_first_account_has_to_be_sound(string email, string name, string password, string problem)
    {
        await using var app = new RunningApp("Production");
        using var client = app.Client();
        var code = Code().Match(string.Join('\n', app.Log.All)).Value;
        var page = await BodyAsync(PostAsync(client, "/set-up", "set-up", ("Input.Code", code), ("Input.Email", email), ("Input.Name", name), ("Input.Password", password)));
        Assert.Contains(problem, WebUtility.HtmlDecode(page), StringComparison.Ordinal);
        Assert.True(app.Services.GetRequiredService<SetUp>().IsOpen);
    }

    [Fact]
    public async Task A_new_password_ends_the_session_and_works_from_then_on()
    {
        await using var app = new RunningApp();
        using var client = app.Client();
        await SignInAsync(client, "agent@example.test", DemoPassword);
        Assert.Contains("another one", await BodyAsync(PostAsync(client, "/account", "password", ("Input.Current", "wrong"), ("Input.New", "a whole new password"))), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Found, (await PostAsync(client, "/account", "password", ("Input.Current", DemoPassword), ("Input.New", "a whole new password"))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await SignInAsync(client, "agent@example.test", DemoPassword)).StatusCode);
        Assert.Equal(HttpStatusCode.Found, (await SignInAsync(client, "agent@example.test", "a whole new password")).StatusCode);
    }

    internal static Task<HttpResponseMessage> SignInAsync(HttpClient client, string email, string password, string query = "") =>
        PostAsync(client, "/sign-in" + query, "sign-in", ("Input.Email", email), ("Input.Password", password));

    private static async Task<HttpResponseMessage> PostAsync(HttpClient client, string path, string handler, params (string Name, string Value)[] fields)
    {
        var token = Token().Match(await client.GetStringAsync(path)).Groups["token"].Value;
        using var form = new FormUrlEncodedContent([new("_handler", handler), new("__RequestVerificationToken", token), .. fields.Select(x => KeyValuePair.Create(x.Name, x.Value))]);
        return await client.PostAsync(path, form);
    }

    private static async Task<string> BodyAsync(Task<HttpResponseMessage> response)
    {
        using var answered = await response;
        return await answered.Content.ReadAsStringAsync();
    }

    [Fact]
    public async Task An_attempt_to_sign_in_to_no_account_is_recorded_without_what_may_be_a_password()
    {
        await using var app = new RunningApp();
        using var client = app.Client();
        await SignInAsync(client, "nobody@example.test", DemoPassword);
        await SignInAsync(client, "my secret", DemoPassword);
        var records = (await AccountRecordsAsync(app)).Where(x => x.Action == "sign_in").ToList();
        Assert.Equal([("rejected", "not_found", ""), ("rejected", "not_found", "")], records.Select(x => (x.Outcome, x.Code, x.PersonId)));
        Assert.Contains("nobody@example.test", records[0].Arguments, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", records[1].Arguments, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_change_of_an_account_whose_record_cannot_be_written_does_not_happen()
    {
        await using var app = new RunningApp();
        await using var scope = app.Services.CreateAsyncScope();
        var (desk, store) = (scope.ServiceProvider.GetRequiredService<AccountDesk>(), app.Services.GetRequiredService<SupportStore>());
        var people = await desk.ListAsync();
        var admin = new Actor(people.Single(x => x.Email == "admin@example.test").Id, "Admin", new HashSet<string> { Role.Admin });
        var other = people.Single(x => x.Email == "agent@example.test").Id;
        await store.WriteAsync(db => db.Database.ExecuteSqlRawAsync("""CREATE TRIGGER "Full" BEFORE INSERT ON "AuditRecords" BEGIN SELECT RAISE(ABORT, 'full'); END"""));
        foreach (var act in new Func<Task>[]
        {
            () => desk.SetRolesAsync(admin, other, [Role.Admin]),
            () => desk.SetLockedAsync(admin, other, locked: true),
            () => desk.SetPasswordAsync(admin, other, "Another-Passw0rd!"),
            () => desk.CreateAsync(admin, new NewAccount("new@example.test", "New", "Another-Passw0rd!", [Role.Agent])),
            () => app.Services.GetRequiredService<Web.Api.ApiTokens>().CreateAsync("agent@example.test", ["chat"]),
        })
        {
            await Assert.ThrowsAsync<DbUpdateException>(act);
        }

        Assert.Equal(people.Select(x => (x.Id, x.IsLocked, string.Join(' ', x.Roles))), (await desk.ListAsync()).Select(x => (x.Id, x.IsLocked, string.Join(' ', x.Roles))));
        Assert.Equal(0, await store.ReadAsync(db => db.Set<ApiToken>().CountAsync()));
        await store.WriteAsync(db => db.Database.ExecuteSqlRawAsync("""DROP TRIGGER "Full" """));
        using var client = app.Client();
        Assert.Equal(HttpStatusCode.Found, (await SignInAsync(client, "agent@example.test", DemoPassword)).StatusCode);
        Assert.True((await desk.SetRolesAsync(admin, other, [Role.Approver])).Succeeded);
        Assert.Contains("""{"before":["agent"],"roles":["approver"]}""", (await AccountRecordsAsync(app))[^1].Arguments, StringComparison.Ordinal);
    }

    private static Task<List<AuditRecord>> AccountRecordsAsync(RunningApp app) => app.Services.GetRequiredService<SupportStore>()
        .ReadAsync(db => db.Set<AuditRecord>().Where(x => x.Kind == AuditKind.Account).OrderBy(x => x.Sequence).ToListAsync());

    private static System.Security.Claims.ClaimsPrincipal PrincipalOf(RunningApp app, string cookie)
    {
        var scheme = Microsoft.AspNetCore.Identity.IdentityConstants.ApplicationScheme;
        var options = app.Services.GetRequiredService<Microsoft.Extensions.Options.IOptionsMonitor<Microsoft.AspNetCore.Authentication.Cookies.CookieAuthenticationOptions>>().Get(scheme);
        return options.TicketDataFormat.Unprotect(Uri.UnescapeDataString(cookie[(cookie.IndexOf('=', StringComparison.Ordinal) + 1)..]))!.Principal;
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"(?<token>[^\"]+)\"", RegexOptions.NonBacktracking)]
    private static partial Regex Token();

    [GeneratedRegex("[0-9a-f]{8}(-[0-9a-f]{8}){3}", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Code();
}
