using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using SupportAgent.Domain;
using SupportAgent.Domain.Agent;
using SupportAgent.Domain.Conversations;
using SupportAgent.Domain.Handover;
using SupportAgent.Domain.Store;
using SupportAgent.Tests.Infrastructure;
using SupportAgent.Web.Components.Chat;
using SupportAgent.Web.Components.Pages;
using SupportAgent.Web.Components.Shared;
using Xunit;

namespace SupportAgent.Tests.Components;

/// <summary>What stands in a chat besides the words: versions, opinions, replies, suggestions, prompts.</summary>
public sealed class TurnListTests
{
    [Fact]
    public async Task An_edited_message_leads_to_its_earlier_versions_and_back()
    {
        await using var domain = await TestDomain.CreateAsync(new ScriptedModel().Says("old answer").Says("later").Says("new answer"));
        var first = (await domain.AskAsync("old")).Turns.Single().Turn;
        await domain.AskAsync("what followed", first.ConversationId);
        await domain.Get<MessageEdits>().EditAsync(first.Id, "new", People.Agent);
        await using var page = new StaffContext(domain, People.Agent);
        var list = Draw(page, await domain.SettledAsync(first.ConversationId));
        Assert.Equal(["new"], list.FindAll(".person .text").Select(x => x.TextContent));
        Assert.Contains("2 of 2", list.Find(".versions").TextContent, StringComparison.Ordinal);

        await list.Find("[aria-label='Earlier version of this message']").ClickAsync(new());
        Assert.Equal(["old", "what followed"], list.FindAll(".person .text").Select(x => x.TextContent));
        Assert.Contains("Earlier version of this message, 1 of 2", list.Find(".versions").TextContent, StringComparison.Ordinal);
        Assert.Empty(list.FindAll("[data-edit], [data-reply]"));
        Assert.Contains("does not see it", list.Find(".left").TextContent, StringComparison.Ordinal);

        await list.Find("[data-current]").ClickAsync(new());
        Assert.Equal(["new"], list.FindAll(".person .text").Select(x => x.TextContent));
        Assert.NotEmpty(list.FindAll("[data-edit]"));
    }

    [Fact]
    public async Task A_message_is_edited_in_its_place_and_a_refusal_keeps_the_text()
    {
        await using var domain = await TestDomain.CreateAsync(new ScriptedModel().Says("one").Says("two"));
        var transcript = await domain.AskAsync("first");
        await using var page = new StaffContext(domain, People.Agent);
        var list = Draw(page, transcript);
        await list.Find("[data-edit]").ClickAsync(new());
        await list.Find(".editor textarea").ChangeAsync(new() { Value = "  " });
        await list.Find(".editor").SubmitAsync();
        Assert.Contains("Write a message", list.Find(".editor [role=alert]").TextContent, StringComparison.Ordinal);
        await list.Find(".editor textarea").ChangeAsync(new() { Value = "second" });
        await list.Find(".editor").SubmitAsync();
        Assert.Equal("second", (await domain.SettledAsync(transcript.Conversation!.Id)).Turns.Single().Question!.Text);
    }

    [Fact]
    public async Task The_cards_of_many_drafts_cost_as_many_queries_as_that_of_one()
    {
        var commands = new CommandCount();
        (string, string) Refund(int amount) => ("prepare_refund", Json.Write(new { order_id = "#W2378156", reason = "defective", amount }));
        var model = new ScriptedModel().Calls(Refund(300)).Says("one").Calls(Refund(301), Refund(302), Refund(303)).Says("three");
        await using var domain = await TestDomain.CreateAsync(model, more: x => x.ConfigureDbContext<SupportDb>(options => options.AddInterceptors(commands)));
        var (one, three) = (await domain.AskAsync("one"), await domain.AskAsync("three"));
        await using var page = new StaffContext(domain, People.Agent);

        async Task<int> CostAsync(Transcript transcript, int cards)
        {
            var before = commands.Count;
            var list = Draw(page, transcript);
            list.WaitForAssertion(() => Assert.Equal(cards, list.FindAll("[data-draft] .hints").Count));
            Assert.Equal(cards, list.FindAll("[data-draft] [data-act=deny]").Count);
            return commands.Count - before;
        }

        await CostAsync(one, 1); // what is kept from then on
        Assert.Equal(await CostAsync(one, 1), await CostAsync(three, 3));
    }

    [Fact]
    public async Task In_a_closed_conversation_nothing_is_edited_or_written()
    {
        await using var domain = await TestDomain.CreateAsync(new ScriptedModel().Says("one"));
        var id = (await domain.AskAsync("first")).Conversation!.Id;
        await domain.Get<ConversationDesk>().CloseAsync(id, People.Agent);
        await using var page = new StaffContext(domain, People.Agent);
        var list = Draw(page, await domain.ReadAsync(id));
        Assert.Empty(list.FindAll("[data-edit], [data-reply], [data-suggestion]"));
        Assert.NotEmpty(list.FindAll("[data-rate]"));
    }

