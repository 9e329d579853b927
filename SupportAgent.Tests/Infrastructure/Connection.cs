using Microsoft.Playwright;

namespace SupportAgent.Tests.Infrastructure;

/// <summary>The wire between a page and the app, which a test can cut and mend.</summary>
public sealed class Connection
{
    private readonly List<IWebSocketRoute> _sockets = [];
    private bool _isCut;

    private Connection()
    {
    }

    /// <summary>Puts itself between; before the page is opened.</summary>
    public static async Task<Connection> OfAsync(IPage page)
    {
        var connection = new Connection();
        await page.RouteWebSocketAsync("**/_blazor**", socket =>
        {
            socket.ConnectToServer();
            connection._sockets.Add(socket);
        });
        await page.RouteAsync("**/_blazor/negotiate**", route => connection._isCut ? route.AbortAsync() : route.ContinueAsync());
        return connection;
    }

    /// <summary>Closes the socket, and lets no other be opened.</summary>
    public async Task CutAsync()
    {
        _isCut = true;
        foreach (var socket in _sockets.ToList()) await socket.CloseAsync(new() { Code = 1001 });
        _sockets.Clear();
    }

    /// <summary>Lets the page connect again.</summary>
    public void Mend() => _isCut = false;
}
