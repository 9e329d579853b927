using SupportAgent.Domain.Access;
using SupportAgent.Domain.Conversations;
using SupportAgent.Domain.Handover;
using SupportAgent.Tests.Infrastructure;
using Xunit;

namespace SupportAgent.Tests.Handover;

public sealed class FeedbackDeskTests
{
    [Fact]
    public async Task A_person_has_one_on_an_answer_and_can_change_and_take_it_back()
    {
        await using var domain = await TestDomain.CreateAsync(new ScriptedModel().Says("Well."));
        var answer = (await domain.AskAsync("Hello")).Turns.Single().Answers.Single();
        var desk = domain.Get<FeedbackDesk>();
        Assert.Null(await desk.GiveAsync(answer.Id, FeedbackVerdict.Good, null, People.Agent));
        Assert.Null(await desk.GiveAsync(answer.Id, FeedbackVerdict.Bad, " It is wrong. ", People.Agent));
        Assert.Null(await desk.GiveAsync(answer.Id, FeedbackVerdict.Good, null, People.Approver));
        var own = (await desk.OfAsync(answer.ConversationId, People.Agent.Id))[answer.Id];
        Assert.Equal((FeedbackVerdict.Bad, "It is wrong."), (own.Verdict, own.Comment));
        Assert.Equal(2, (await desk.ListAsync(null, "", 1, People.Admin))!.Total);
        Assert.Null(await desk.GiveAsync(answer.Id, null, null, People.Agent));
        Assert.Empty(await desk.OfAsync(answer.ConversationId, People.Agent.Id));
    }

    [Fact]
    public async Task Only_admins_list_it_by_verdict_and_words()
    {
        await using var domain = await TestDomain.CreateAsync(new ScriptedModel().Says("Delivered, I think."));
        var answer = (await domain.AskAsync("Where is it?")).Turns.Single().Answers.Single();
        var desk = domain.Get<FeedbackDesk>();
        await desk.GiveAsync(answer.Id, FeedbackVerdict.Bad, "100% made up", People.Agent);
        await desk.GiveAsync(answer.Id, FeedbackVerdict.Good, null, People.Approver);
        Assert.Null(await desk.ListAsync(null, "", 1, People.Agent));
        Assert.Null(await desk.ListAsync(null, "", 1, People.Approver with { Roles = new HashSet<string> { Role.Admin } }));
        Assert.Equal("100% made up", Assert.Single((await desk.ListAsync(FeedbackVerdict.Bad, "", 1, People.Admin))!.Rows).Comment);
        Assert.Single((await desk.ListAsync(null, "100% alex", 1, People.Admin))!.Rows);
        Assert.Equal(2, (await desk.ListAsync(null, "delivered", 1, People.Admin))!.Rows.Count);
    }

    [Fact]
    public async Task What_is_no_answer_too_long_or_of_nobody_is_refused()
    {
        await using var domain = await TestDomain.CreateAsync(new ScriptedModel().Says("Well."));
        var turn = (await domain.AskAsync("Hello")).Turns.Single();
        var desk = domain.Get<FeedbackDesk>();
        Assert.NotNull(await desk.GiveAsync(turn.Question!.Id, FeedbackVerdict.Good, null, People.Agent));
        Assert.NotNull(await desk.GiveAsync(Guid.NewGuid(), FeedbackVerdict.Good, null, People.Agent));
        Assert.NotNull(await desk.GiveAsync(turn.Answers.Single().Id, FeedbackVerdict.Good, new string('x', Feedback.CommentLength + 1), People.Agent));
        Assert.NotNull(await desk.GiveAsync(turn.Answers.Single().Id, FeedbackVerdict.Good, null, new Actor("nobody", "Nobody", new HashSet<string> { Role.Admin })));
    }
}
