using SupportAgent.Domain.Overview;
using SupportAgent.Tests.Infrastructure;
using Xunit;

namespace SupportAgent.Tests.Overview;

public sealed class ConversationSummaryTests
{
    [Fact]
    public async Task It_tells_the_customer_what_was_asked_what_was_done_and_what_is_open()
    {
        await using var domain = await TestDomain.CreateAsync();
        var conversation = (await domain.AskAsync("Refund $20 of #W2378156, defective")).Conversation!.Id;
        await domain.AskAsync("Open a ticket about it: the parcel was open", conversation);
        var summary = await SummariseAsync(domain, conversation);
        Assert.StartsWith("Yusuf Rossi (yusuf_rossi_9620), ", summary.Customer, StringComparison.Ordinal);
        Assert.Equal("Alex Agent: Refund $20 of #W2378156, defective", summary.Asked[0]);
        Assert.Equal(["Created ticket T-1001: the parcel was open"], summary.Done);
        Assert.Equal(2, summary.Open.Count);
        Assert.EndsWith("waits for 1 approval", summary.Open[0], StringComparison.Ordinal);
        Assert.StartsWith("Ticket T-1001 (open)", summary.Open[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_decided_is_done_and_open_no_more()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        var conversation = await domain.ConversationAsync();
        await domain.ApproveAsync(await domain.PrepareAsync(20, conversationId: conversation));
        await domain.DenyAsync(await domain.PrepareAsync(30, conversationId: conversation), "Not covered");
        await domain.PrepareAsync(40, conversationId: conversation);
        domain.Time.Advance(TimeSpan.FromDays(1));
        var summary = await SummariseAsync(domain, conversation);
        Assert.Collection(
            summary.Done,
            x => Assert.EndsWith("approved by Pia Approver, and carried out", x, StringComparison.Ordinal),
            x => Assert.EndsWith("denied by Pia Approver, “Not covered”", x, StringComparison.Ordinal),
            x => Assert.EndsWith("expired before anybody decided", x, StringComparison.Ordinal));
        Assert.Equal(["The agent is at work on the last message"], summary.Open); // it is to tell the outcomes
    }

    [Fact]
    public async Task A_turn_without_an_answer_is_open_and_many_lines_are_cut_at_the_front()
    {
        await using var domain = await TestDomain.CreateAsync(new ScriptedModel().Breaks(new HttpRequestException("No")));
        var conversation = (await domain.AskAsync("Question 0")).Conversation!.Id;
        Assert.Contains("got no whole answer: Question 0", Assert.Single((await SummariseAsync(domain, conversation)).Open), StringComparison.Ordinal);
        for (var i = 1; i < 15; i++) await domain.AskAsync($"Question {i}", conversation);
        var asked = (await SummariseAsync(domain, conversation)).Asked;
        Assert.Equal((13, "… 3 more before", "Alex Agent: Question 14"), (asked.Count, asked[0], asked[^1]));
    }

    [Fact]
    public void As_text_it_can_be_copied() => Assert.Equal(
        """
        Customer: none yet
        Asked:
        - Alex Agent: Hello
        Done: nothing
        Open: nothing
        """.ReplaceLineEndings(), new ConversationSummary(null, ["Alex Agent: Hello"], [], []).ToText());

    private static async Task<ConversationSummary> SummariseAsync(TestDomain domain, Guid conversation)
    {
        var transcript = await domain.ReadAsync(conversation);
        var now = domain.Time.GetUtcNow();
        var customer = transcript.Conversation!.CustomerId is { } id ? await domain.Store.ReadAsync(db => db.FindOverviewAsync(id, now)) : null;
        return ConversationSummary.Of(transcript, domain.Get<CallTitles>(), customer, now);
    }
}
