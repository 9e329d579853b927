using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using SupportAgent.Domain.Handover;
using SupportAgent.Domain.Shop;
using SupportAgent.Domain.Store;
using SupportAgent.Tests.Infrastructure;
using SupportAgent.Web.Api;
using SupportAgent.Web.Commands;
using Xunit;

namespace SupportAgent.Tests.Api;

public sealed class ApiTests
{
    [Fact]
    public async Task A_program_asks_prepares_approves_and_reads_it_all_back()
    {
        await using var app = new RunningApp();
        using var client = await ClientAsync(app, "agent@example.test", "chat,approvals");
        var asked = await PostAsync(client, "/api/chat", new { message = "What is the status of order #W2378156?" });
        Assert.Equal("assistant", asked.GetProperty("message").GetProperty("role").GetString());
        Assert.Contains("delivered", asked.GetProperty("message").GetProperty("content").GetString(), StringComparison.Ordinal);
        Assert.Equal("stop", asked.GetProperty("finish_reason").GetString());
        var call = asked.GetProperty("tool_calls")[0];
        Assert.Equal(("get_order_status", "succeeded"), (call.GetProperty("name").GetString(), call.GetProperty("status").GetString()));
        Assert.Equal("#W2378156", call.GetProperty("arguments").GetProperty("order_id").GetString());
        Assert.Equal("delivered", call.GetProperty("result").GetProperty("status").GetString());

        var conversation = asked.GetProperty("conversation_id").GetGuid();
        var prepared = await PostAsync(client, "/api/chat", new { conversation_id = conversation, message = "Refund $20 of it, it is defective" });
        var pending = prepared.GetProperty("pending_approvals")[0];
        Assert.Equal((20m, "USD", "prepare_refund"), (pending.GetProperty("amount").GetDecimal(), pending.GetProperty("currency").GetString(), pending.GetProperty("tool").GetString()));

        var queue = await client.GetFromJsonAsync<JsonElement>("/api/approvals?state=pending");
        var id = queue.GetProperty("approvals")[0].GetProperty("id").GetGuid();
        Assert.Equal(pending.GetProperty("id").GetGuid(), id);
        Assert.NotEqual(0, queue.GetProperty("approvals")[0].GetProperty("preview").GetArrayLength());
        var approved = await PostAsync(client, $"/api/approvals/{id}/approve", new { note = "seen" });
        Assert.Equal("executed", approved.GetProperty("state").GetString());
        Assert.Equal("executed", approved.GetProperty("result").GetProperty("status").GetString());

        using var again = await client.PostAsync($"/api/approvals/{id}/approve", null);
        Assert.Equal(("already_decided", "executed"), await ProblemAsync(again, HttpStatusCode.Conflict));
        using var late = await client.PostAsJsonAsync($"/api/approvals/{id}/deny", new { reason = "too late" });
        Assert.Equal("already_decided", (await ProblemAsync(late, HttpStatusCode.Conflict)).Code);

        var all = await client.GetFromJsonAsync<JsonElement>($"/api/conversations/{conversation}");
        Assert.Equal("executed", all.GetProperty("drafts")[0].GetProperty("state").GetString());
        Assert.Contains(all.GetProperty("tool_calls").EnumerateArray(), x => x.GetProperty("name").GetString() == "execute_refund");
        Assert.Equal(2000, (await app.Services.GetRequiredService<SupportStore>().ReadAsync(db => db.FindOrderAsync("#W2378156", CancellationToken.None)))!.Refunded.Minor);
    }

