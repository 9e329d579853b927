using System.Text.RegularExpressions;
using FsCheck.Fluent;
using Microsoft.Extensions.AI;
using SupportAgent.Domain.Approvals;
using SupportAgent.Domain.Conversations;
using SupportAgent.Domain.Models.Offline;
using SupportAgent.Domain.Shop;
using SupportAgent.Domain.Tools;
using SupportAgent.Tests.Infrastructure;
using SupportAgent.Web.Components.Shared;
using Xunit;
using Xunit.Abstractions;

namespace SupportAgent.Tests.Models.Offline;

/// <summary>Whole conversations with the offline model, through the real loop and tools on the demo shop.</summary>
public sealed partial class OfflineDialogueTests(ITestOutputHelper output)
{
    [Fact]
    public async Task It_and_that_order_mean_the_order_last_spoken_of()
    {
        await using var domain = await TestDomain.CreateAsync();
        var talk = await domain.AskAsync("Status of #W2378156?");
        talk = await domain.AskAsync("What's in it?", talk.Conversation!.Id);
        Assert.Contains("Headphones", Last(talk), StringComparison.Ordinal);
        talk = await domain.AskAsync("Refund $20 of that order, it is defective", talk.Conversation!.Id);
        Assert.Equal("#W2378156", Assert.Single(talk.Drafts).SubjectId);
    }

    [Fact]
    public async Task A_question_back_is_answered_bit_by_bit()
    {
        await using var domain = await TestDomain.CreateAsync();
        var talk = await domain.AskAsync("I need a refund for a customer");
        Assert.Contains("Which order", Last(talk), StringComparison.Ordinal);
        talk = await domain.AskAsync("#W2378156", talk.Conversation!.Id);
        Assert.Contains("reason", Last(talk), StringComparison.Ordinal);
        talk = await domain.AskAsync("it arrived broken, 35 dollars please", talk.Conversation!.Id);
        var draft = Assert.Single(talk.Drafts);
        Assert.Equal(("#W2378156", 3500L), (draft.SubjectId, draft.Amount.Minor));
    }

    [Fact]
    public async Task A_customer_is_found_by_name_and_her_orders_are_listed()
    {
        await using var domain = await TestDomain.CreateAsync();
        var talk = await domain.AskAsync("Find the customer Yusuf Rossi and show the orders");
        Assert.Equal(["find_customer", "list_orders"], talk.ToolCalls.Select(x => x.Name));
        Assert.Contains("/orders/W2378156", Last(talk), StringComparison.Ordinal);
        talk = await domain.AskAsync("where is the first one?", talk.Conversation!.Id);
        Assert.Equal("get_order_status", talk.ToolCalls.Last().Name);
    }

