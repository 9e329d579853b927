using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SupportAgent.Domain;
using SupportAgent.Domain.Conversations;
using SupportAgent.Domain.Payments;
using SupportAgent.Domain.Refunds;
using SupportAgent.Domain.Shop;
using SupportAgent.Domain.Tools;
using SupportAgent.Tests.Browser;

namespace SupportAgent.Tests.Faults;

/// <summary>
/// A process that works on a database until it is told to end, or is killed: the entry point of this assembly where it is started by
/// <see cref="WorkerProcess"/>. It takes orders line by line and says on its own lines what it has done.
/// </summary>
internal static class Worker
{
    public static async Task Main(string[] args)
    {
        if (args is ["bench-audit", ..])
        {
            await AuditBench.RunAsync(args[1..]);
            return;
        }

        if (args is ["bench-paint", ..])
        {
            await PaintBench.RunAsync(args[1..]);
            return;
        }

        var (database, gateway, bug) = (args[0], args[1] == "-" ? null : args[1], Enum.Parse<SeededBug>(args[2]));
        await using var domain = new FaultDomain(database, gateway, bug == SeededBug.FreshKeys ? UseFreshKeys : null);
        await domain.Store.ReadAsync(db => db.Set<Order>().AnyAsync()); // warm
        Console.WriteLine("up");
        while (await Console.In.ReadLineAsync() is { } line)
        {
            var words = line.Split(' ');
            if (words[0] == "start") await domain.StartAsync();
            else if (words[0] == "settle") await domain.SettledAsync();
            else if (words[0] == "append") await AuditBench.AppendAsync(domain.Store, int.Parse(words[1], System.Globalization.CultureInfo.InvariantCulture), AuditBench.Way.Chained);
            else if (words[0] == "unchained") await AuditBench.AppendAsync(domain.Store, int.Parse(words[1], System.Globalization.CultureInfo.InvariantCulture), AuditBench.Way.Unchained);
            else if (words[0] == "hang") await HangAsync(domain, words[1]);
            else if (words[0] == "approve") await ApproveAsync(domain, bug, int.Parse(words[1], System.Globalization.CultureInfo.InvariantCulture), words[2..]);
            Console.WriteLine($"done {words[0]}");
        }
    }

    // "person:draft" each, as many side by side as asked for
    private static Task ApproveAsync(FaultDomain domain, SeededBug bug, int sideBySide, IEnumerable<string> decisions) =>
        Parallel.ForEachAsync(decisions, new ParallelOptions { MaxDegreeOfParallelism = sideBySide }, async (decision, _) =>
        {
            var (person, draft) = (decision.Split(':')[0], Guid.Parse(decision.Split(':')[1]));
            Console.WriteLine($"begins {draft}");
            if (bug == SeededBug.AcknowledgesTooEarly) Console.WriteLine($"Recorded {draft}");
            if (bug == SeededBug.PaysFirst) await PayFirstAsync(domain, draft);
            var outcome = await domain.ApproveAsync(person, draft);
            Console.WriteLine($"{outcome.Result} {draft}");
        });

    // a call that has begun and does not end
    private static async Task HangAsync(FaultDomain domain, string order)
    {
        var call = await domain.Get<ToolCallLog>().BeginAsync(new ToolRequest
        {
            Name = RefundsPlugin.Prepare,
            Arguments = Json.Write(new { order_id = order, reason = "defective", amount = 1 }),
            Origin = ToolOrigin.Model,
            Person = Infrastructure.People.Agent,
            ConversationId = (await domain.Store.ReadAsync(db => db.Set<Conversation>().FirstAsync())).Id,
            Model = new ModelAnswer("openai", "some-model", "resp_1"),
        });
        Console.WriteLine($"begun {call.Id}");
        await new TaskCompletionSource().Task;
    }

    private static void UseFreshKeys(IServiceCollection services)
    {
        var made = services.Last(x => x.ServiceType == typeof(IPaymentGateway));
        services.AddSingleton<IPaymentGateway>(provider => new FreshKeys((IPaymentGateway)made.ImplementationFactory!(provider)));
    }

    private static Task PayFirstAsync(FaultDomain domain, Guid draftId) => domain.Store.WriteAsync(async db =>
    {
        var draft = await db.Set<Domain.Approvals.Draft>().SingleAsync(x => x.Id == draftId);
        var paid = await db.Set<LedgerEntry>().FirstAsync(x => x.OrderId == draft.SubjectId && x.Kind == LedgerKind.Payment);
        db.Add(new LedgerEntry { OrderId = draft.SubjectId, Kind = LedgerKind.Refund, AmountMinor = draft.Amount.Minor, PaymentMethodId = paid.PaymentMethodId, At = draft.PreparedAt, DraftId = draftId });
    });

    private sealed class FreshKeys(IPaymentGateway inner) : IPaymentGateway
    {
        public bool IsLedger => inner.IsLedger;

        public Task<PaymentAnswer> PayAsync(PaymentRequest request, CancellationToken cancel) => inner.PayAsync(request with { Key = Guid.NewGuid().ToString("n") }, cancel);
    }
}

/// <summary>What a worker does wrong on purpose, so that the tests are seen to notice.</summary>
internal enum SeededBug
{
    None,

    /// <summary>Each request to the gateway has a key of its own, as if it were another payment.</summary>
    FreshKeys,

    /// <summary>The ledger is written before the approval is.</summary>
    PaysFirst,

    /// <summary>An approval is confirmed before it is stored.</summary>
    AcknowledgesTooEarly,
}
