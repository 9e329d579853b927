using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace SupportAgent.Tests.Infrastructure;

/// <summary>The whole app as a new user starts it: a real server on a free port of this machine, with a data folder of its own.</summary>
public sealed class RunningApp : WebApplicationFactory<Program>
{
    private readonly TempFolder _data = new();
    private readonly Action<IServiceCollection>? _services;
    private readonly IReadOnlyDictionary<string, string> _settings;
    private readonly string _environment;

    /// <param name="environment">Development has demo accounts; Production has none.</param>
    /// <param name="services">Replaces parts, such as the model or the clock.</param>
    /// <param name="settings">Settings by their keys, such as <c>Limits:ToolSeconds</c>.</param>
    /// <param name="fresh">Whether it starts without a database and makes and loads it itself; otherwise it finds the demo shop there.</param>
    public RunningApp(
        string environment = "Development", Action<IServiceCollection>? services = null, IReadOnlyDictionary<string, string>? settings = null, bool fresh = false)
    {
        if (!fresh) File.Copy(ShopTemplate.WithoutPeopleAsync().GetAwaiter().GetResult(), DatabasePath);
        (_environment, _services, _settings) = (environment, services, settings ?? new Dictionary<string, string>());
        UseKestrel(0);
        StartServer();
    }

    /// <summary>What the app wrote to its log.</summary>
    public LogLines Log { get; } = new();

    /// <summary>Where the app is, without a slash at the end.</summary>
    public string Url => ClientOptions.BaseAddress.ToString().TrimEnd('/');

    /// <summary>The database file.</summary>
    public string DatabasePath => _data.File("support.db");

    /// <summary>A client that keeps cookies and does not follow redirects.</summary>
    public HttpClient Client() => new(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(Url) };

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        SqliteConnection.ClearAllPools();
        _data.Dispose();
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment(_environment).UseSetting("Data:Folder", _data.Path);
        foreach (var (key, value) in _settings) builder.UseSetting(key, value);
        builder.ConfigureLogging(logs => logs.ClearProviders().AddProvider(Log));
        if (_services is not null) builder.ConfigureTestServices(_services);
    }
}
