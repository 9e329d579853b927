using Microsoft.AspNetCore.Components;
using SupportAgent.Domain.Store;

namespace SupportAgent.Web.Components.Shared;

/// <summary>A component that draws what is stored, and draws it again whenever that changes, in this browser or another.</summary>
public abstract class LiveComponent : StaffComponent, IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan TryAgain = TimeSpan.FromSeconds(3);

    private CancellationTokenSource? _watch;

    [Inject] private ChangeFeed Feed { get; set; } = null!;

    /// <summary>The clock.</summary>
    [Inject] protected TimeProvider Time { get; set; } = null!;

    /// <summary>Whether there is anything to draw yet.</summary>
    protected bool IsLoaded { get; private set; }

    /// <summary>Reads what is drawn.</summary>
    protected abstract Task LoadAsync(CancellationToken cancel);

    /// <summary>Reads at once, and after each change of these topics. A further call begins anew, with other topics.</summary>
    protected void Watch(params IReadOnlyList<Topic> topics)
    {
        Unwatch();
        _watch = new CancellationTokenSource();
        IsLoaded = false;
        _ = WatchAsync(topics, _watch.Token);
    }

    /// <summary>Draws what is there, and listens no more.</summary>
    protected void Unwatch()
    {
        _watch?.Cancel();
        _watch?.Dispose();
        _watch = null;
    }

    /// <summary>Reads again now.</summary>
    protected async Task ReloadAsync()
    {
        if (_watch is { } watch) await RefreshAsync(watch.Token);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        Unwatch();
        GC.SuppressFinalize(this);
    }

    private async Task WatchAsync(IReadOnlyList<Topic> topics, CancellationToken cancel)
    {
        try
        {
            await foreach (var _ in Feed.WatchAsync(Pause, Time, topics, cancel))
            {
                while (!await RefreshAsync(cancel)) await Task.Delay(TryAgain, Time, cancel);
            }
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            // the page is gone, or watches something else
        }
        catch (Exception e) when (!cancel.IsCancellationRequested)
        {
            await DispatchExceptionAsync(e);
        }
    }

    private async Task<bool> RefreshAsync(CancellationToken cancel)
    {
        var done = await TryAsync(() => LoadAsync(cancel));
        cancel.ThrowIfCancellationRequested();
        IsLoaded |= done;
        StateHasChanged();
        return done;
    }
}
