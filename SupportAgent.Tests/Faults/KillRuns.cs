using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using SupportAgent.Domain.Audit;
using SupportAgent.Domain.Shop;
using SupportAgent.Tests.Infrastructure;
using SupportAgent.Tests.Payments;
using Xunit.Abstractions;

namespace SupportAgent.Tests.Faults;

/// <summary>
/// Processes that approve and carry out refunds are killed (SIGKILL) at random moments, one after the other, on one database. The number of kills
/// of each test is 50, or that of the environment variable KILLS; the seed is 20261121, or that of SEED. The tests are two classes, which run side by side.
/// </summary>
public abstract class KillRuns(ITestOutputHelper output)
{
    private const int DraftsEach = 8;

    /// <summary>How many.</summary>
    protected static int Kills { get; } = Dial.Of("KILLS", 50);

    /// <summary>Kills that often, lets the last process settle everything, and says what is not as it has to be.</summary>
    private protected async Task<IReadOnlyList<string>> RunAsync(int kills, FakeGateway? gateway, SeededBug bug = SeededBug.None)
    {
        var seed = (ulong)Dial.Of("SEED", 20261121);
        output.WriteLine($"seed {seed}, {kills} kills");
        var dice = new Dice(seed);
        using var folder = new TempFolder();
        var database = folder.File("test.db");
        File.Copy(await ShopTemplate.WithPeopleAsync(), database);
        await using var domain = new FaultDomain(database, gateway?.Endpoint);
        var orders = await OrdersAsync(domain);
        List<Guid> acknowledged = [];
        var next = WorkerProcess.Start(database, gateway?.Endpoint, bug);
        for (var kill = 0; kill < kills; kill++)
        {
            using var worker = next;
            List<Guid> drafts = [];
            for (var i = 0; i < DraftsEach; i++)
                drafts.Add(await domain.PrepareAsync(orders[((kill * DraftsEach) + i) % orders.Count], 1 + (0.01m * dice.Below(90))));

            await worker.UntilAsync("up");
            next = WorkerProcess.Start(database, gateway?.Endpoint, bug); // starts while this one works
            worker.Tell("start");
            worker.Tell($"approve 3 {string.Join(' ', drafts.Select(x => $"{People.Approver.Id}:{x}"))}");
            acknowledged.AddRange((await KillAsync(worker, dice)).Where(x => x.StartsWith("Recorded ", StringComparison.Ordinal)).Select(x => Guid.Parse(x.Split(' ')[1])));
        }

        using (next)
        {
            next.Tell("start");
            next.Tell("settle");
            await next.UntilAsync(bug == SeededBug.None ? "done settle" : "done start");
        }

        output.WriteLine($"{acknowledged.Count} approvals confirmed; {gateway?.Requests.Count} requests to the gateway, {gateway?.Effects.Count} effects");
        return await new Books(domain.Store, domain.Get<AuditVerification>()).CheckAsync(acknowledged, gateway);
    }

    // a moment while it takes up what the one before it left, or one after so and so many of its steps: on a slow machine as on a fast one
    private static async Task<IEnumerable<string>> KillAsync(WorkerProcess worker, Dice dice)
    {
        var steps = dice.Below(2 * DraftsEach);
        var said = steps < 3 ? [] : await worker.ReadAsync(steps);
        await Task.Delay(TimeSpan.FromMilliseconds(dice.Below(steps < 3 ? 600 : 30)), TimeProvider.System);
        return said.Concat(await worker.KillAsync());
    }

    private protected static async Task<FakeGateway> UnreliableGatewayAsync()
    {
        var gateway = await FakeGateway.StartAsync();
        var dice = new Dice(7);
        gateway.Behaviour = async (http, pay) =>
        {
            // some cards are closed for good: that has to be the same each time
            if (http.Request.Headers["Idempotency-Key"].ToString()[^1] == '7')
            {
                http.Response.StatusCode = StatusCodes.Status402PaymentRequired;
                return;
            }

            var chance = dice.Below(100);
            if (chance < 15)
            {
                http.Abort();
            }
            else if (chance < 30)
            {
                await pay();
                http.Abort();
            }
            else if (chance < 40)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(600), TimeProvider.System, CancellationToken.None); // longer than the app waits
                await pay();
            }
            else if (chance < 55)
            {
                http.Response.StatusCode = chance < 45 ? StatusCodes.Status409Conflict : StatusCodes.Status503ServiceUnavailable;
            }
            else
            {
                await Task.Delay(TimeSpan.FromMilliseconds(dice.Below(60)), TimeProvider.System, CancellationToken.None);
                await pay();
            }
        };
        return gateway;
    }

    // one of each customer, so that nothing has to wait for another payment of the same
    private static Task<List<string>> OrdersAsync(FaultDomain domain) => domain.Store.ReadAsync(async db =>
        (await db.Set<Order>()
            .Where(x => (x.Status == OrderStatus.Delivered || x.Status == OrderStatus.Processed) && x.Ledger.Any(entry => entry.AmountMinor > 5000 && !EF.Functions.Like(entry.PaymentMethodId, "gift%")))
            .OrderBy(x => x.Position).Select(x => new { x.Id, x.CustomerId }).ToListAsync())
        .DistinctBy(x => x.CustomerId).Select(x => x.Id).ToList());
}
