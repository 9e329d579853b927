using SupportAgent.Domain.Agent;
using SupportAgent.Domain.Conversations;
using SupportAgent.Domain.Handover;
using SupportAgent.Domain.Tickets;
using SupportAgent.Tests.Infrastructure;
using Xunit;

namespace SupportAgent.Tests.Agent;

/// <summary>Messages to customers: written, kept, put into tickets.</summary>
public sealed class ReplyDeskTests
{
    [Theory]
    [InlineData(ReplyTone.Friendly, "Hi Yusuf,")]
    [InlineData(ReplyTone.Formal, "Dear Yusuf Rossi,")]
    [InlineData(ReplyTone.Brief, "Order #W2378156")]
    public async Task The_offline_model_writes_in_the_tone_that_is_set(ReplyTone tone, string opening)
    {
        await using var domain = await TestDomain.CreateAsync();
        var id = (await domain.AskAsync("What is the status of order #W2378156?")).Conversation!.Id;
        Assert.Null(await domain.Get<ReplyTones>().SetAsync(tone, People.Admin));
        Assert.Null(await domain.Get<ReplyDesk>().WriteAsync(id, null, null, People.Agent));
        var reply = Assert.Single(await domain.Get<ReplyDesk>().ListAsync(id));
        Assert.StartsWith(opening, reply.Text, StringComparison.Ordinal);
        Assert.Contains("delivered", reply.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("](", reply.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("\\", reply.Text, StringComparison.Ordinal);
        Assert.Equal(tone, reply.Tone);
    }

    [Fact]
    public async Task A_draft_that_waits_is_never_told_as_done_and_one_that_was_executed_is()
    {
        await using var domain = await TestDomain.CreateAsync();
        var transcript = await domain.AskAsync("Refund $20 of #W2378156, defective");
        var id = transcript.Conversation!.Id;
        Assert.Null(await domain.Get<ReplyDesk>().WriteAsync(id, null, null, People.Agent));
        await domain.ApproveAsync(transcript.Drafts.Single());
        await domain.SettledAsync(id);
        Assert.Null(await domain.Get<ReplyDesk>().WriteAsync(id, null, null, People.Agent));
        var replies = await domain.Get<ReplyDesk>().ListAsync(id);
        Assert.Contains("We are looking at this", replies[0].Text, StringComparison.Ordinal);
        Assert.DoesNotContain("This is done", replies[0].Text, StringComparison.Ordinal);
        Assert.Contains("This is done", replies[1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_model_gets_no_tools_the_tone_the_wish_and_the_branch_that_counts()
    {
        var model = new ScriptedModel().Says("old answer").Says("new answer").Fills("""Here: {"reply":"Hello there"}""").Fills("just text");
        await using var domain = await TestDomain.CreateAsync(model);
        var first = (await domain.AskAsync("old question")).Turns.Single();
        var id = first.Turn.ConversationId;
        await domain.Get<MessageEdits>().EditAsync(first.Turn.Id, "new question", People.Agent);
        await domain.SettledAsync(id);
        Assert.Null(await domain.Get<ReplyDesk>().WriteAsync(id, null, "mention the delay", People.Agent));
        Assert.Null(await domain.Get<ReplyDesk>().WriteAsync(id, null, null, People.Agent));

        var (messages, options) = model.Forms.First();
        Assert.Null(options.Tools);
        Assert.Contains("mention the delay", messages[^1].Text, StringComparison.Ordinal);
        Assert.Contains("\"tone\":\"friendly\"", messages[^1].Text, StringComparison.Ordinal);
        Assert.Contains("new answer", messages[^1].Text, StringComparison.Ordinal);
        Assert.DoesNotContain("old", messages[^1].Text, StringComparison.Ordinal);
        Assert.Equal(["Hello there", "just text"], (await domain.Get<ReplyDesk>().ListAsync(id)).Select(x => x.Text));
    }

    [Fact]
    public async Task Before_an_answer_there_is_nothing_to_write_and_a_model_that_breaks_is_a_sentence()
    {
        var model = new ScriptedModel().Says("fine").FillsBy(_ => throw new HttpRequestException("secret of the server"));
        await using var domain = await TestDomain.CreateAsync(model);
        Assert.Contains("no answer yet", await domain.Get<ReplyDesk>().WriteAsync(await domain.ConversationAsync(), null, null, People.Agent), StringComparison.Ordinal);
        var id = (await domain.AskAsync("hello")).Conversation!.Id;
        var problem = await domain.Get<ReplyDesk>().WriteAsync(id, null, null, People.Agent);
        Assert.NotNull(problem);
        Assert.DoesNotContain("secret", problem, StringComparison.Ordinal);
        Assert.Empty(await domain.Get<ReplyDesk>().ListAsync(id));
    }

    [Fact]
    public async Task It_goes_into_the_linked_ticket_as_one_note_and_without_a_ticket_nowhere()
    {
        await using var domain = await TestDomain.CreateAsync();
        var id = (await domain.AskAsync("What is the status of order #W2378156?")).Conversation!.Id;
        var ticket = await domain.CallAsync("create_support_ticket", new { category = "other", subject = "Late", message = "It is late.", priority = "low" }, id);
        Assert.Equal(ToolCallStatus.Succeeded, ticket.Status);
        var desk = domain.Get<ReplyDesk>();
        await desk.WriteAsync(id, null, null, People.Agent);
        var reply = (await desk.ListAsync(id)).Single();
        await domain.Get<ConversationDesk>().LinkAsync(id, null, People.Agent);
        Assert.Contains("no ticket", await desk.AddToTicketAsync(reply.Id, reply.Text, People.Agent), StringComparison.Ordinal);
        await domain.Get<ConversationDesk>().LinkAsync(id, "T-1001", People.Agent);
        Assert.NotNull(await desk.AddToTicketAsync(reply.Id, "  ", People.Agent));
        Assert.Null(await desk.AddToTicketAsync(reply.Id, reply.Text + " Changed.", People.Agent));
        Assert.Contains("already", await desk.AddToTicketAsync(reply.Id, reply.Text, People.Agent), StringComparison.Ordinal);
        Assert.Equal("T-1001", (await desk.ListAsync(id)).Single().TicketId);
        Assert.Single(await domain.AuditAsync(), x => x.Action == TicketsPlugin.AddNote);
    }

    [Fact]
    public async Task Only_an_admin_sets_the_tone_and_the_audit_says_so()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        Assert.NotNull(await domain.Get<ReplyTones>().SetAsync(ReplyTone.Formal, People.Approver));
        Assert.Equal(ReplyTone.Friendly, await domain.Get<ReplyTones>().CurrentAsync());
        Assert.Null(await domain.Get<ReplyTones>().SetAsync(ReplyTone.Formal, People.Admin));
        Assert.Equal(ReplyTone.Formal, await domain.Get<ReplyTones>().CurrentAsync());
        Assert.Contains("formal", Assert.Single(await domain.AuditAsync(), x => x.Action == ReplyTones.Act).Arguments, StringComparison.Ordinal);
    }
}
