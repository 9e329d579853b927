using System.Text.Json;
using SupportAgent.Domain.Conversations;
using SupportAgent.Domain.Tools;
using SupportAgent.Tests.Infrastructure;
using Xunit;

namespace SupportAgent.Tests.Policies;

public sealed class PoliciesPluginTests
{
    [Fact]
    public async Task A_question_is_answered_with_at_most_three_passages_to_cite()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        var call = await domain.CallAsync("search_policies", new { query = "return within 30 days" });
        Assert.True(call.Status == ToolCallStatus.Succeeded, call.Result);
        var passages = JsonSerializer.Deserialize<JsonElement>(call.Result!).GetProperty("passages").EnumerateArray().ToList();
        Assert.InRange(passages.Count, 1, 3);
        Assert.Equal(["policy", "title", "section", "text", "link"], passages[0].EnumerateObject().Select(x => x.Name));
        Assert.Equal(["returns", "Returns", "Within 30 days", "/policies/returns#within-30-days"], new[] { "policy", "title", "section", "link" }.Select(x => passages[0].GetProperty(x).GetString()));
        Assert.Contains("30 days of the delivery", passages[0].GetProperty("text").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_nothing_fits_the_titles_are_told()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        var call = await domain.CallAsync("search_policies", new { query = "elephants" });
        Assert.Equal((ToolCallStatus.Rejected, ErrorCode.NotFound), (call.Status, call.Code));
        Assert.Contains("Refunds; Returns; Vouchers", call.Result, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_empty_folder_is_said_to_hold_no_policies()
    {
        using var empty = new TempFolder();
        await using var domain = await TestDomain.CreateAsync(settings: new Dictionary<string, string?> { ["Policies:Folder"] = empty.Path }, running: false);
        var call = await domain.CallAsync("search_policies", new { query = "returns" });
        Assert.Equal((ToolCallStatus.Rejected, ErrorCode.NotFound), (call.Status, call.Code));
        Assert.Contains("no written policies", call.Result, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_long_passage_is_cut()
    {
        using var folder = new TempFolder();
        await File.WriteAllTextAsync(folder.File("long.md"), $"# Long\n## One\n{string.Concat(Enumerable.Repeat("word ", 20_000))}\n## Two\nword\n## Three\nword\n");
        await using var domain = await TestDomain.CreateAsync(settings: new Dictionary<string, string?> { ["Policies:Folder"] = folder.Path }, running: false);
        var call = await domain.CallAsync("search_policies", new { query = "word" });
        Assert.Equal(ToolCallStatus.Succeeded, call.Status);
        Assert.InRange(call.Result!.Length, 1500, 3000);
    }

    [Theory]
    [InlineData("{}", ErrorCode.InvalidArguments)]
    [InlineData("""{"query":"x"}""", ErrorCode.InvalidArguments)]
    [InlineData("""{"query":["returns"]}""", ErrorCode.InvalidArguments)]
    [InlineData("""{"query":"returns","limit":50}""", ErrorCode.InvalidArguments)]
    [InlineData("""{"query":"\" NEAR("}""", ErrorCode.NotFound)]
    [InlineData("""{"query":"**"}""", ErrorCode.NotFound)]
    [InlineData("""{"query":"\u0000\u0000"}""", ErrorCode.NotFound)]
    [InlineData("""{"query":"  "}""", ErrorCode.NotFound)]
    [InlineData("""{"query":"' OR zz=zz --"}""", ErrorCode.NotFound)]
    public async Task What_is_no_question_is_refused_with_its_code(string arguments, string code)
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        var call = await domain.CallAsync("search_policies", arguments);
        Assert.Equal((ToolCallStatus.Rejected, code), (call.Status, call.Code));
    }

    [Theory]
    [InlineData("returns\" OR \"")]
    [InlineData("returns NEAR(")]
    [InlineData("returns*")]
    [InlineData("Title:returns")]
    [InlineData("returns\0AND")]
    public async Task Syntax_around_a_word_does_no_harm(string query)
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        Assert.Equal(ToolCallStatus.Succeeded, (await domain.CallAsync("search_policies", new { query })).Status);
    }

    [Theory]
    [InlineData(200, ToolCallStatus.Succeeded)]
    [InlineData(201, ToolCallStatus.Rejected)]
    public async Task Two_hundred_characters_are_a_question_and_one_more_is_none(int length, ToolCallStatus status)
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        Assert.Equal(status, (await domain.CallAsync("search_policies", new { query = "returns ".PadRight(length, 'x') })).Status);
    }
}