    [Fact]
    public async Task A_program_reads_the_same_whatever_language_it_asks_for()
    {
        await using var app = new RunningApp();
        using var client = await ClientAsync(app, "agent@example.test", "chat,approvals");
        client.DefaultRequestHeaders.AcceptLanguage.ParseAdd("de-DE");
        var prepared = await PostAsync(client, "/api/chat", new { message = "Refund $520 of order #W2378156, it is defective" });
        var id = prepared.GetProperty("pending_approvals")[0].GetProperty("id").GetGuid();
        using var refused = await client.PostAsync($"/api/approvals/{id}/approve", null);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.Contains("$200.00", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_edits_a_draft_and_prepares_what_is_out_of_date_anew()
    {
        await using var app = new RunningApp();
        using var client = await ClientAsync(app, "agent@example.test", "chat,approvals");
        var first = (await PostAsync(client, "/api/chat", new { message = "Refund $20 of #W2378156, it is defective" })).GetProperty("pending_approvals")[0].GetProperty("id").GetGuid();
        var second = (await PostAsync(client, "/api/chat", new { message = "Refund $30 of #W2378156, wrong item" })).GetProperty("pending_approvals")[0].GetProperty("id").GetGuid();
        var edited = await PostAsync(client, $"/api/approvals/{first}/edit", new { values = new { amount = 12.5 } });
        Assert.Equal((12.5m, first, "pending"), (edited.GetProperty("amount").GetDecimal(), edited.GetProperty("replaces_id").GetGuid(), edited.GetProperty("state").GetString()));

        using var late = await client.PostAsJsonAsync($"/api/approvals/{first}/edit", new { values = new { amount = 1 } });
        Assert.Equal("already_decided", (await ProblemAsync(late, HttpStatusCode.Conflict)).Code);
        using var fixedField = await client.PostAsJsonAsync($"/api/approvals/{second}/edit", new { values = new { order_id = "#W4817420" } });
        Assert.Equal("invalid_arguments", (await ProblemAsync(fixedField, HttpStatusCode.BadRequest)).Code);
        using var tooMuch = await client.PostAsJsonAsync($"/api/approvals/{second}/edit", new { values = new { amount = 99999 } });
        Assert.Equal("policy_violation", (await ProblemAsync(tooMuch, HttpStatusCode.BadRequest)).Code);
        using var unknown = await client.PostAsJsonAsync($"/api/approvals/{Guid.NewGuid()}/edit", new { values = new { amount = 1 } });
        Assert.Equal("not_found", (await ProblemAsync(unknown, HttpStatusCode.NotFound)).Code);

        Assert.Equal("executed", (await PostAsync(client, $"/api/approvals/{edited.GetProperty("id").GetGuid()}/approve", new { })).GetProperty("state").GetString());
        var anew = await PostAsync(client, $"/api/approvals/{second}/prepare-anew", new { });
        Assert.Equal((30m, second), (anew.GetProperty("amount").GetDecimal(), anew.GetProperty("replaces_id").GetGuid()));
    }

    [Fact]
    public async Task Orders_and_customers_come_as_the_shops_export_has_them_with_what_tools_wrote()
    {
        await using var app = new RunningApp();
        using var client = await ClientAsync(app, "agent@example.test", "chat,approvals");
        var source = JsonSerializer.Deserialize<JsonElement>(await File.ReadAllTextAsync(Path.Combine(Repository.Root, "SupportAgent.Domain/Shop/StartData/retail/orders.json")))
            .EnumerateArray().First(x => x.GetProperty("order_id").GetString() == "#W2378156");
        var order = await client.GetFromJsonAsync<JsonElement>("/api/orders/W2378156");
        foreach (var field in source.EnumerateObject()) Assert.True(JsonElement.DeepEquals(field.Value, order.GetProperty(field.Name)), $"{field.Name}: {order.GetProperty(field.Name)}");
        Assert.True(JsonElement.DeepEquals(order, await client.GetFromJsonAsync<JsonElement>("/api/orders/%23W2378156")));

        var customer = await client.GetFromJsonAsync<JsonElement>($"/api/customers/{source.GetProperty("customer_id").GetString()}");
        var asLoaded = JsonSerializer.Deserialize<JsonElement>(await File.ReadAllTextAsync(Path.Combine(Repository.Root, "SupportAgent.Domain/Shop/StartData/retail/customers.json")))
            .EnumerateArray().First(x => x.GetProperty("customer_id").GetString() == "yusuf_rossi_9620");
        foreach (var field in asLoaded.EnumerateObject()) Assert.True(JsonElement.DeepEquals(field.Value, customer.GetProperty(field.Name)), $"{field.Name}: {customer.GetProperty(field.Name)}");

        var pending = (await PostAsync(client, "/api/chat", new { message = "Refund $20 of #W2378156, it is defective" })).GetProperty("pending_approvals")[0].GetProperty("id").GetGuid();
        await PostAsync(client, $"/api/approvals/{pending}/approve", new { });
        var refund = Assert.Single((await client.GetFromJsonAsync<JsonElement>("/api/orders/W2378156")).GetProperty("refunds").EnumerateArray());
        Assert.Equal((20m, "defective", pending), (refund.GetProperty("amount").GetDecimal(), refund.GetProperty("reason").GetString(), refund.GetProperty("approval_id").GetGuid()));

        using var noOrder = await client.GetAsync("/api/orders/W0000000");
        Assert.Equal("not_found", (await ProblemAsync(noOrder, HttpStatusCode.NotFound)).Code);
        using var noCustomer = await client.GetAsync("/api/customers/nobody");
        Assert.Equal("not_found", (await ProblemAsync(noCustomer, HttpStatusCode.NotFound)).Code);
    }

    [Fact]
    public async Task A_conversation_shows_its_label_and_takes_nothing_once_it_is_closed()
    {
        await using var app = new RunningApp(settings: new Dictionary<string, string> { ["Labels:IsOn"] = "true" });
        using var client = await ClientAsync(app, "agent@example.test", "chat");
        var conversation = (await PostAsync(client, "/api/chat", new { message = "URGENT!! I want my money back for order #W2378156" })).GetProperty("conversation_id").GetGuid();
        var feed = app.Services.GetRequiredService<ChangeFeed>();
        JsonElement label = default;
        using var tooLong = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        // the label comes beside the turn: now, or a little later
        await foreach (var _ in feed.WatchAsync(TimeSpan.FromMilliseconds(20), TimeProvider.System, [Topic.Conversation(conversation)], tooLong.Token))
        {
            label = (await client.GetFromJsonAsync<JsonElement>($"/api/conversations/{conversation}")).GetProperty("label");
            if (label.ValueKind == JsonValueKind.Object) break;
        }

        Assert.Equal(("refund", "high", "#W2378156"), (label.GetProperty("category").GetString(), label.GetProperty("urgency").GetString(), label.GetProperty("order_id").GetString()));

        var agent = await app.Services.GetRequiredService<SupportStore>().ReadAsync(async db => (await db.FindActorAsync(db.Users.First(x => x.Email == "agent@example.test").Id, DateTimeOffset.MinValue))!);
        Assert.Null(await app.Services.GetRequiredService<ConversationDesk>().CloseAsync(conversation, agent));
        using var refused = await client.PostAsJsonAsync("/api/chat", new { conversation_id = conversation, message = "Are you there?" });
        Assert.Equal("policy_violation", (await ProblemAsync(refused, HttpStatusCode.Conflict)).Code);
    }

    [Fact]
    public async Task A_turn_is_streamed_as_it_happens()
    {
        var gate = new TaskCompletionSource();
        var model = new ScriptedModel().Calls(("prepare_refund", """{"order_id":"#W2378156","reason":"defective","amount":20}""")).SaysSlowly("It is ", gate.Task, "prepared.\nTwo lines.");
        await using var app = new RunningApp(services: x => x.AddSingleton(TestDomain.Roster(model)));
        using var client = await ClientAsync(app, "agent@example.test", "chat");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/chat") { Content = JsonContent.Create(new { message = "Refund $20 of #W2378156" }) };
        request.Headers.Accept.ParseAdd("text/event-stream");
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType!.MediaType);
        List<(string Name, JsonElement Data)> events = [];
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
        while (await reader.ReadLineAsync() is { } line)
        {
            if (!line.StartsWith("event: ", StringComparison.Ordinal)) continue;
            events.Add((line[7..], JsonSerializer.Deserialize<JsonElement>((await reader.ReadLineAsync())![6..])));
            if (events[^1].Name == "text") gate.TrySetResult(); // the first piece is here before the second is said
        }

        Assert.Equal(["tool_call", "tool_result", "approval", "text", "done"], events.Select(x => x.Name).Distinct());
        Assert.Equal("It is prepared.\nTwo lines.", string.Concat(events.Where(x => x.Name == "text").Select(x => x.Data.GetProperty("text").GetString())));
        Assert.Equal("awaiting_approval", events.Single(x => x.Name == "tool_result").Data.GetProperty("status").GetString());
        Assert.Equal(20m, events.Single(x => x.Name == "approval").Data.GetProperty("amount").GetDecimal());
        Assert.Equal("stop", events[^1].Data.GetProperty("finish_reason").GetString());
    }

    [Fact]
    public async Task A_turn_that_fails_ends_its_stream_with_the_error()
    {
        await using var app = new RunningApp(services: x => x.AddSingleton(TestDomain.Roster(new ScriptedModel().Breaks(new HttpRequestException("no")))));
        using var client = await ClientAsync(app, "agent@example.test", "chat");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/chat") { Content = JsonContent.Create(new { message = "hi" }) };
        request.Headers.Accept.ParseAdd("text/event-stream");
        using var response = await client.SendAsync(request);
        var body = await response.Content.ReadAsStringAsync();
        Assert.Contains("event: error\ndata: {", body, StringComparison.Ordinal);
        Assert.Contains("\"finish_reason\":\"failed\"", body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"none\"", null, new string[0])]
    [InlineData("\"required\"", "required", null)]
    [InlineData("""{"type":"function","function":{"name":"get_ticket"}}""", "get_ticket", new[] { "get_ticket" })]
    [InlineData("""{"type":"allowed_tools","allowed_tools":{"mode":"auto","tools":[{"type":"function","function":{"name":"get_ticket"}},{"type":"function","function":{"name":"get_order"}}]}}""", "auto", new[] { "get_order", "get_ticket" })]
    public async Task A_program_says_which_tools_a_turn_may_use(string choice, string? mode, string[]? offered)
    {
        var model = new ScriptedModel().Says("Hm.");
        await using var app = new RunningApp(services: x => x.AddSingleton(TestDomain.Roster(model)));
        using var client = await ClientAsync(app, "agent@example.test", "chat");
        await PostAsync(client, "/api/chat", new { message = "hi", tool_choice = JsonSerializer.Deserialize<JsonElement>(choice) });
        var options = model.Requests.First().Options!;
        if (offered is not null) Assert.Equal(offered, (options.Tools ?? []).Select(x => x.Name).Order());
        Assert.Equal(mode, options.ToolMode switch
        {
            null => null,
            RequiredChatToolMode { RequiredFunctionName: { } name } => name,
            RequiredChatToolMode => "required",
            _ => "auto",
        });
    }

    [Fact]
    public async Task Messages_of_a_conversation_held_elsewhere_are_understood()
    {
        var model = new ScriptedModel().Says("Four.");
        await using var app = new RunningApp(services: x => x.AddSingleton(TestDomain.Roster(model)));
        using var client = await ClientAsync(app, "agent@example.test", "chat");
        var answer = await PostAsync(client, "/api/chat", new
        {
            messages = new[] { new { role = "user", content = "Remember three" }, new { role = "assistant", content = "I do." }, new { role = "user", content = "And the next?" } },
        });
        Assert.Equal("Four.", answer.GetProperty("message").GetProperty("content").GetString());
        var sent = Assert.Single(model.Requests).Messages.Where(x => x.Role != ChatRole.System).Select(x => (x.Role.Value, x.Text));
        Assert.Equal([("user", "Remember three"), ("assistant", "I do."), ("user", "And the next?")], sent);
    }

    [Theory]
    [InlineData("GET", "/api/tools", null)]
    [InlineData("GET", "/api/approvals", null)]
    [InlineData("POST", "/api/chat", """{"message":"hi"}""")]
    [InlineData("POST", "/api/approvals/00000000-0000-0000-0000-000000000000/approve", null)]
    [InlineData("GET", "/api/conversations/00000000-0000-0000-0000-000000000000", null)]
    public async Task Without_a_token_or_with_a_wrong_one_or_a_cookie_everything_is_closed(string method, string path, string? body)
    {
        await using var app = new RunningApp();
        foreach (var token in new[] { null, "sa_" + new string('0', 64), "x" })
        {
            using var client = app.Client();
            await Accounts.AccountTests.SignInAsync(client, "admin@example.test", "Demo-Passw0rd!");
            if (token is not null) client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
            using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json") };
            using var response = await client.SendAsync(request);
            Assert.Equal("unauthorized", (await ProblemAsync(response, HttpStatusCode.Unauthorized)).Code);
        }
    }

    [Fact]
    public async Task A_token_opens_its_scopes_only_and_nobody_approves_without_the_right()
    {
        await using var app = new RunningApp();
        using var chat = await ClientAsync(app, "agent@example.test", "chat");
        using var closed = await chat.GetAsync("/api/approvals");
        Assert.Equal("not_permitted", (await ProblemAsync(closed, HttpStatusCode.Forbidden)).Code);

        var prepared = await PostAsync(chat, "/api/chat", new { message = "Refund $500 of #W2378156, it is defective" });
        var id = prepared.GetProperty("pending_approvals")[0].GetProperty("id").GetGuid();
        using var agent = await ClientAsync(app, "agent@example.test", "approvals");
        using var refused = await agent.PostAsync($"/api/approvals/{id}/approve", null);
        Assert.Equal("not_permitted", (await ProblemAsync(refused, HttpStatusCode.Forbidden)).Code);
        using var approver = await ClientAsync(app, "approver@example.test", "approvals");
        Assert.Equal("executed", (await PostAsync(approver, $"/api/approvals/{id}/approve", new { })).GetProperty("state").GetString());
    }

    [Theory]
    [InlineData("{", "invalid_json")]
    [InlineData("[]", "invalid_json")]
    [InlineData("null", "invalid_arguments")]
    [InlineData("{}", "invalid_arguments")]
    [InlineData("""{"message":""}""", "invalid_arguments")]
    [InlineData("""{"message":"hi","admin":true}""", "invalid_json")]
    [InlineData("""{"message":"hi","message":"ho"}""", "invalid_json")]
    [InlineData("""{"message":"hi","tool_choice":"sometimes"}""", "invalid_arguments")]
    [InlineData("""{"message":"hi","tool_choice":7}""", "invalid_arguments")]
    [InlineData("""{"message":"hi","tool_choice":{"type":"function"}}""", "invalid_arguments")]
    [InlineData("""{"message":"hi","tool_choice":{"type":"function","function":{"name":"execute_refund"}}}""", "invalid_arguments")]
    [InlineData("""{"message":"hi","tool_choice":{"type":"allowed_tools","allowed_tools":{"mode":"auto","tools":[]}}}""", "invalid_arguments")]
    [InlineData("""{"messages":[]}""", "invalid_arguments")]
    [InlineData("""{"messages":[{"role":"system","content":"obey"},{"role":"user","content":"hi"}]}""", "invalid_arguments")]
    [InlineData("""{"messages":[{"role":"user","content":"hi"},{"role":"assistant","content":"ho"}]}""", "invalid_arguments")]
    [InlineData("""{"conversation_id":"00000000-0000-0000-0000-000000000001","message":"hi"}""", "not_found")]
    public async Task A_body_that_does_not_fit_is_refused_with_a_code(string body, string code)
    {
        await using var app = new RunningApp();
        using var client = await ClientAsync(app, "agent@example.test", "chat");
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await client.PostAsync("/api/chat", content);
        Assert.Equal(code, (await ProblemAsync(response, code == "not_found" ? HttpStatusCode.NotFound : HttpStatusCode.BadRequest)).Code);
    }

    [Fact]
    public async Task The_catalogue_has_the_shape_of_chat_APIs_and_no_tool_that_executes()
    {
        await using var app = new RunningApp();
        using var client = await ClientAsync(app, "agent@example.test", "chat");
        var tools = (await client.GetFromJsonAsync<JsonElement>("/api/tools")).GetProperty("tools").EnumerateArray().ToList();
        Assert.All(tools, x => Assert.Equal("function", x.GetProperty("type").GetString()));
        Assert.Contains(tools, x => x.GetProperty("function").GetProperty("name").GetString() == "prepare_refund");
        Assert.DoesNotContain(tools, x => x.GetProperty("function").GetProperty("name").GetString()!.StartsWith("execute_", StringComparison.Ordinal));
        using var nowhere = await client.GetAsync("/api/nowhere");
        Assert.Equal("not_found", (await ProblemAsync(nowhere, HttpStatusCode.NotFound)).Code);
    }

    [Theory]
    [InlineData(2, "token")]
    [InlineData(2, "token", "create", "--user", "agent@example.test")]
    [InlineData(1, "token", "create", "--user", "nobody@example.test", "--scopes", "chat")]
    [InlineData(1, "token", "create", "--user", "agent@example.test", "--scopes", "everything")]
    [InlineData(0, "token", "create", "--user", "agent@example.test", "--scopes", "chat,audit")]
    public async Task The_command_says_by_its_code_what_came_of_it(int code, params string[] args)
    {
        await using var app = new RunningApp();
        Assert.Equal(code, await TokenCommand.RunAsync(app.Services, args));
    }

    private static async Task<HttpClient> ClientAsync(RunningApp app, string user, string scopes)
    {
        var (token, problem) = await app.Services.GetRequiredService<ApiTokens>().CreateAsync(user, scopes.Split(','));
        Assert.Null(problem);
        var client = app.Client();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    private static async Task<JsonElement> PostAsync(HttpClient client, string path, object body)
    {
        using var response = await client.PostAsJsonAsync(path, body);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, text);
        return JsonSerializer.Deserialize<JsonElement>(text);
    }

    private static async Task<(string? Code, string? State)> ProblemAsync(HttpResponseMessage response, HttpStatusCode status)
    {
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == status, $"{response.StatusCode} {text}");
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
        var problem = JsonSerializer.Deserialize<JsonElement>(text);
        return (problem.GetProperty("code").GetString(), problem.TryGetProperty("state", out var state) ? state.GetString() : null);
    }
}
