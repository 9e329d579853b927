using SupportAgent.Domain.Agent;
using SupportAgent.Domain.Approvals;
using SupportAgent.Domain.Conversations;
using SupportAgent.Domain.Tools;
using SupportAgent.Tests.Infrastructure;
using Xunit;

namespace SupportAgent.Tests.Models.Wire;

/// <summary>The list of <see cref="EveryModelTests"/> for the offline model: nobody writes its rounds, so people's sentences bring them about.</summary>
public sealed class OfflineModelBehaviourTests
{
    [Fact]
    public async Task It_answers_without_tools()
    {
        var turn = await AskAsync("What can you do?");
        Assert.Equal(TurnState.Completed, turn.Turn.State);
        Assert.Empty(turn.ToolCalls);
        Assert.NotEmpty(turn.Answers);
    }

    [Fact]
    public async Task It_calls_one_tool_and_answers_with_its_result()
    {
        var turn = await AskAsync("Where is #W2378156?");
        Assert.Equal(ToolCallStatus.Succeeded, Assert.Single(turn.ToolCalls).Status);
        Assert.Contains("delivered", turn.Answers.Last().Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Calls_side_by_side_each_get_their_own_result()
    {
        var turn = await AskAsync("Status of #W2378156 and of #W0000000");
        Assert.Equal([null, ErrorCode.NotFound], turn.ToolCalls.Select(x => x.Code));
        Assert.All(turn.ToolCalls, x => Assert.Equal(1, x.Round));
        Assert.Contains("#W0000000", turn.Answers.Last().Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_consequence_is_only_prepared_and_its_denial_is_told_with_the_reason()
    {
        await using var domain = await TestDomain.CreateAsync();
        var turn = (await domain.AskAsync("Refund $12.50 of #W2378156, it is defective")).Turns.Single();
        var draft = await domain.DraftAsync(turn.ToolCalls.Single(x => x.DraftId is not null).DraftId!.Value);
        Assert.Equal((DraftState.Pending, 1250), (draft.State, draft.Amount.Minor));
        await domain.DenyAsync(draft, "The photo shows no damage");
        var after = await domain.UntilAsync(turn.Turn.ConversationId, x => x.Turns.Count == 2 && x.Working is null);
        Assert.Contains("The photo shows no damage", after.Turns.Last().Answers.Single().Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("none")]
    [InlineData("only search_policies")]
    public async Task A_choice_of_tools_is_kept(string choice)
    {
        await using var domain = await TestDomain.CreateAsync();
        var submission = await domain.Get<TurnInbox>().SubmitAsync(null, "Where is #W2378156?", People.Agent, choice: ToolChoice.Parse(choice));
        var turn = (await domain.SettledAsync(submission.ConversationId!.Value)).Turns.Single();
        Assert.DoesNotContain(turn.ToolCalls, x => x.Status == ToolCallStatus.Succeeded);
        Assert.NotEqual(TurnState.Running, turn.Turn.State);
    }

    [Fact]
    public async Task The_limit_of_calls_ends_a_turn_with_a_word()
    {
        await using var domain = await TestDomain.CreateAsync(settings: new Dictionary<string, string?> { ["Limits:ToolCallsPerTurn"] = "1" });
        var turn = (await domain.AskAsync("Status of #W2378156, of #W2611340 and of #W9711842")).Turns.Single();
        Assert.Equal(TurnState.Limited, turn.Turn.State);
        Assert.NotEmpty(turn.Turn.Note!);
    }

    private static async Task<TranscriptTurn> AskAsync(string text)
    {
        await using var domain = await TestDomain.CreateAsync();
        return (await domain.AskAsync(text)).Turns.Single();
    }
}
