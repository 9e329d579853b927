using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using SupportAgent.Domain;
using SupportAgent.Domain.Access;
using SupportAgent.Domain.Agent;
using SupportAgent.Domain.Approvals;
using SupportAgent.Domain.Audit;
using SupportAgent.Domain.Conversations;
using SupportAgent.Domain.Erasure;
using SupportAgent.Domain.Execution;
using SupportAgent.Domain.Handover;
using SupportAgent.Domain.Models;
using SupportAgent.Domain.Models.Offline;
using SupportAgent.Domain.Overview;
using SupportAgent.Domain.Payments;
using SupportAgent.Domain.Policies;
using SupportAgent.Domain.Refunds;
using SupportAgent.Domain.Reports;
using SupportAgent.Domain.Shop;
using SupportAgent.Domain.Store;
using SupportAgent.Domain.Tickets;
using SupportAgent.Domain.Tools;
using Xunit;

namespace SupportAgent.Tests.Infrastructure;

/// <summary>The whole domain as the app registers it, on a database file of its own with the demo shop and a few people; the clock is in the test's hand.</summary>
public sealed class TestDomain : IAsyncDisposable
{
    private readonly TempFolder _folder;
    private readonly ServiceProvider _services;
    private readonly IReadOnlyDictionary<string, string?> _settings;
    private IReadOnlyList<IHostedService> _running = [];

    private TestDomain(TempFolder folder, IChatClient model, IReadOnlyDictionary<string, string?> settings, Action<IServiceCollection>? more)
    {
        (_folder, _settings) = (folder, settings);
        Path = folder.File("test.db");
        var services = Compose($"Data Source={Path};Default Timeout=2", model, Time, settings);
        more?.Invoke(services);
        _services = services.BuildServiceProvider();
    }

