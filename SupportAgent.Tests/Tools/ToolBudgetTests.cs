using SupportAgent.Domain.Tools;
using Xunit;

namespace SupportAgent.Tests.Tools;

public sealed class ToolBudgetTests
{
    [Fact]
    public void A_turn_has_so_many_calls_and_no_more()
    {
        var budget = new ToolBudget(new LimitOptions { ToolCallsPerTurn = 2 }, usedInConversation: 0);
        Assert.Null(budget.Take("a", "1"));
        Assert.Null(budget.Take("a", "2"));
        Assert.False(budget.IsExhausted);
        Assert.Contains("2 tool calls in a turn", budget.Take("a", "3"), StringComparison.Ordinal);
        Assert.True(budget.IsExhausted);
    }

    [Fact]
    public void A_conversation_has_so_many_calls_and_no_more()
    {
        var budget = new ToolBudget(new LimitOptions { ToolCallsPerConversation = 5 }, usedInConversation: 4);
        Assert.Null(budget.Take("a", "1"));
        Assert.Contains("5 tool calls in a conversation", budget.Take("a", "2"), StringComparison.Ordinal);
        Assert.True(budget.IsExhausted);
    }

    [Fact]
    public void The_same_may_be_looked_up_twice_and_something_else_at_any_time()
    {
        var budget = new ToolBudget(new LimitOptions(), usedInConversation: 0);
        Assert.Null(budget.Take("get_order", "1"));
        Assert.Null(budget.Take("get_order", "1"));
        Assert.Contains("made twice", budget.Take("get_order", "1"), StringComparison.Ordinal);
        Assert.Null(budget.Take("get_order", "2"));
        Assert.Null(budget.Take("get_ticket", "1"));
        Assert.False(budget.IsExhausted);
    }

    [Fact]
    public void What_failed_or_had_its_effect_is_not_done_again()
    {
        var budget = new ToolBudget(new LimitOptions(), usedInConversation: 0);
        budget.Failed("get_order", "1");
        budget.Done("create_support_ticket", "1");
        Assert.Contains("failed a moment ago", budget.Take("get_order", "1"), StringComparison.Ordinal);
        Assert.Contains("was done a moment ago", budget.Take("create_support_ticket", "1"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Calls_side_by_side_are_counted_each()
    {
        var budget = new ToolBudget(new LimitOptions { ToolCallsPerTurn = 16 }, usedInConversation: 0);
        var taken = await Task.WhenAll(Enumerable.Range(0, 64).Select(x => Task.Run(() => budget.Take("a", $"{x}"))));
        Assert.Equal(16, taken.Count(x => x is null));
    }
}
