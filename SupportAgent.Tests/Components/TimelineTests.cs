using Bunit;
using SupportAgent.Domain.Conversations;
using SupportAgent.Domain.Overview;
using SupportAgent.Tests.Infrastructure;
using SupportAgent.Web.Components.Chat;
using Xunit;

namespace SupportAgent.Tests.Components;

public sealed class TimelineTests
{
    [Fact]
    public async Task Without_calls_it_says_what_will_appear()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        await using var page = new StaffContext(domain, People.Agent);
        Assert.Contains("No tool calls yet", Draw(page, new Transcript()).Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task While_it_is_read_it_shows_that_it_is_loading()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        await using var page = new StaffContext(domain, People.Agent);
        Assert.NotNull(page.Render<Timeline>(x => x.Add(t => t.Transcript, new Transcript()).Add(t => t.IsLoaded, false)).Find("[aria-busy=true]"));
    }

    [Fact]
    public async Task Each_call_has_its_plain_title_state_duration_and_the_reason_of_a_refusal()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        await using var page = new StaffContext(domain, People.Agent);
        var conversation = await domain.ConversationAsync();
        await domain.CallAsync("get_order_status", new { order_id = "#W2378156" }, conversation);
        await domain.CallAsync("get_order_status", new { order_id = "#W0000000" }, conversation);
        await domain.CallAsync("get_order_status", "nonsense", conversation);
        var rows = Draw(page, await domain.ReadAsync(conversation)).FindAll(".call");

