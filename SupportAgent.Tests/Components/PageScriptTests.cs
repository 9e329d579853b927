using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using SupportAgent.Web.Components.Shared;
using Xunit;

namespace SupportAgent.Tests.Components;

/// <summary>A script and its component come and go in any order.</summary>
public sealed class PageScriptTests
{
    private static readonly ElementReference Element = new("element");

    [Fact]
    public async Task It_is_attached_once_asked_and_detached_with_its_component()
    {
        var browser = new SlowBrowser();
        var script = new PageScript("Chat/Composer.razor.js");
        browser.Come("import");
        browser.Come("attach");
        await script.TellAsync("focus"); // too early: nothing
        await script.AttachAsync(browser, Element, this);
        await script.AttachAsync(browser, Element, this);
        await script.TellAsync("fill", "text");
        Assert.True(script.IsAttached);
        await script.DisposeAsync();
        await script.DisposeAsync();
        await script.TellAsync("fill", "text");
        Assert.Equal(["import ./Components/Chat/Composer.razor.js", "attach", "fill", "detach", "let go", "let go"], browser.Calls);
    }

    [Fact]
    public async Task One_that_comes_after_its_component_has_gone_is_not_attached()
    {
        var browser = new SlowBrowser();
        var script = new PageScript("Chat/Composer.razor.js");
        var attaching = script.AttachAsync(browser, Element);
        await script.DisposeAsync();
        browser.Come("import");
        browser.Come("attach"); // it does not get so far
        await attaching;
        await script.AttachAsync(browser, Element);
        Assert.Equal(["import ./Components/Chat/Composer.razor.js", "let go"], browser.Calls);
    }

    [Fact]
    public async Task One_whose_component_goes_while_it_is_attached_is_detached_at_once()
    {
        var browser = new SlowBrowser();
        var script = new PageScript("Chat/Composer.razor.js");
        browser.Come("import");
        var attaching = script.AttachAsync(browser, Element);
        await script.DisposeAsync();
        browser.Come("attach");
        await attaching;
        Assert.Equal(["attach", "let go", "detach", "let go"], browser.Calls.Skip(1));
        Assert.False(script.IsAttached);
    }

    [Fact]
    public async Task A_function_that_is_asked_for_too_late_is_not_called()
    {
        var browser = new SlowBrowser();
        var script = new PageScript("Shared/CopyText.razor.js");
        var copying = script.CallAsync<bool>(browser, "copy", "text");
        await script.DisposeAsync();
        browser.Come("import");
        Assert.False(await copying);
        await script.CallAsync(browser, "copy", "text");
        Assert.Equal(["import ./Components/Shared/CopyText.razor.js", "let go"], browser.Calls);
    }

    [Fact]
    public async Task Without_a_connection_nothing_happens_and_nothing_breaks()
    {
        var browser = new SlowBrowser();
        var (late, script) = (new PageScript("Shared/CopyText.razor.js"), new PageScript("Chat/Composer.razor.js"));
        browser.Come("import");
        browser.Come("attach");
        await script.AttachAsync(browser, Element);
        browser.IsGone = true;
        await script.TellAsync("fill", "text");
        await script.CallAsync(browser, "point");
        await script.DisposeAsync();
        await late.AttachAsync(browser, Element);
        Assert.False(await late.CallAsync<bool>(browser, "copy", "text"));
        await late.DisposeAsync();
    }

    /// <summary>A browser whose answers come when the test says so; it notes what it was asked.</summary>
    private sealed class SlowBrowser : IJSRuntime, IJSObjectReference
    {
        private readonly Dictionary<string, TaskCompletionSource> _come = new(StringComparer.Ordinal) { ["import"] = new(), ["attach"] = new() };

        public List<string> Calls { get; } = [];

        public bool IsGone { get; set; }

        public void Come(string function) => _come[function].SetResult();

        public ValueTask<TValue> InvokeAsync<TValue>(string identifier, object?[]? args) => InvokeAsync<TValue>(identifier, CancellationToken.None, args);

        public async ValueTask<TValue> InvokeAsync<TValue>(string identifier, CancellationToken cancellationToken, object?[]? args)
        {
            Refuse();
            Calls.Add(identifier == "import" ? $"import {args![0]}" : identifier);
            if (_come.TryGetValue(identifier, out var come)) await come.Task;
            return this is TValue reference ? reference : default!;
        }

        public ValueTask DisposeAsync()
        {
            Refuse();
            Calls.Add("let go");
            return ValueTask.CompletedTask;
        }

        private void Refuse()
        {
            if (IsGone) throw new JSDisconnectedException("The circuit has disconnected.");
        }
    }
}
