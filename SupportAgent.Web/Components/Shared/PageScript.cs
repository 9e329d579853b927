using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace SupportAgent.Web.Components.Shared;

/// <summary>
/// The script of one component, <c>Name.razor.js</c> beside it. It takes a while to come, and the component may be gone by then:
/// nothing of it is run any more, and what was begun is undone. Without a connection every call does nothing.
/// </summary>
/// <remarks>
/// A script that stays with its component exports <c>attach(element, owner)</c>, which gives back an object with a function <c>detach</c> and what else
/// the component asks of it (<see cref="TellAsync"/>). One that does not has plain functions (<see cref="CallAsync{T}"/>).
/// </remarks>
/// <param name="path">Where it is below <c>Components</c>, such as <c>Chat/Composer.razor.js</c>.</param>
public sealed class PageScript(string path) : IAsyncDisposable
{
    private IJSObjectReference? _module;
    private IJSObjectReference? _attached;
    private IDisposable? _owner;
    private bool _isBegun;
    private bool _isGone;

    /// <summary>Whether the script works with its element by now.</summary>
    public bool IsAttached => _attached is not null;

    /// <summary>Has the script work with an element until the component is gone. A further call does nothing.</summary>
    public async Task AttachAsync(IJSRuntime js, ElementReference element)
    {
        if (Begin()) await AttachAsync(js, [element]);
    }

    /// <summary>The same, where the script calls the component back.</summary>
    public async Task AttachAsync<TOwner>(IJSRuntime js, ElementReference element, TOwner owner) where TOwner : class
    {
        if (Begin()) await AttachAsync(js, [element, DotNetObjectReference.Create(owner)]);
    }

    /// <summary>Calls a function of what is attached; does nothing before it is.</summary>
    public async Task TellAsync(string function, params object?[] arguments)
    {
        try
        {
            if (_attached is not null) await _attached.InvokeVoidAsync(function, arguments);
        }
        catch (JSDisconnectedException)
        {
            // the page is gone already
        }
    }

    /// <summary>Calls a function that the script exports; null, or the like, when the component is gone.</summary>
    public async Task<T?> CallAsync<T>(IJSRuntime js, string function, params object?[] arguments)
    {
        try
        {
            return await LoadAsync(js) is { } module ? await module.InvokeAsync<T>(function, arguments) : default;
        }
        catch (JSDisconnectedException)
        {
            return default; // the page is gone already
        }
    }

    /// <summary>Calls a function that the script exports and that gives nothing back.</summary>
    public async Task CallAsync(IJSRuntime js, string function, params object?[] arguments)
    {
        try
        {
            if (await LoadAsync(js) is { } module) await module.InvokeVoidAsync(function, arguments);
        }
        catch (JSDisconnectedException)
        {
            // the page is gone already
        }
    }

    /// <summary>Lets go of everything. To be called when the component is disposed of.</summary>
    public async ValueTask DisposeAsync()
    {
        _isGone = true;
        var (attached, module) = (_attached, _module);
        (_attached, _module) = (null, null);
        try
        {
            if (attached is not null) await DetachAsync(attached);
            if (module is not null) await module.DisposeAsync();
        }
        catch (JSDisconnectedException)
        {
            // the page is gone already
        }

        _owner?.Dispose();
    }

    private bool Begin()
    {
        var isFirst = !_isBegun && !_isGone;
        _isBegun = true;
        return isFirst;
    }

    private async Task AttachAsync(IJSRuntime js, object?[] arguments)
    {
        _owner = arguments[^1] as IDisposable;
        try
        {
            if (await LoadAsync(js) is not { } module) return;
            var attached = await module.InvokeAsync<IJSObjectReference>("attach", arguments);
            if (_isGone) await DetachAsync(attached);
            else _attached = attached;
        }
        catch (JSDisconnectedException)
        {
            // the page is gone already
        }
    }

    // null when the component is gone
    private async Task<IJSObjectReference?> LoadAsync(IJSRuntime js)
    {
        if (_isGone || _module is not null) return _module;
        var module = await js.InvokeAsync<IJSObjectReference>("import", $"./Components/{path}");
        if (!_isGone) return _module = module;
        await module.DisposeAsync();
        return null;
    }

    private static async Task DetachAsync(IJSObjectReference attached)
    {
        await attached.InvokeVoidAsync("detach");
        await attached.DisposeAsync();
    }
}
