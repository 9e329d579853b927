using System.Text.Json;
using SupportAgent.Tests.Infrastructure;
using SupportAgent.Web.Commands;
using Xunit;

namespace SupportAgent.Tests.Evaluation;

public sealed class EvalCommandTests : IDisposable
{
    private const string Right = """{"name": "greeting", "messages": [{"role": "user", "content": "hello"}], "expect": {"tools": []}}""";
    private const string Wrong = """{"name": "never right", "messages": [{"role": "user", "content": "hello"}], "expect": {"tools": [{"name": "get_order"}]}}""";

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task It_prints_a_table_and_writes_a_report()
    {
        var report = _folder.File("report.json");
        var (code, output, errors) = await RunAsync(Write($"{Right}\n{Wrong}"), "--report", report, "--limit-seconds", "60");
        Assert.Equal((0, ""), (code, errors));
        Assert.Contains("Offline model: 1 of 2 cases right (50.0%)", output, StringComparison.Ordinal);
        Assert.Contains("Not called: get_order", output, StringComparison.Ordinal);
        using var json = JsonDocument.Parse(await File.ReadAllTextAsync(report));
        Assert.Equal(0.5, json.RootElement.GetProperty("share").GetDouble());
        Assert.Equal(["greeting", "never right"], json.RootElement.GetProperty("results").EnumerateArray().Select(x => x.GetProperty("name").GetString()));
    }

    [Fact]
    public async Task Too_few_right_cases_are_an_exit_code()
    {
        var file = Write($"{Right}\n{Wrong}");
        Assert.Equal(1, (await RunAsync(file, "--at-least", "0.95")).Code);
        Assert.Equal(0, (await RunAsync(file, "--at-least", "0.5")).Code);
    }

    [Fact]
    public async Task A_bad_file_is_named_with_its_line()
    {
        var (code, output, errors) = await RunAsync(Write($"{Right}\n{{}}"));
        Assert.Equal((2, ""), (code, output));
        Assert.Contains("Line 2:", errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData]
    [InlineData("--model")]
    [InlineData("cases.jsonl", "--model")]
    [InlineData("cases.jsonl", "--what", "ever")]
    [InlineData("cases.jsonl", "--limit-seconds", "0")]
    [InlineData("cases.jsonl", "--at-least", "95")]
    [InlineData("cases.jsonl", "more.jsonl")]
    [InlineData("no-such-file.jsonl")]
    public async Task What_is_not_understood_is_refused(params string[] args)
    {
        var (code, output, errors) = await RunAsync(args);
        Assert.Equal((2, ""), (code, output));
        Assert.NotEmpty(errors);
    }

    [Fact]
    public async Task A_model_that_is_not_configured_is_refused_with_those_that_are()
    {
        var (code, _, errors) = await RunAsync(Write(Right), "--model", "gpt");
        Assert.Equal(2, code);
        Assert.Contains("\"gpt\". There are: model.", errors, StringComparison.Ordinal);
    }

    private string Write(string cases)
    {
        var path = _folder.File("cases.jsonl");
        File.WriteAllText(path, cases);
        return path;
    }

    private static async Task<(int Code, string Output, string Errors)> RunAsync(params string[] args)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        var code = await EvalCommand.RunAsync(["eval", .. args], output, errors);
        return (code, output.ToString(), errors.ToString());
    }
}