    [Fact]
    public async Task A_thumb_is_stored_commented_and_taken_back()
    {
        await using var domain = await TestDomain.CreateAsync(new ScriptedModel().Says("one"));
        var id = (await domain.AskAsync("first")).Conversation!.Id;
        await using var page = new StaffContext(domain, People.Agent);
        var list = Draw(page, await domain.ReadAsync(id));
        await list.Find("[data-rate=bad]").ClickAsync(new());
        Assert.Equal("true", list.Find("[data-rate=bad]").GetAttribute("aria-pressed"));
        await list.Find(".comment textarea").ChangeAsync(new() { Value = "It is <b>wrong</b>." });
        await list.Find(".comment").SubmitAsync();
        Assert.Contains("It is <b>wrong</b>.", list.Find(".said").TextContent, StringComparison.Ordinal);
        Assert.Equal("It is <b>wrong</b>.", (await domain.Get<FeedbackDesk>().OfAsync(id, People.Agent.Id)).Values.Single().Comment);
        await list.Find("[data-rate=bad]").ClickAsync(new());
        Assert.Empty(await domain.Get<FeedbackDesk>().OfAsync(id, People.Agent.Id));
        Assert.Equal("false", list.Find("[data-rate=bad]").GetAttribute("aria-pressed"));
    }