    /// <summary>The domain's services as the app registers them, on a database. Labels are asked for only where a test says so: the others count what a model is asked.</summary>
    public static IServiceCollection Compose(string connectionString, IChatClient model, TimeProvider time, IReadOnlyDictionary<string, string?> settings) => new ServiceCollection()
        .AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance).AddLogging().AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection([new("Labels:IsOn", "false")]).AddInMemoryCollection(settings).Build())
        .AddSingleton(time).AddSingleton(Roster(model))
        .AddSingleton(AuditFolders.Beside(connectionString)).AddStore(_ => connectionString).AddPayments().AddTools().AddPolicies().AddShop().AddTickets().AddHandover().AddErasure().AddOverview().AddRefunds().AddApprovals().AddAgent().AddSingleton<ReportDesk>();

    /// <summary>The models of an app that has only this one.</summary>
    public static ModelRoster Roster(params IReadOnlyList<IChatClient> models) =>
        new([.. models.Select((x, place) => ConfiguredModel.Of(x, place == 0 ? ModelRoster.FirstId : $"model-{place}"))]);

    /// <summary>The database file.</summary>
    public string Path { get; }

    public ManualTimeProvider Time { get; } = new();

    public SupportStore Store => Get<SupportStore>();

    public IServiceProvider Services => _services;

    /// <param name="model">Answers; by default the offline model.</param>
    /// <param name="settings">Settings by their keys.</param>
    /// <param name="more">Registers more, such as tools of the test.</param>
    /// <param name="running">Whether turns are run and drafts looked after, as in the app.</param>
    public static async Task<TestDomain> CreateAsync(
        IChatClient? model = null, IReadOnlyDictionary<string, string?>? settings = null, Action<IServiceCollection>? more = null, bool running = true)
    {
        var folder = new TempFolder();
        File.Copy(await ShopTemplate.WithPeopleAsync(), folder.File("test.db"));
        var domain = new TestDomain(folder, model ?? new OfflineChatClient(), settings ?? new Dictionary<string, string?>(), more);
        if (running) await domain.StartAsync();
        return domain;
    }

    /// <summary>The same database in another process, as after a crash: nothing of this one's memory is left.</summary>
    public TestDomain Restarted(IChatClient? model = null, IReadOnlyDictionary<string, string?>? settings = null) => new(_folder, model ?? new OfflineChatClient(), settings ?? _settings, null);

    public T Get<T>() where T : notnull => _services.GetRequiredService<T>();

    /// <summary>Starts the services that work on their own.</summary>
    public async Task StartAsync()
    {
        _running = [.. _services.GetServices<IHostedService>()];
        foreach (var service in _running) await service.StartAsync(CancellationToken.None);
    }

    /// <summary>Sends a message and waits for nothing.</summary>
    public async Task<Submission> SubmitAsync(string text, Guid? conversationId = null, Actor? person = null) =>
        await Get<TurnInbox>().SubmitAsync(conversationId, text, person ?? People.Agent);

    /// <summary>Sends a message and waits for the end of its turn; gives the conversation as it is then.</summary>
    public async Task<Transcript> AskAsync(string text, Guid? conversationId = null, Actor? person = null)
    {
        var submission = await SubmitAsync(text, conversationId, person);
        Assert.Null(submission.Problem);
        return await SettledAsync(submission.ConversationId!.Value);
    }

    /// <summary>Waits until no turn of a conversation runs or is queued.</summary>
    public Task<Transcript> SettledAsync(Guid conversationId) => UntilAsync(conversationId, x => x.Turns.Count > 0 && x.Working is null);

    /// <summary>Waits until a conversation is as wanted.</summary>
    public async Task<Transcript> UntilAsync(Guid conversationId, Func<Transcript, bool> wanted)
    {
        using var tooLong = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        var changed = new SemaphoreSlim(0);
        using var subscription = Get<ChangeFeed>().Subscribe(Topic.Conversation(conversationId), () => changed.Release());
        while (true)
        {
            var transcript = await ReadAsync(conversationId);
            if (wanted(transcript)) return transcript;
            await changed.WaitAsync(tooLong.Token);
        }
    }

    /// <summary>Waits until the agent has begun to answer.</summary>
    public Task UntilAnsweringAsync(Guid conversationId) => UntilAsync(conversationId, _ => Get<LiveAnswers>().Find(conversationId) is not null);

    /// <summary>A conversation as it is stored.</summary>
    public async Task<Transcript> ReadAsync(Guid conversationId)
    {
        var transcript = new Transcript();
        if (await Get<TranscriptReader>().ReadAsync(conversationId, after: 0) is { } all) transcript.Apply(all);
        return transcript;
    }

    /// <summary>Runs one tool as the agent would in a conversation of its own.</summary>
    public async Task<ToolCall> CallAsync(string tool, object arguments, Guid? conversationId = null, Actor? person = null) =>
        await Get<ToolInvoker>().InvokeAsync(
            new ToolRequest
            {
                Name = tool,
                Arguments = arguments as string ?? Json.Write(arguments),
                Origin = ToolOrigin.Model,
                Person = person ?? People.Agent,
                ConversationId = conversationId ?? await ConversationAsync(),
                Offered = Get<ToolCatalogue>().All.Where(x => x.IsOffered).Select(x => x.Name).ToHashSet(StringComparer.Ordinal),
            },
            CancellationToken.None);

    /// <summary>An empty conversation.</summary>
    public Task<Guid> ConversationAsync() => Store.WriteAsync(db =>
    {
        var now = Time.GetUtcNow();
        var conversation = new Conversation { Id = Domain.Id.Next(now), Title = "Test", OwnerId = People.Agent.Id, OwnerName = People.Agent.Name, CreatedAt = now, UpdatedAt = now };
        db.Add(conversation);
        return Task.FromResult(conversation.Id);
    });

    /// <summary>Prepares a refund and gives its draft.</summary>
    public async Task<Draft> PrepareAsync(decimal? amount, string order = "#W2378156", string reason = "defective", Guid? conversationId = null) =>
        await PrepareAsync(RefundsPlugin.Prepare, amount is null ? new { order_id = order, reason } : (object)new { order_id = order, reason, amount }, conversationId);

    /// <summary>Prepares anything and gives its draft.</summary>
    public async Task<Draft> PrepareAsync(string tool, object arguments, Guid? conversationId = null)
    {
        var call = await CallAsync(tool, arguments, conversationId);
        Assert.True(call.Status == ToolCallStatus.AwaitingApproval, call.Result);
        return await DraftAsync(call.DraftId!.Value);
    }

    /// <summary>Prepares anything, lets as many people approve as it needs, and gives the draft as it is then.</summary>
    public async Task<Draft> CarryOutAsync(string tool, object arguments)
    {
        var draft = await PrepareAsync(tool, arguments);
        await ApproveAsync(draft);
        if (draft.ApprovalsNeeded > 1) await ApproveAsync(draft, People.OtherApprover);
        return await DraftAsync(draft.Id);
    }

    /// <summary>A customer as he or she is stored.</summary>
    public async Task<Customer> CustomerAsync(string id) => (await Store.ReadAsync(db => db.FindCustomerAsync(id, CancellationToken.None)))!;

    public Task<DecisionOutcome> ApproveAsync(Draft draft, Actor? person = null) => Get<DecisionDesk>().ApproveAsync(draft.Id, person ?? People.Approver, note: null);

    public Task<DecisionOutcome> DenyAsync(Draft draft, string reason = "Not now", Actor? person = null) => Get<DecisionDesk>().DenyAsync(draft.Id, person ?? People.Approver, reason);

    /// <summary>A draft as it is stored.</summary>
    public async Task<Draft> DraftAsync(Guid id) => (await Store.ReadAsync(db => db.FindDraftAsync(id, CancellationToken.None)))!;

    /// <summary>An order as it is stored.</summary>
    public async Task<Order> OrderAsync(string id = "#W2378156") => (await Store.ReadAsync(db => db.FindOrderAsync(id, CancellationToken.None)))!;

    /// <summary>All audit records, oldest first.</summary>
    public Task<IReadOnlyList<AuditRecord>> AuditAsync() =>
        Store.ReadAsync<IReadOnlyList<AuditRecord>>(async db => await db.Set<AuditRecord>().OrderBy(x => x.Sequence).ToListAsync());

    public async ValueTask DisposeAsync()
    {
        foreach (var service in _running) await service.StopAsync(CancellationToken.None);
        await _services.DisposeAsync();
        SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }
}