    [Theory]
    [InlineData("find Rossi Yusuf")]
    [InlineData("who is yusuf_rossi_9620?")]
    [InlineData("find yusuf.rossi7301@example.com")]
    [InlineData("who placed order #W2378156?")]
    [InlineData("find the customer Rossi 19122")]
    public async Task A_customer_is_found_whatever_is_told_and_her_orders_can_be_asked_for(string sentence)
    {
        await using var domain = await TestDomain.CreateAsync();
        var talk = await domain.AskAsync(sentence);
        Assert.Contains("[Yusuf Rossi](/customers/yusuf_rossi_9620)", Last(talk), StringComparison.Ordinal);
        talk = await domain.AskAsync("show the orders", talk.Conversation!.Id);
        Assert.Contains("/orders/W2378156", Last(talk), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_single_name_can_be_a_first_or_a_last_name_and_all_who_have_it_are_one_list_to_choose_from()
    {
        await using var domain = await TestDomain.CreateAsync();
        await domain.Store.WriteAsync(db =>
        {
            db.Add(new Customer { Id = "zoe_quill_1", FirstName = "Zoe", LastName = "Quill", Email = "zoe@example.com", Address = new Address("1 Road", "", "Denver", "CO", "80201", "USA") });
            db.Add(new Customer { Id = "quill_zander_2", FirstName = "Quill", LastName = "Zander", Email = "quill@example.com", Address = new Address("2 Road", "", "Dallas", "TX", "75201", "USA") });
            return Task.CompletedTask;
        });
        var talk = await domain.AskAsync("find Quill");
        Assert.Contains("1. [Zoe Quill]", Last(talk), StringComparison.Ordinal);
        Assert.Contains("2. [Quill Zander]", Last(talk), StringComparison.Ordinal);
        talk = await domain.AskAsync("the second one", talk.Conversation!.Id);
        Assert.Contains("quill@example.com", Last(talk), StringComparison.Ordinal);
        Assert.DoesNotContain("zoe@example.com", Last(talk), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_zip_code_alone_is_asked_about_and_kept_for_the_name()
    {
        await using var domain = await TestDomain.CreateAsync();
        var talk = await domain.AskAsync("find the customer with zip code 19122");
        Assert.Contains("not enough", Last(talk), StringComparison.Ordinal);
        talk = await domain.AskAsync("Rossi", talk.Conversation!.Id);
        Assert.Contains("yusuf_rossi_9620", Last(talk), StringComparison.Ordinal);
        Assert.All(talk.ToolCalls, x => Assert.Contains("19122", x.Arguments, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_ticket_is_opened_listed_noted_on_assigned_and_closed_in_one_talk()
    {
        await using var domain = await TestDomain.CreateAsync();
        var talk = await domain.AskAsync("The lamp of #W2378156 is broken. Open a ticket about it.");
        Assert.Contains("\"The lamp of \\#W2378156 is broken\"", Last(talk), StringComparison.Ordinal);
        var id = talk.Conversation!.Id;
        Assert.Contains("Your note is on ticket [T-1001](/tickets/T-1001): \"She called \\*again\\*.\"", Last(await domain.AskAsync("add a note to it: She called *again*.", id)), StringComparison.Ordinal);
        Assert.Contains("assigned to Alex Agent", Last(await domain.AskAsync("assign it to me", id)), StringComparison.Ordinal);
        Assert.Contains("priority urgent", Last(await domain.AskAsync("set it to urgent", id)), StringComparison.Ordinal);
        Assert.Contains("is like that already", Last(await domain.AskAsync("set T-1001 to urgent", id)), StringComparison.Ordinal);

        var listed = Last(await domain.AskAsync("show my open tickets", id));
        Assert.Contains("There is 1 open ticket that you look after", listed, StringComparison.Ordinal);
        Assert.Contains("- [T-1001](/tickets/T-1001) · open · urgent · 2 Mar 2026 · assigned to Alex Agent: The lamp", listed, StringComparison.Ordinal);
        Assert.Contains("[T-1001]", Last(await domain.AskAsync("show the tickets of that order", id)), StringComparison.Ordinal);
        Assert.Contains("[T-1001]", Last(await domain.AskAsync("show her tickets", id)), StringComparison.Ordinal);
        Assert.Contains("She called \\*again\\*.", Last(await domain.AskAsync("show ticket T-1001", id)), StringComparison.Ordinal);

        Assert.Contains("is now **closed**", Last(await domain.AskAsync("close the ticket", id)), StringComparison.Ordinal);
        Assert.Contains("There is no open ticket", Last(await domain.AskAsync("list open tickets", id)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_note_or_a_change_still_misses_is_asked_and_taken()
    {
        await using var domain = await TestDomain.CreateAsync();
        await domain.CallAsync("create_support_ticket", new { category = "other", subject = "Late", message = "It is late.", priority = "normal" });
        var talk = await domain.AskAsync("add a note");
        var id = talk.Conversation!.Id;
        Assert.Contains("Which ticket", Last(talk), StringComparison.Ordinal);
        Assert.Contains("What should the note", Last(await domain.AskAsync("T-1001", id)), StringComparison.Ordinal);
        Assert.Contains("\"refund #W2378156? no\"".Replace("#", "\\#", StringComparison.Ordinal), Last(await domain.AskAsync("refund #W2378156? no", id)), StringComparison.Ordinal);
        Assert.Contains("What should change", Last(await domain.AskAsync("update ticket T-1001", id)), StringComparison.Ordinal);
        Assert.Contains("priority high, assigned to Pia Approver", Last(await domain.AskAsync("high, approver@example.test", id)), StringComparison.Ordinal);
        Assert.Contains("no account", Last(await domain.AskAsync("assign it to nobody.here@example.test", id)), StringComparison.Ordinal);
        await domain.AskAsync("add a note to T-1001", id);
        Assert.Contains("I leave it", Last(await domain.AskAsync("no, never mind", id)), StringComparison.Ordinal);
        Assert.Equal(["add_ticket_note", "update_ticket", "update_ticket"], (await domain.ReadAsync(id)).ToolCalls.Select(x => x.Name));
    }

    [Fact]
    public async Task Tickets_of_other_customers_are_counted_and_pointed_to_once_a_talk_is_about_one()
    {
        await using var domain = await TestDomain.CreateAsync();
        await domain.CallAsync("create_support_ticket", new { category = "other", subject = "Else", message = "Else.", priority = "normal", customer_id = "mei_ahmed_4909" });
        var talk = await domain.AskAsync("Status of #W2378156?");
        var answer = Last(await domain.AskAsync("list open tickets", talk.Conversation!.Id));
        Assert.Contains("There is no open ticket of this customer.", answer, StringComparison.Ordinal);
        Assert.Contains("1 more of other customers are on [the list of tickets](/tickets)", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_single_customers_tickets_are_listed_by_name()
    {
        await using var domain = await TestDomain.CreateAsync();
        await domain.CallAsync("create_support_ticket", new { category = "other", subject = "Late", message = "It is late.", priority = "normal", customer_id = "yusuf_rossi_9620" });
        await domain.CallAsync("create_support_ticket", new { category = "other", subject = "Else", message = "Else.", priority = "normal", customer_id = "mei_ahmed_4909" });
        var talk = await domain.AskAsync("show the tickets of Yusuf Rossi");
        Assert.Equal(["find_customer", "list_tickets"], talk.ToolCalls.Select(x => x.Name));
        Assert.Contains("[T-1001]", Last(talk), StringComparison.Ordinal);
        Assert.DoesNotContain("[T-1002]", Last(talk), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refund_above_what_is_left_is_explained_with_the_amount()
    {
        await using var domain = await TestDomain.CreateAsync();
        var talk = await domain.AskAsync("Refund $5000 of #W2378156, defective");
        Assert.Contains("$1,819.92", Last(talk), StringComparison.Ordinal);
        Assert.Empty(talk.Drafts);
        talk = await domain.AskAsync("then $50", talk.Conversation!.Id);
        Assert.Equal(5000, Assert.Single(talk.Drafts).Amount.Minor);
    }

    [Fact]
    public async Task An_order_that_does_not_exist_is_said_to_be_unknown()
    {
        await using var domain = await TestDomain.CreateAsync();
        Assert.Contains("no order", Last(await domain.AskAsync("Status of #W0000000")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_typed_yes_is_pointed_to_the_card()
    {
        await using var domain = await TestDomain.CreateAsync();
        var talk = await domain.AskAsync("Refund $20 of #W2378156, defective");
        talk = await domain.AskAsync("yes, do it", talk.Conversation!.Id);
        Assert.Contains("**Confirm**", Last(talk), StringComparison.Ordinal);
        Assert.Equal(DraftState.Pending, Assert.Single(talk.Drafts).State);
    }

    [Fact]
    public async Task An_outcome_can_be_asked_about_later()
    {
        await using var domain = await TestDomain.CreateAsync();
        var talk = await domain.AskAsync("Refund $20 of #W2378156, defective");
        await domain.ApproveAsync(talk.Drafts.Single(), People.Agent);
        await domain.UntilAsync(talk.Conversation!.Id, x => x.Turns.Count == 2 && x.Working is null);
        talk = await domain.AskAsync("how much was refunded of it?", talk.Conversation.Id);
        Assert.Contains("$20.00 refunded", Last(talk), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_question_about_the_rules_is_answered_with_the_passage_and_its_link()
    {
        await using var domain = await TestDomain.CreateAsync();
        var talk = await domain.AskAsync("Status of #W2378156?");
        talk = await domain.AskAsync("How long do refunds take?", talk.Conversation!.Id);
        Assert.Contains("> A refund takes effect as soon as it is approved.", Last(talk), StringComparison.Ordinal);
        Assert.Contains("[Refunds: How long a refund takes](/policies/refunds#how-long-a-refund-takes)", Last(talk), StringComparison.Ordinal);
        Assert.Contains("href=\"/policies/refunds#how-long-a-refund-takes\"", SafeMarkdown.ToHtml(Last(talk)), StringComparison.Ordinal);
        talk = await domain.AskAsync("Refund $20 of it, it is defective", talk.Conversation!.Id);
        Assert.Equal("#W2378156", Assert.Single(talk.Drafts).SubjectId);
    }

    [Fact]
    public async Task A_rule_that_no_policy_has_is_said_to_be_in_none()
    {
        await using var domain = await TestDomain.CreateAsync();
        Assert.Contains("No policy says anything about", Last(await domain.AskAsync("What are the rules about elephants?")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("/policies/x) [y](https://evil.example")]
    [InlineData("https://evil.example/policies/x")]
    public async Task A_link_that_is_no_passage_is_only_words(string link)
    {
        List<ChatMessage> messages = [new(ChatRole.User, "newsletter")];
        messages.AddRange((await new OfflineChatClient().GetResponseAsync(messages, OfflineSentencesTests.Offered())).Messages);
        var call = messages.SelectMany(x => x.Contents).OfType<FunctionCallContent>().Single();
        var result = new { passages = new[] { new { title = "A", section = "B", text = "# C\n> [d](/e)", link } } };
        messages.Add(new ChatMessage(ChatRole.Tool, [new FunctionResultContent(call.CallId, Domain.Json.Write(result))]));
        var html = SafeMarkdown.ToHtml((await new OfflineChatClient().GetResponseAsync(messages, OfflineSentencesTests.Offered())).Text);
        Assert.DoesNotContain("<a ", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<h1", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Markup_in_a_message_stays_text_and_breaks_nothing()
    {
        await using var domain = await TestDomain.CreateAsync();
        var talk = await domain.AskAsync("Open a ticket: <script>alert(1)</script> [click](javascript:alert(2)) ![x](https://evil.example/?q=1)");
        var call = Assert.Single(talk.ToolCalls);
        Assert.Equal(ToolCallStatus.Succeeded, call.Status);
        var html = SafeMarkdown.ToHtml(Last(talk));
        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<img", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("href=\"javascript", html, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("href=\"/tickets/T-1001\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_id_is_ever_made_up_and_every_turn_ends()
    {
        string[] words =
        [
            "refund", "status", "of", "order", "the", "customer", "her", "orders", "it", "ticket", "open", "where", "is", "and", "W123", "#W99999999", "12", "$20", "1234567",
            "W2378156", "defective", "never", "arrived", "yes", "Rossi", "Mei", "find", "show", "about", "?", ",", "cancel", "execute_refund", "T-7", "tickets", "close", "note", "assign", "to me", "urgent", "a_b_1", "x@y.example", "first", "one", "half",
        ];
        await using var domain = await TestDomain.CreateAsync(settings: new Dictionary<string, string?> { ["Limits:MessagesPerMinute"] = "1000" });
        var messages = Gen.Elements(words).ArrayOf(9).Select(x => string.Join(' ', x)).ArrayOf(4);
        Prop.ForAll(messages.ToArbitrary(), talk =>
        {
            TalkAsync(domain, talk).GetAwaiter().GetResult();
            return true;
        }).Check(output, cases: 15);
    }

    [Fact]
    public async Task A_very_long_message_is_answered()
    {
        var noise = string.Concat(Enumerable.Repeat("refund, and #W12 (status) a.b@c-d_e 1,2,3. ", 500));
        var response = await new OfflineChatClient().GetResponseAsync(noise, OfflineSentencesTests.Offered());
        Assert.NotEmpty(response.Messages);
    }

    [Theory]
    [InlineData("timed_out", "too long")]
    [InlineData("tool_failed", "did not work")]
    [InlineData("rate_limited", "had to stop")]
    [InlineData("not_permitted", "not allowed")]
    [InlineData("not_found", "Because.")]
    public async Task Each_error_of_a_tool_is_explained_and_not_tried_again(string code, string words)
    {
        List<ChatMessage> messages = [new(ChatRole.User, "Status of #W2378156")];
        var first = await new OfflineChatClient().GetResponseAsync(messages, OfflineSentencesTests.Offered());
        messages.AddRange(first.Messages);
        var call = first.Messages.SelectMany(x => x.Contents).OfType<FunctionCallContent>().Single();
        messages.Add(new ChatMessage(ChatRole.Tool, [new FunctionResultContent(call.CallId, $$"""{"error":"{{code}}","message":"Because."}""")]));
        var second = await new OfflineChatClient().GetResponseAsync(messages, OfflineSentencesTests.Offered());
        Assert.Empty(second.Messages.SelectMany(x => x.Contents).OfType<FunctionCallContent>());
        Assert.Contains(words, second.Text, StringComparison.Ordinal);
        Assert.Contains("Because.", second.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_is_streamed_in_pieces_and_stops_when_asked()
    {
        using var stop = new CancellationTokenSource();
        var pieces = 0;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in new OfflineChatClient().GetStreamingResponseAsync("what can you do?", cancellationToken: stop.Token))
                if (++pieces == 3) await stop.CancelAsync();
        });
        Assert.Equal(3, pieces);
    }

    private static async Task TalkAsync(TestDomain domain, IEnumerable<string> messages)
    {
        Guid? conversation = null;
        foreach (var text in messages)
        {
            var after = await domain.AskAsync(text, conversation);
            conversation = after.Conversation!.Id;
            var known = string.Concat(after.Turns.SelectMany(x => x.Messages).Select(x => x.Text)) + string.Concat(after.ToolCalls.Select(x => x.Result));
            Assert.All(
                after.ToolCalls.Where(x => x.Origin == ToolOrigin.Model).SelectMany(x => Ids().Matches(x.Arguments)).Select(x => x.Value[^7..]),
                id => Assert.Contains(id, known, StringComparison.OrdinalIgnoreCase));
            Assert.All(after.Turns, x => Assert.Equal(TurnState.Completed, x.Turn.State));
            Assert.DoesNotContain(after.ToolCalls, x => x is { Name: "execute_refund", Origin: ToolOrigin.Model });
            Assert.DoesNotContain(after.ToolCalls, x => x.Code is ErrorCode.InvalidJson);
            // a tool that was left out of a round is asked for once more, in the round that has it
            Assert.All(after.ToolCalls.Where(x => x.Code == ErrorCode.UnknownTool), x => Assert.Contains(
                after.ToolCalls, y => y.TurnId == x.TurnId && y.Name == x.Name && y.Arguments == x.Arguments && y.Round == x.Round + 1 && y.Code != ErrorCode.UnknownTool));
        }
    }

    private static string Last(Transcript talk) => talk.Turns.Last().Answers.Last().Text;

    [GeneratedRegex(@"#W\d{7}", RegexOptions.NonBacktracking)]
    private static partial Regex Ids();
}