    [Fact]
    public async Task A_reply_is_written_shown_as_a_card_and_added_to_the_linked_ticket()
    {
        await using var domain = await TestDomain.CreateAsync();
        var id = (await domain.AskAsync("What is the status of order #W2378156?")).Conversation!.Id;
        await domain.CallAsync("create_support_ticket", new { category = "other", subject = "Late", message = "It is late.", priority = "low" }, id);
        await domain.Get<ConversationDesk>().LinkAsync(id, null, People.Agent);
        await using var page = new StaffContext(domain, People.Agent);
        var list = Draw(page, await domain.ReadAsync(id));
        await list.Find("[data-reply]").ClickAsync(new());
        Assert.StartsWith("Hi Yusuf", list.Find("[data-reply-card] textarea").GetAttribute("value"), StringComparison.Ordinal);
        Assert.Empty(list.FindAll("[data-add-note]"));

        await domain.Get<ConversationDesk>().LinkAsync(id, "T-1001", People.Agent);
        var linked = await domain.ReadAsync(id);
        list.Render(x => x.Add(t => t.Transcript, linked));
        await list.Find("[data-add-note]").ClickAsync(new());
        var added = await domain.ReadAsync(id);
        list.Render(x => x.Add(t => t.Transcript, added));
        Assert.Contains("Added to T-1001", list.Find("[data-reply-card]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_suggestion_fills_the_composer_and_sends_nothing()
    {
        await using var domain = await TestDomain.CreateAsync();
        var transcript = await domain.AskAsync("What is the status of order #W2378156?");
        await using var page = new StaffContext(domain, People.Agent);
        string? filled = null;
        var list = page.Render<TurnList>(x => x.Add(t => t.Transcript, transcript).Add(t => t.OnSuggest, EventCallback.Factory.Create<string>(this, text => filled = text)));
        await list.FindAll("[data-suggestion]").First(x => x.TextContent == "Return items").ClickAsync(new());
        Assert.Equal("Return items of order #W2378156: ", filled);
        Assert.Single((await domain.ReadAsync(transcript.Conversation!.Id)).Turns);
    }

    [Fact]
    public async Task A_citation_opens_its_passage_and_one_that_leads_nowhere_does_not()
    {
        await using var domain = await TestDomain.CreateAsync(new ScriptedModel().Says("one"));
        var transcript = await domain.AskAsync("first");
        await using var page = new StaffContext(domain, People.Agent);
        var list = Draw(page, transcript);
        var passage = domain.Get<SupportAgent.Domain.Policies.PolicyLibrary>().All.SelectMany(x => x.Passages).First();
        Assert.True(await list.InvokeAsync(() => list.Instance.ShowPassage(passage.Link)));
        Assert.Contains(passage.Title, list.Find("[role=dialog] header").TextContent, StringComparison.Ordinal);
        await list.Find("[aria-label='Close the passage']").ClickAsync(new());
        Assert.Empty(list.FindAll("[role=dialog]"));
        Assert.False(await list.InvokeAsync(() => list.Instance.ShowPassage("/policies/none#nowhere")));
    }

    [Fact]
    public async Task The_commands_hold_the_order_at_hand_and_the_prompts_of_the_team()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        await domain.Get<PromptDesk>().AddAsync("greeting", "Good day!", People.Agent);
        await using var page = new StaffContext(domain, People.Agent);
        page.SetRendererInfo(new RendererInfo("Server", isInteractive: true));
        var list = page.Render<CommandList>(x => x.Add(t => t.OrderAtHand, "#W2378156"));
        list.WaitForElement("[data-name=greeting]");
        Assert.Equal("Good day!", list.Find("[data-name=greeting]").GetAttribute("data-fill"));
        Assert.Equal("What is the status of order #W2378156?", list.Find("[data-name=order]").GetAttribute("data-fill"));
        Assert.Equal("/ticket ", list.Find("[data-name=ticket]").GetAttribute("data-fill"));
        Assert.Equal("/reply ", list.Find("[data-name=reply]").GetAttribute("data-fill"));
    }

    [Fact]
    public async Task The_page_of_prompts_adds_changes_and_deletes_and_only_an_admin_sets_the_tone()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        await using var page = new StaffContext(domain, People.Agent);
        var prompts = page.Render<Prompts>();
        prompts.WaitForElement("#prompt-name-new");
        await prompts.Find("#prompt-name-new").ChangeAsync(new() { Value = "greeting" });
        await prompts.Find("#prompt-text-new").ChangeAsync(new() { Value = "Good day!" });
        await prompts.Find("form.prompt").SubmitAsync();
        Assert.Equal("Good day!", prompts.WaitForElement("[data-prompt=greeting] .text").TextContent);
        Assert.True(prompts.Find("#reply-tone").HasAttribute("disabled"));
        await prompts.Find("[aria-label='Delete greeting']").ClickAsync(new());
        await prompts.Find("[data-delete]").ClickAsync(new());
        prompts.WaitForAssertion(() => Assert.Empty(prompts.FindAll("[data-prompt]")));
        Assert.Empty(await domain.Get<PromptDesk>().ListAsync());

        await using var other = new StaffContext(domain, People.Admin);
        var admin = other.Render<Prompts>();
        await admin.WaitForElement("#reply-tone").ChangeAsync(new() { Value = "Formal" });
        Assert.Equal(ReplyTone.Formal, await domain.Get<ReplyTones>().CurrentAsync());
    }

    [Fact]
    public async Task The_page_of_feedback_shows_verdict_comment_answer_and_the_way_to_the_conversation()
    {
        await using var domain = await TestDomain.CreateAsync(new ScriptedModel().Says("**Made up**"));
        var answer = (await domain.AskAsync("first")).Turns.Single().Answers.Single();
        await domain.Get<FeedbackDesk>().GiveAsync(answer.Id, FeedbackVerdict.Bad, "Not true", People.Agent);
        await using var page = new StaffContext(domain, People.Admin);
        var row = page.Render<FeedbackPage>().WaitForElement("[data-verdict=bad]");
        Assert.Contains("Not true", row.TextContent, StringComparison.Ordinal);
        Assert.Equal("Made up", row.QuerySelector("strong:not(header strong)")!.TextContent);
        Assert.Equal($"/conversations/{answer.ConversationId}", row.QuerySelector("a")!.GetAttribute("href"));
        await using var other = new StaffContext(domain, People.Agent);
        Assert.Contains("No feedback", other.Render<FeedbackPage>().Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Long_code_is_folded_short_code_is_not_and_citations_are_marked()
    {
        var lines = string.Join('\n', Enumerable.Range(1, 13).Select(x => $"line <{x}>"));
        Assert.Contains("<details class=\"folded\"><summary>JSON, 13 lines</summary>", SafeMarkdown.ToHtml($"```json\n{lines}\n```"), StringComparison.Ordinal);
        Assert.DoesNotContain("<details", SafeMarkdown.ToHtml("```\none\ntwo\n```"), StringComparison.Ordinal);
        Assert.DoesNotContain("<13>", SafeMarkdown.ToHtml($"```\n{lines}\n```"), StringComparison.Ordinal);
        Assert.DoesNotContain("<b>", SafeMarkdown.ToHtml($"```<b>\n{lines}\n```"), StringComparison.Ordinal);
        Assert.Contains("class=\"citation\"", SafeMarkdown.ToHtml("[Returns](/policies/returns#within-30-days)"), StringComparison.Ordinal);
        Assert.DoesNotContain("citation", SafeMarkdown.ToHtml("[#W1](/orders/W1)"), StringComparison.Ordinal);
        Assert.Contains("<table tabindex=\"0\">", SafeMarkdown.ToHtml("|a|b|\n|-|-|\n|1|2|"), StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_said_before_stays_the_same_as_an_answer_grows()
    {
        var before = SafeMarkdown.ToBlocks("First.\n\n- one\n- two\n\nThe la");
        var after = SafeMarkdown.ToBlocks("First.\n\n- one\n- two\n\nThe last word.");
        Assert.Equal(before.Take(2), after.Take(2));
        Assert.Equal(3, after.Count);
    }

    private static IRenderedComponent<TurnList> Draw(StaffContext page, Transcript transcript) => page.Render<TurnList>(x => x.Add(t => t.Transcript, transcript));
}
