using SupportAgent.Domain.Access;
using SupportAgent.Domain.Audit;
using SupportAgent.Domain.Conversations;
using SupportAgent.Domain.Handover;
using SupportAgent.Domain.Tools;
using SupportAgent.Tests.Infrastructure;
using Xunit;

namespace SupportAgent.Tests.Handover;

public sealed class ConversationDeskTests : IAsyncLifetime
{
    private TestDomain _domain = null!;
    private Guid _id;

    public async Task InitializeAsync()
    {
        _domain = await TestDomain.CreateAsync(running: false);
        _id = await _domain.ConversationAsync();
    }

    public async Task DisposeAsync() => await _domain.DisposeAsync();

    [Fact]
    public async Task A_title_is_one_line_of_some_length()
    {
        Assert.Null(await Desk.RenameAsync(_id, "  The lamp\n of Yusuf ", People.Agent));
        Assert.Equal("The lamp of Yusuf", (await StoredAsync()).Title);
        Assert.NotNull(await Desk.RenameAsync(_id, " \n ", People.Agent));
        Assert.NotNull(await Desk.RenameAsync(_id, new string('x', Conversation.TitleLength + 1), People.Agent));
        Assert.Equal("The lamp of Yusuf", (await StoredAsync()).Title);
        Assert.Equal(ConversationDesk.Rename, (await AuditedAsync()).Single().Action);
    }

    [Fact]
    public async Task A_closed_conversation_takes_a_message_only_after_it_was_reopened()
    {
        Assert.Null(await Desk.CloseAsync(_id, People.OtherAgent));
        Assert.Equal(People.OtherAgent.Name, (await StoredAsync()).ClosedByName);
        var refused = await _domain.SubmitAsync("Hello?", _id);
        Assert.Equal((ErrorCode.PolicyViolation, null), (refused.Code, refused.TurnId));
        Assert.Empty((await _domain.ReadAsync(_id)).Turns);

        Assert.Null(await Desk.ReopenAsync(_id, People.Agent));
        Assert.Null((await _domain.SubmitAsync("Hello?", _id)).Problem);
        Assert.Equal([ConversationDesk.Close, ConversationDesk.Reopen], (await AuditedAsync()).Select(x => x.Action));
    }

    [Fact]
    public async Task What_changes_nothing_leaves_no_record()
    {
        Assert.Null(await Desk.ReopenAsync(_id, People.Agent));
        Assert.Null(await Desk.AssignAsync(_id, People.Agent.Id, People.Agent));
        Assert.Null(await Desk.RenameAsync(_id, "Test", People.Agent));
        Assert.Null(await Desk.LinkAsync(_id, null, People.Agent));
        Assert.Empty(await AuditedAsync());
    }

    [Fact]
    public async Task It_can_be_given_to_a_colleague_who_takes_over_what_waited()
    {
        await _domain.CallAsync("transfer_to_human", new { summary = "x" }, _id);
        Assert.Null(await Desk.AssignAsync(_id, People.OtherAgent.Id, People.Agent));
        Assert.Equal((People.OtherAgent.Id, People.OtherAgent.Name), ((await StoredAsync()).OwnerId, (await StoredAsync()).OwnerName));
        Assert.Equal(People.OtherAgent.Id, (await _domain.Get<HandoverDesk>().FindAsync(_id))!.TakenById);
        var record = Assert.Single(await AuditedAsync());
        Assert.Equal((ConversationDesk.Assign, People.Agent.Id, (Guid?)_id), (record.Action, record.PersonId, record.ConversationId));
        Assert.Contains(People.OtherAgent.Name, record.Arguments, StringComparison.Ordinal);
        Assert.NotNull(await Desk.AssignAsync(_id, "nobody", People.Agent));
    }

    [Fact]
    public async Task It_can_be_linked_to_a_ticket_that_exists_and_the_link_taken_away()
    {
        await _domain.CallAsync("create_support_ticket", new { category = "order", subject = "First", message = "It was open.", priority = "high" });
        Assert.Null(await Desk.LinkAsync(_id, " t-1001 ", People.Agent));
        Assert.Equal("T-1001", (await StoredAsync()).TicketId);
        Assert.Equal([_id], (await _domain.Store.ReadAsync(db => ConversationSearch.OfTicketAsync(db, "T-1001", CancellationToken.None))).Select(x => x.Id));
        Assert.NotNull(await Desk.LinkAsync(_id, "T-9999", People.Agent));
        Assert.NotNull(await Desk.LinkAsync(_id, " ", People.Agent));
        Assert.Equal("T-1001", (await StoredAsync()).TicketId);
        Assert.Null(await Desk.LinkAsync(_id, null, People.Agent));
        Assert.Null((await StoredAsync()).TicketId);
    }

    [Fact]
    public async Task Who_has_no_rights_changes_nothing()
    {
        var stranger = new Actor("stranger", "Stranger", People.Admin.Roles);
        Assert.All(
            new[]
            {
                await Desk.RenameAsync(_id, "x", stranger), await Desk.CloseAsync(_id, stranger), await Desk.ReopenAsync(_id, stranger),
                await Desk.AssignAsync(_id, People.OtherAgent.Id, stranger), await Desk.LinkAsync(_id, null, stranger),
            },
            Assert.NotNull);
        Assert.NotNull(await Desk.CloseAsync(Guid.Empty, People.Agent));
        Assert.Equal(("Test", People.Agent.Id, (DateTimeOffset?)null), ((await StoredAsync()).Title, (await StoredAsync()).OwnerId, (await StoredAsync()).ClosedAt));
        Assert.Empty(await AuditedAsync());
    }

    private ConversationDesk Desk => _domain.Get<ConversationDesk>();

    private async Task<Conversation> StoredAsync() => (await _domain.ReadAsync(_id)).Conversation!;

    private async Task<IReadOnlyList<AuditRecord>> AuditedAsync() => [.. (await _domain.AuditAsync()).Where(x => x.Kind == AuditKind.Conversation)];
}
