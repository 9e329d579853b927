using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace SupportAgent.Tests.Infrastructure;

/// <summary>A server on a free port of loopback that answers what is posted to one path.</summary>
internal sealed class LoopbackServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    public LoopbackServer()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.Urls.Add("http://127.0.0.1:0");
    }

    /// <summary>Its address, without a path, once it has started.</summary>
    public string Address => _app.Urls.First();

    public Task StartAsync(string path, RequestDelegate answer)
    {
        _app.MapPost(path, answer);
        return _app.StartAsync();
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
