using SupportAgent.Domain.Access;
using SupportAgent.Domain.Conversations;
using SupportAgent.Domain.Handover;
using SupportAgent.Domain.Tools;
using SupportAgent.Tests.Infrastructure;
using Xunit;

namespace SupportAgent.Tests.Handover;

public sealed class HandoverTests
{
    [Fact]
    public async Task A_conversation_that_is_handed_over_waits_in_the_queue_with_its_summary_until_somebody_takes_it()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        var conversation = await domain.ConversationAsync();
        Assert.Equal(ToolCallStatus.Succeeded, (await domain.CallAsync("transfer_to_human", new { summary = "Yusuf wants to talk to a person." }, conversation)).Status);
        Assert.Equal([conversation], (await QueueAsync(domain)).Select(x => x.Id));
        Assert.Equal("Yusuf wants to talk to a person.", (await domain.Get<HandoverDesk>().FindAsync(conversation))!.Summary);

        Assert.Null(await domain.Get<HandoverDesk>().TakeAsync(conversation, People.OtherAgent));
        Assert.Empty(await QueueAsync(domain));
        Assert.Equal(People.OtherAgent.Id, (await domain.ReadAsync(conversation)).Conversation!.OwnerId);
        Assert.Equal(People.OtherAgent.Name, (await domain.Get<HandoverDesk>().FindAsync(conversation))!.TakenByName);
        var record = Assert.Single(await domain.AuditAsync(), x => x.Action == HandoverDesk.Act);
        Assert.Equal((People.OtherAgent.Id, (Guid?)conversation), (record.PersonId, record.ConversationId));
    }

    [Fact]
    public async Task Of_many_who_take_it_over_at_once_one_gets_it_and_the_others_hear_who()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        var conversation = await domain.ConversationAsync();
        await domain.CallAsync("transfer_to_human", new { summary = "x" }, conversation);
        var answers = await Task.WhenAll(People.Staff.Select(x => Task.Run(() => domain.Get<HandoverDesk>().TakeAsync(conversation, x))));
        Assert.Single(answers, x => x is null);
        Assert.All(answers.Where(x => x is not null), x => Assert.Contains("was faster", x, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_conversation_waits_once_and_can_be_handed_over_again_later()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        var conversation = await domain.ConversationAsync();
        await domain.CallAsync("transfer_to_human", new { summary = "x" }, conversation);
        Assert.Equal(ErrorCode.PolicyViolation, (await domain.CallAsync("transfer_to_human", new { summary = "y" }, conversation)).Code);
        await domain.Get<HandoverDesk>().TakeAsync(conversation, People.Agent);
        Assert.Equal(ToolCallStatus.Succeeded, (await domain.CallAsync("transfer_to_human", new { summary = "z" }, conversation)).Status);
        Assert.Equal("z", (await domain.Get<HandoverDesk>().FindAsync(conversation))!.Summary);
    }

    [Fact]
    public async Task Who_has_no_rights_takes_nothing_over()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        var conversation = await domain.ConversationAsync();
        Assert.Equal("This conversation was not handed over.", await domain.Get<HandoverDesk>().TakeAsync(conversation, People.Agent));
        await domain.CallAsync("transfer_to_human", new { summary = "x" }, conversation);
        Assert.NotNull(await domain.Get<HandoverDesk>().TakeAsync(conversation, new Actor("stranger", "Stranger", People.Admin.Roles)));
        Assert.Single(await QueueAsync(domain));
        Assert.DoesNotContain(await domain.AuditAsync(), x => x.Action == HandoverDesk.Act);
    }

    private static Task<IReadOnlyList<ConversationRow>> QueueAsync(TestDomain domain) =>
        domain.Get<ConversationSearch>().FindAsync(new ConversationQuery { Shown = ConversationsShown.HandedOver }, People.Agent, 100);
}
