using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using SupportAgent.Domain.Access;
using SupportAgent.Domain.Approvals;
using SupportAgent.Domain.Audit;
using SupportAgent.Domain.Shop;
using SupportAgent.Tests.Infrastructure;
using Xunit;
using Xunit.Abstractions;

namespace SupportAgent.Tests.Faults;

/// <summary>Several processes decide at once on one database.</summary>
public sealed class ContentionTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const int Processes = 4;
    private const ulong Seed = 20261121;

    private readonly TempFolder _folder = new();
    private FaultDomain _domain = null!;

    private string Database => _folder.File("test.db");

    public async Task InitializeAsync()
    {
        output.WriteLine($"seed {Seed}");
        File.Copy(await ShopTemplate.WithPeopleAsync(), Database);
        _domain = new FaultDomain(Database, gateway: null);
    }

    public async Task DisposeAsync()
    {
        await _domain.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Of_fifty_simultaneous_decisions_on_one_draft_one_is_recorded_and_carried_out()
    {
        var draft = await _domain.PrepareAsync((await OrdersAsync(1))[0], 20);
        var people = People.Staff.Select(x => x.Id).ToList();
        var said = await DecideAsync(process => Enumerable.Range(0, process == 0 ? 14 : 12).Select(x => $"{people[x % people.Count]}:{draft}"), sideBySide: 14);
        Assert.Equal(50, said.Count);
        Assert.Equal(49, said.Count(x => x.StartsWith("AlreadyDecided ", StringComparison.Ordinal)));
        Assert.Empty(await new Books(_domain.Store, _domain.Get<AuditVerification>()).CheckAsync([draft]));
        Assert.Equal(1, await _domain.Store.ReadAsync(db => db.Set<LedgerEntry>().CountAsync(x => x.DraftId == draft)));
        Assert.Equal(1, await _domain.Store.ReadAsync(db => db.Set<Decision>().CountAsync(x => x.DraftId == draft)));
    }

    [Fact]
    public async Task Two_hundred_drafts_decided_by_eight_people_at_once_are_carried_out_once_each()
    {
        List<Guid> drafts = [];
        foreach (var order in await OrdersAsync(200)) drafts.Add(await _domain.PrepareAsync(order, 3));
        var people = await PeopleAsync(2 * Processes);
        var dice = new Dice(Seed);
        var said = await DecideAsync(process => dice.Shuffled(drafts.SelectMany(x => people.Skip(2 * process).Take(2).Select(person => $"{person}:{x}"))), sideBySide: 2);
        Assert.Equal(1600, said.Count);
        Assert.Equal(200, said.Count(x => x.StartsWith("Recorded ", StringComparison.Ordinal)));
        Assert.Equal(1400, said.Count(x => x.StartsWith("AlreadyDecided ", StringComparison.Ordinal)));
        Assert.Empty(await new Books(_domain.Store, _domain.Get<AuditVerification>()).CheckAsync(drafts));
        Assert.Equal(200 * 300, await _domain.Store.ReadAsync(db => db.Set<LedgerEntry>().Where(x => x.DraftId != null).SumAsync(x => x.AmountMinor)));
    }

    [Fact]
    public async Task A_ledger_that_is_written_outside_of_the_guarded_move_would_be_noticed()
    {
        var draft = await _domain.PrepareAsync((await OrdersAsync(1))[0], 20);
        using var worker = WorkerProcess.Start(Database, bug: SeededBug.PaysFirst);
        worker.Tell($"approve 1 {People.Approver.Id}:{draft}");
        await worker.UntilAsync("done approve");
        Assert.NotEmpty(await new Books(_domain.Store, _domain.Get<AuditVerification>()).CheckAsync([draft]));
    }

    // all processes get their work, and begin, before any has ended; what they said about it
    private async Task<List<string>> DecideAsync(Func<int, IEnumerable<string>> decisions, int sideBySide)
    {
        var workers = Enumerable.Range(0, Processes).Select(_ => WorkerProcess.Start(Database)).ToList();
        try
        {
            foreach (var worker in workers) await worker.UntilAsync("up");
            for (var process = 0; process < Processes; process++) workers[process].Tell($"approve {sideBySide} {string.Join(' ', decisions(process))}");
            var said = await Task.WhenAll(workers.Select(x => x.UntilAsync("done approve")));
            return [.. said.SelectMany(x => x).Where(x => x != "done approve" && !x.StartsWith("begins ", StringComparison.Ordinal))];
        }
        finally
        {
            foreach (var worker in workers) worker.Dispose();
        }
    }

    private Task<List<string>> OrdersAsync(int count) => _domain.Store.ReadAsync(db => db.Set<Order>()
        .Where(x => (x.Status == OrderStatus.Delivered || x.Status == OrderStatus.Processed) && x.Ledger.Any(entry => entry.AmountMinor > 5000))
        .OrderBy(x => x.Position).Select(x => x.Id).Take(count).ToListAsync());

    private async Task<IReadOnlyList<string>> PeopleAsync(int count)
    {
        var people = Enumerable.Range(0, count).Select(x => $"staff-{x}").ToList();
        await _domain.Store.WriteAsync(db =>
        {
            foreach (var id in people)
            {
                db.Add(new StaffMember { Id = id, UserName = id, NormalizedUserName = id.ToUpperInvariant(), DisplayName = id, SecurityStamp = id });
                db.Add(new IdentityUserRole<string> { UserId = id, RoleId = Role.Approver });
            }

            return Task.CompletedTask;
        });
        return people;
    }
}
