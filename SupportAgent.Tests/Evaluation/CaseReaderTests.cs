using SupportAgent.Domain.Evaluation;
using Xunit;

namespace SupportAgent.Tests.Evaluation;

public sealed class CaseReaderTests
{
    private const string Good = """{"messages": [{"role": "user", "content": "hello"}], "expect": {"tools": []}}""";

    private static readonly CaseReader Reader = new(new HashSet<string>(["get_order", "prepare_refund"], StringComparer.Ordinal));

    [Fact]
    public async Task A_case_has_its_messages_and_what_is_expected()
    {
        var all = await ReadAsync("""
            {"name": "two steps", "messages": [{"role": "user", "content": "refund it"}, {"role": "assistant", "content": "Which?"}, {"role": "user", "content": "W1"}, {"role": "decision", "content": "deny: no photo"}], "expect": {"tools": [{"name": "prepare_refund", "arguments": {"amount": 20}}], "not_tools": ["get_order"], "says": ["denied", "/no +photo/"]}}

            {"messages": [{"role": "user", "content": "hello"}, {"role": "decision", "content": "Approve"}], "expect": {"says": "hi"}}
            """);
        Assert.Equal(["two steps", "hello"], all.Select(x => x.Name));
        Assert.Equal([1, 3], all.Select(x => x.Line));
        Assert.Equal([EvalRole.User, EvalRole.Assistant, EvalRole.User, EvalRole.Decision], all[0].Messages.Select(x => x.Role));
        Assert.Equal("no photo", all[0].Messages[3].Denial);
        Assert.True(all[1].Messages[1].Approves);
        Assert.Equal(20, Assert.Single(all[0].Expect.Tools!).Arguments["amount"].GetInt32());
        Assert.Equal(["get_order"], all[0].Expect.NotTools);
        Assert.True(all[0].Expect.Says.All(x => x.IsIn("It was DENIED: no  photo")));
        Assert.Null(all[1].Expect.Tools);
    }

    [Theory]
    [InlineData("{", "")]
    [InlineData("null", "")]
    [InlineData("""{"messages": [{"role": "user", "content": "hi"}]}""", "expect")]
    [InlineData("""{"messages": [], "expect": {"tools": []}}""", "first message")]
    [InlineData("""{"messages": [{"role": "assistant", "content": "hi"}], "expect": {"tools": []}}""", "first message")]
    [InlineData("""{"messages": [{"role": "robot", "content": "hi"}], "expect": {"tools": []}}""", "role")]
    [InlineData("""{"messages": [{"role": "user", "content": " "}], "expect": {"tools": []}}""", "empty")]
    [InlineData("""{"messages": [{"role": "user", "content": "hi"}, {"role": "decision", "content": "denying"}], "expect": {"tools": []}}""", "no decision")]
    [InlineData("""{"messages": [{"role": "user", "content": "hi"}], "expect": {}}""", "expects nothing")]
    [InlineData("""{"messages": [{"role": "user", "content": "hi"}], "expect": {"tool": []}}""", "tool")]
    [InlineData("""{"messages": [{"role": "user", "content": "hi"}], "expect": {"tools": [{"name": "get_ordr"}]}}""", "no tool \"get_ordr\"")]
    [InlineData("""{"messages": [{"role": "user", "content": "hi"}], "expect": {"not_tools": ["get_ordr"]}}""", "no tool \"get_ordr\"")]
    [InlineData("""{"messages": [{"role": "user", "content": "hi"}], "expect": {"says": 3}}""", "says")]
    [InlineData("""{"messages": [{"role": "user", "content": "hi"}], "expect": {"says": "/(/"}}""", "")]
    [InlineData("""{"messages": [{"role": "user", "content": "hi"}], "expect": {"says": "/(?=a)/"}}""", "backtracking")]
    [InlineData(Good, "as line 1 is")]
    public async Task A_line_that_is_no_case_is_named(string line, string problem)
    {
        var e = await Assert.ThrowsAsync<EvalFileException>(() => ReadAsync($"{Good}\n\n{line}"));
        Assert.StartsWith("Line 3: ", e.Message, StringComparison.Ordinal);
        Assert.Contains(problem, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_without_a_case_is_bad() => await Assert.ThrowsAsync<EvalFileException>(() => ReadAsync("\n\n"));

    private static async Task<IReadOnlyList<EvalCase>> ReadAsync(string text)
    {
        using var file = new StringReader(text);
        return await Reader.ReadAsync(file);
    }
}
