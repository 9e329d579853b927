using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using SupportAgent.Domain;
using SupportAgent.Domain.Access;
using SupportAgent.Domain.Approvals;
using SupportAgent.Domain.Conversations;
using SupportAgent.Domain.Execution;
using SupportAgent.Domain.Models.Offline;
using SupportAgent.Domain.Payments;
using SupportAgent.Domain.Refunds;
using SupportAgent.Domain.Store;
using SupportAgent.Domain.Tools;
using SupportAgent.Tests.Infrastructure;
using Xunit;

namespace SupportAgent.Tests.Faults;

/// <summary>The domain as the app registers it, on a database that other processes work on as well, with the clock of the machine.</summary>
internal sealed class FaultDomain(string database, string? gateway, Action<IServiceCollection>? more = null) : IAsyncDisposable
{
    private readonly ServiceProvider _services = Build(database, gateway, more);
    private IReadOnlyList<IHostedService> _running = [];

    public SupportStore Store => Get<SupportStore>();

    public T Get<T>() where T : notnull => _services.GetRequiredService<T>();

    /// <summary>Starts what works on its own: the turns, the execution of what is approved, the asking for payments.</summary>
    public async Task StartAsync()
    {
        _running = [.. _services.GetServices<IHostedService>()];
        foreach (var service in _running) await service.StartAsync(CancellationToken.None);
    }

    /// <summary>Prepares a refund in a conversation of its own.</summary>
    public async Task<Guid> PrepareAsync(string orderId, decimal amount)
    {
        var now = TimeProvider.System.GetUtcNow();
        var conversation = new Conversation { Id = Id.Next(now), Title = "Test", OwnerId = People.Agent.Id, OwnerName = People.Agent.Name, CreatedAt = now, UpdatedAt = now };
        await Store.WriteAsync(db => Task.FromResult(db.Add(conversation)));
        var call = await Get<ToolInvoker>().InvokeAsync(
            new ToolRequest
            {
                Name = RefundsPlugin.Prepare,
                Arguments = Json.Write(new { order_id = orderId, reason = "defective", amount }),
                Origin = ToolOrigin.Model,
                Person = People.Agent,
                ConversationId = conversation.Id,
                Offered = new HashSet<string> { RefundsPlugin.Prepare },
            },
            CancellationToken.None);
        Assert.True(call.Status == ToolCallStatus.AwaitingApproval, call.Result);
        return call.DraftId!.Value;
    }

    public Task<DecisionOutcome> ApproveAsync(string personId, Guid draftId) =>
        Get<DecisionDesk>().ApproveAsync(draftId, new Actor(personId, personId, new HashSet<string>()), note: null);

    /// <summary>Waits until nothing is under way any more.</summary>
    public async Task SettledAsync()
    {
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        while (await IsBusyAsync()) await look.WaitForNextTickAsync();
    }

    private Task<bool> IsBusyAsync() => Store.ReadAsync(async db =>
        await db.Set<Draft>().AnyAsync(x => x.State == DraftState.Approved || x.State == DraftState.Executing)
        || await db.Set<Payment>().AnyAsync(x => x.State == PaymentState.Open)
        || await db.Set<Turn>().AnyAsync(x => x.State == TurnState.Queued || x.State == TurnState.Running));

    public async ValueTask DisposeAsync()
    {
        foreach (var service in _running) await service.StopAsync(CancellationToken.None);
        await _services.DisposeAsync();
    }

    private static ServiceProvider Build(string database, string? gateway, Action<IServiceCollection>? more)
    {
        // one person prepares them all, faster than any does
        Dictionary<string, string?> settings = new() { ["Limits:CallsPerMinuteAndTool"] = "10000" };
        if (gateway is not null)
        {
            settings = new(settings)
            {
                ["Payments:Gateway"] = "Http",
                ["Payments:Endpoint"] = gateway,
                ["Payments:ApiKey"] = "gateway-key",
                ["Payments:TimeoutSeconds"] = "0.4",
                ["Payments:AskAgainSeconds"] = "0.05",
            };
        }

        var services = TestDomain.Compose($"Data Source={database};Default Timeout=30", new OfflineChatClient(), TimeProvider.System, settings);
        more?.Invoke(services);
        return services.BuildServiceProvider();
    }
}
