using Microsoft.EntityFrameworkCore;
using SupportAgent.Domain.Agent;
using SupportAgent.Domain.Audit;
using SupportAgent.Tests.Infrastructure;
using Xunit;

namespace SupportAgent.Tests.Faults;

/// <summary>The audit under several processes, and one that dies.</summary>
public sealed class AuditProcessTests
{
    [Fact]
    public async Task Four_processes_that_write_at_the_same_time_leave_one_unbroken_chain()
    {
        using var folder = new TempFolder();
        var database = folder.File("test.db");
        File.Copy(await ShopTemplate.WithPeopleAsync(), database);
        await using var domain = new FaultDomain(database, gateway: null);
        var workers = Enumerable.Range(0, 4).Select(_ => WorkerProcess.Start(database)).ToList();
        try
        {
            foreach (var worker in workers) await worker.UntilAsync("up");
            foreach (var worker in workers) worker.Tell("append 250");
            await domain.Get<AuditCheckpoints>().MakeAsync(); // in the middle of it, or ahead of the first
            await Task.WhenAll(workers.Select(x => x.UntilAsync("done append")));
        }
        finally
        {
            foreach (var worker in workers) worker.Dispose();
        }

        await domain.Get<AuditCheckpoints>().MakeAsync();
        Assert.Equal(new AuditVerdict(1000, null, null), await domain.Get<AuditVerification>().VerifyAsync());
    }

    [Fact]
    public async Task A_call_that_dies_with_its_process_gets_its_record_and_it_says_who_asked()
    {
        using var folder = new TempFolder();
        var database = folder.File("test.db");
        File.Copy(await ShopTemplate.WithPeopleAsync(), database);
        await using var domain = new FaultDomain(database, gateway: null);
        await domain.PrepareAsync("#W2378156", 2); // for a conversation
        using (var worker = WorkerProcess.Start(database))
        {
            await worker.UntilAsync("up");
            worker.Tell("hang #W2378156");
            var begun = (await worker.ReadAsync(1))[0];
            Assert.StartsWith("begun ", begun, StringComparison.Ordinal);
            Assert.Single(await RecordsAsync(domain)); // nothing has happened that it could tell
            await worker.KillAsync();
            await domain.Get<TurnRecovery>().RunAsync(atStart: true, CancellationToken.None);

            var record = (await RecordsAsync(domain))[1];
            Assert.Equal((Guid.Parse(begun.Split(' ')[1]), "failed", "model", "some-model", People.Agent.Id, "#W2378156"),
                (record.ToolCallId, record.Outcome, record.RequestedBy, record.ModelName, record.PersonId, record.OrderId));
        }

        Assert.True((await domain.Get<AuditVerification>().VerifyAsync()).IsSound);
    }

    private static Task<List<AuditRecord>> RecordsAsync(FaultDomain domain) => domain.Store.ReadAsync(db => db.Set<AuditRecord>().OrderBy(x => x.Sequence).ToListAsync());
}
