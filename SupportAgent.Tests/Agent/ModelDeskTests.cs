using Microsoft.Extensions.DependencyInjection;
using SupportAgent.Domain.Agent;
using SupportAgent.Domain.Audit;
using SupportAgent.Domain.Models;
using SupportAgent.Tests.Infrastructure;
using SupportAgent.Tests.Models.Wire;
using Xunit;

namespace SupportAgent.Tests.Agent;

public sealed class ModelDeskTests
{
    [Fact]
    public async Task The_default_answers_until_an_admin_chooses_another_and_the_audit_says_so()
    {
        await using var domain = await DomainAsync();
        Assert.Equal("First.", await AnswerAsync(domain));
        Assert.Null(await domain.Get<ModelDesk>().SetDefaultAsync("MODEL-1", People.Admin));
        Assert.Equal("Second.", await AnswerAsync(domain));
        var record = (await domain.AuditAsync()).Last(x => x.Kind == AuditKind.Settings);
        Assert.Equal((ModelDesk.Act, People.Admin.Id), (record.Action, record.PersonId));
        Assert.Contains("model-1", record.Arguments, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_an_admin_changes_the_default_and_only_to_a_model_that_there_is()
    {
        await using var domain = await DomainAsync();
        Assert.Contains("admin", await domain.Get<ModelDesk>().SetDefaultAsync("model-1", People.Approver), StringComparison.Ordinal);
        Assert.Contains("no such model", await domain.Get<ModelDesk>().SetDefaultAsync("gone", People.Admin), StringComparison.Ordinal);
        Assert.Equal("First.", await AnswerAsync(domain));
    }

    [Fact]
    public async Task A_model_picked_for_a_conversation_answers_in_it_and_nowhere_else()
    {
        await using var domain = await DomainAsync();
        var id = await domain.ConversationAsync();
        Assert.Null(await domain.Get<ConversationSettings>().PickModelAsync(id, "model-1", People.Agent));
        Assert.Equal("Second.", await AnswerAsync(domain, id));
        Assert.Equal("First.", await AnswerAsync(domain));
        Assert.Null(await domain.Get<ConversationSettings>().PickModelAsync(id, null, People.Agent));
        Assert.Equal("First.", await AnswerAsync(domain, id));
        Assert.Contains("no such model", await domain.Get<ConversationSettings>().PickModelAsync(id, "gone", People.Agent), StringComparison.Ordinal);
        Assert.Contains("right", await domain.Get<ConversationSettings>().PickModelAsync(id, null, People.Agent with { Roles = new HashSet<string>() }), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_picked_model_that_is_gone_is_replaced_by_the_default_which_is_said()
    {
        await using var domain = await DomainAsync();
        var id = await domain.ConversationAsync();
        await domain.Get<ConversationSettings>().PickModelAsync(id, "model-1", People.Agent);
        await using var restarted = domain.Restarted(new ScriptedModel().Says("Alone."));
        await restarted.StartAsync();
        var turn = (await restarted.AskAsync("Hello", id)).Turns.Single();
        Assert.Equal("Alone.", turn.Answers.Single().Text);
        Assert.Contains("\"model-1\" that was picked here is not configured", turn.Turn.Note, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_offline_model_passes_the_test_of_a_model()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        var result = await domain.Get<ModelTrial>().RunAsync(ModelRoster.FirstId, People.Admin);
        Assert.Null(result.Problem);
        Assert.Contains("W1234567", result.Called, StringComparison.Ordinal);
        Assert.Contains(await domain.AuditAsync(), x => x.Action == ModelTrial.Act);
    }

    [Theory]
    [InlineData(nameof(ModelProvider.OpenAI))]
    [InlineData(nameof(ModelProvider.OpenAIResponses))]
    [InlineData(nameof(ModelProvider.Anthropic))]
    public async Task A_test_shows_what_came_back_or_why_nothing_did(string provider)
    {
        await using var server = await ModelServer.StartAsync(Enum.Parse<ModelProvider>(provider));
        await using var domain = await TestDomain.CreateAsync(server.Client(), running: false);
        var trial = domain.Get<ModelTrial>();
        server.Play(WireRound.Asks(("get_order_status", """{"order_id":"#W1234567"}""")) with { Text = ["Hello!"] });
        var good = await trial.RunAsync(ModelRoster.FirstId, People.Admin);
        Assert.Equal((null, "Hello!", 7L, 5L), (good.Problem, good.Said, good.InputTokens, good.OutputTokens));

        server.Play(WireRound.Says("I know no tools."));
        Assert.Contains("without the tool", (await trial.RunAsync(ModelRoster.FirstId, People.Admin)).Problem, StringComparison.Ordinal);
        server.Play(WireRound.Fails(401, ModelServer.Key));
        Assert.Contains("refused the key", (await trial.RunAsync(ModelRoster.FirstId, People.Admin)).Problem, StringComparison.Ordinal);
        Assert.Contains("Only an admin", (await trial.RunAsync(ModelRoster.FirstId, People.Agent)).Problem, StringComparison.Ordinal);
        Assert.Equal(3, server.Requests.Count);
    }

    private static Task<TestDomain> DomainAsync() => TestDomain.CreateAsync(more: services => services.AddSingleton(TestDomain.Roster(Always("First."), Always("Second."))));

    private static ScriptedModel Always(string text)
    {
        var model = new ScriptedModel();
        for (var i = 0; i < 5; i++) model.Says(text);
        return model;
    }

    private static async Task<string> AnswerAsync(TestDomain domain, Guid? id = null) => (await domain.AskAsync("Hello", id)).Turns.Last().Answers.Single().Text;
}
