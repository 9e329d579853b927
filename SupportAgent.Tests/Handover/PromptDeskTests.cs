using SupportAgent.Domain.Access;
using SupportAgent.Domain.Conversations;
using SupportAgent.Domain.Handover;
using SupportAgent.Tests.Infrastructure;
using Xunit;

namespace SupportAgent.Tests.Handover;

public sealed class PromptDeskTests
{
    [Fact]
    public async Task Anybody_of_the_staff_adds_changes_and_deletes_and_the_audit_keeps_each()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        var desk = domain.Get<PromptDesk>();
        Assert.Null(await desk.AddAsync(" /late  parcel ", " Where is the parcel? ", People.Agent));
        var prompt = Assert.Single(await desk.ListAsync());
        Assert.Equal(("late parcel", "Where is the parcel?", People.Agent.Name), (prompt.Name, prompt.Text, prompt.OwnerName));
        Assert.Null(await desk.ChangeAsync(prompt.Id, "lost parcel", "It is lost.", People.Approver));
        Assert.Equal("It is lost.", Assert.Single(await desk.ListAsync()).Text);
        Assert.Null(await desk.DeleteAsync(prompt.Id, People.OtherAgent));
        Assert.Empty(await desk.ListAsync());
        Assert.Equal([PromptDesk.Add, PromptDesk.Change, PromptDesk.Delete], (await domain.AuditAsync()).Select(x => x.Action));
    }

    [Fact]
    public async Task A_name_is_there_once_and_no_command_and_nothing_is_empty_or_too_long()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        var desk = domain.Get<PromptDesk>();
        await desk.AddAsync("greeting", "Hello", People.Agent);
        Assert.Contains("already", await desk.AddAsync("GREETING", "Hello", People.Agent), StringComparison.Ordinal);
        Assert.Contains("already", await desk.AddAsync("refund", "Hello", People.Agent), StringComparison.Ordinal);
        Assert.NotNull(await desk.AddAsync(" / ", "Hello", People.Agent));
        Assert.NotNull(await desk.AddAsync("empty", " ", People.Agent));
        Assert.NotNull(await desk.AddAsync(new string('x', Prompt.NameLength + 1), "Hello", People.Agent));
        Assert.NotNull(await desk.AddAsync("long", new string('x', Message.TextLength + 1), People.Agent));
        Assert.NotNull(await desk.ChangeAsync(Guid.NewGuid(), "gone", "Hello", People.Agent));
        Assert.NotNull(await desk.AddAsync("mine", "Hello", new Actor("nobody", "Nobody", new HashSet<string> { Role.Agent })));
        Assert.Single(await desk.ListAsync());
    }
}