        Assert.Equal(["succeeded", "rejected", "rejected"], rows.Select(x => x.GetAttribute("data-status")));
        Assert.Equal("Checked the status of order #W2378156", rows[0].QuerySelector(".title")!.TextContent);
        Assert.Equal(["Done", "Refused", "Refused"], rows.Select(x => x.QuerySelector(".badge")!.TextContent.Trim()));
        Assert.Equal("0 s", rows[0].QuerySelector(".duration")!.TextContent);
        Assert.StartsWith("Shop rules: There is no order", rows[1].QuerySelector(".reason")!.TextContent, StringComparison.Ordinal);
        Assert.StartsWith("JSON: ", rows[2].QuerySelector(".reason")!.TextContent, StringComparison.Ordinal);
        Assert.All(rows, x => Assert.NotNull(x.QuerySelector("svg.times")));
    }

    [Fact]
    public async Task Opened_it_shows_arguments_and_result_as_text_and_closed_no_more()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        await using var page = new StaffContext(domain, People.Agent);
        var conversation = await domain.ConversationAsync();
        await domain.CallAsync("find_customer", new { last_name = "<script>alert(1)</script>" }, conversation);
        var timeline = Draw(page, await domain.ReadAsync(conversation));
        Assert.Equal("false", timeline.Find(".call button").GetAttribute("aria-expanded"));
        await timeline.Find(".call button").ClickAsync(new());

        Assert.Equal("true", timeline.Find(".call button").GetAttribute("aria-expanded"));
        Assert.Contains("<script>alert(1)</script>", timeline.Find("[aria-label=Arguments]").TextContent, StringComparison.Ordinal);
        Assert.Contains("not_found", timeline.Find("[aria-label=Result]").TextContent, StringComparison.Ordinal);
        Assert.Empty(timeline.FindAll("script"));
        await timeline.Find(".detail header button").ClickAsync(new());
        Assert.Empty(timeline.FindAll(".detail"));
    }

    [Fact]
    public async Task A_refusal_tells_its_step_in_the_details()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        await using var page = new StaffContext(domain, People.Agent);
        var conversation = await domain.ConversationAsync();
        await domain.CallAsync("get_order", new { wrong = true }, conversation);
        var timeline = Draw(page, await domain.ReadAsync(conversation));
        await timeline.Find(".call button").ClickAsync(new());
        Assert.Equal("Schema", timeline.Find(".why").GetAttribute("data-step"));
        Assert.Contains("Do the arguments fit what the tool takes?", timeline.Find(".why").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_prepared_refund_shows_where_its_draft_is_and_what_it_changes()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        await using var page = new StaffContext(domain, People.Agent);
        var draft = await domain.PrepareAsync(20);
        await domain.DenyAsync(draft);
        var timeline = Draw(page, await domain.ReadAsync(draft.ConversationId));
        Assert.Equal("Denied", timeline.Find(".call .badge").TextContent.Trim());
        Assert.Contains("Pia Approver denied", timeline.Find(".decision").TextContent, StringComparison.Ordinal);
        await timeline.Find(".call button").ClickAsync(new());
        Assert.Equal(["$0.00", "$1,819.92"], timeline.FindAll(".diff del").Select(x => x.TextContent));
        Assert.Equal(["$20.00", "$1,799.92"], timeline.FindAll(".diff ins").Select(x => x.TextContent));
    }

    [Fact]
    public async Task A_running_call_tells_how_long_it_runs()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        await using var page = new StaffContext(domain, People.Agent);
        var transcript = Transcript(domain, new ToolCall
        {
            Id = Guid.NewGuid(),
            ConversationId = Guid.NewGuid(),
            Name = "get_order",
            Arguments = """{"order_id":"#W2378156"}""",
            Origin = ToolOrigin.Model,
            PersonName = "Alex Agent",
            Status = ToolCallStatus.Running,
            StartedAt = domain.Time.GetUtcNow(),
        });
        var timeline = Draw(page, transcript);
        Assert.Equal("Looking up order #W2378156…", timeline.Find(".title").TextContent);
        Assert.Equal("0 s", timeline.Find(".elapsed").TextContent);
        domain.Time.Advance(TimeSpan.FromSeconds(65));
        timeline.WaitForAssertion(() => Assert.Equal("1 min 5 s", timeline.Find(".elapsed").TextContent));
    }

    [Fact]
    public async Task A_round_tells_tokens_first_piece_and_cost_where_they_are_known()
    {
        await using var domain = await TestDomain.CreateAsync(new ScriptedModel().Calls(("list_products", "{}")).Says("Done."));
        await using var page = new StaffContext(domain, People.Agent);
        var timeline = Draw(page, await domain.AskAsync("What do you sell?"));
        Assert.Equal(2, timeline.FindAll(".round").Count);
        Assert.StartsWith("1 call · 2 rounds", timeline.Find(".totals").TextContent, StringComparison.Ordinal);
        await timeline.Find(".round button").ClickAsync(new());
        Assert.Contains("not known", timeline.Find(".detail").TextContent, StringComparison.Ordinal);
        await timeline.Find(".turn-head button").ClickAsync(new());
        Assert.Equal("Alex Agent: What do you sell?", timeline.Find(".detail h3").TextContent);
    }

    [Fact]
    public async Task A_filter_shows_some_and_says_when_nothing_fits()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        await using var page = new StaffContext(domain, People.Agent);
        var draft = await domain.PrepareAsync(20);
        await domain.CallAsync("get_order", new { order_id = "#W2378156" }, draft.ConversationId);
        var timeline = Draw(page, await domain.ReadAsync(draft.ConversationId));
        await timeline.Find("select").ChangeAsync(new() { Value = nameof(TimelineFilter.Prepared) });
        Assert.Equal("prepare_refund", Assert.Single(timeline.FindAll(".call")).GetAttribute("data-tool"));
        await timeline.Find("select").ChangeAsync(new() { Value = nameof(TimelineFilter.People) });
        Assert.Empty(timeline.FindAll(".call"));
        Assert.Contains("Nothing fits", timeline.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_call_that_was_asked_for_elsewhere_is_opened_even_where_the_filter_hides_it()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        await using var page = new StaffContext(domain, People.Agent);
        var conversation = await domain.ConversationAsync();
        await domain.CallAsync("get_order", new { order_id = "#W2378156" }, conversation);
        var wanted = await domain.CallAsync("list_products", new { }, conversation);
        var timeline = Draw(page, await domain.ReadAsync(conversation));
        await timeline.Find("select").ChangeAsync(new() { Value = nameof(TimelineFilter.Refused) });
        await timeline.InvokeAsync(() => timeline.Instance.ShowAsync(wanted.Id));
        Assert.Equal(["false", "true"], timeline.FindAll(".call button").Select(x => x.GetAttribute("aria-expanded")));
    }

    [Fact]
    public async Task A_row_of_a_turn_leads_to_its_message()
    {
        await using var domain = await TestDomain.CreateAsync(new ScriptedModel().Calls(("list_products", "{}")).Says("Done."));
        await using var page = new StaffContext(domain, People.Agent);
        TimelineRow? shown = null;
        var transcript = await domain.AskAsync("What do you sell?");
        var timeline = page.Render<Timeline>(x => x.Add(t => t.Transcript, transcript).Add(t => t.OnShowMessage, row => shown = row));
        await timeline.Find(".call button").ClickAsync(new());
        await timeline.Find("[data-show-message]").ClickAsync(new());
        Assert.Equal((transcript.Turns.Single().Turn.Id, 0), (shown!.TurnId, Assert.IsType<CallRow>(shown).Place));
    }

    private static IRenderedComponent<Timeline> Draw(StaffContext page, Transcript transcript) => page.Render<Timeline>(x => x.Add(t => t.Transcript, transcript));

    private static Transcript Transcript(TestDomain domain, ToolCall call)
    {
        var now = domain.Time.GetUtcNow();
        var transcript = new Transcript();
        transcript.Apply(new(new Conversation { Id = call.ConversationId, Title = "Test", OwnerId = "agent", OwnerName = "Alex Agent", CreatedAt = now, UpdatedAt = now, Revision = 1 }, [], [], [call], [], []));
        return transcript;
    }
}
