using System.Security.Cryptography;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using SupportAgent.Domain.Audit;
using SupportAgent.Tests.Infrastructure;
using Xunit;

namespace SupportAgent.Tests.Audit;

public sealed class AuditCheckpointTests
{
    [Fact]
    public async Task A_checkpoint_names_the_last_record_and_anybody_can_check_it_with_the_public_key()
    {
        await using var test = await FilledAsync(3);
        var made = (await test.Checkpoints().MakeAsync())!;
        Assert.Equal((3, (await test.RecordsAsync())[2].Hash, test.Time.GetUtcNow()), (made.Records, made.Hash, made.At));

        using var key = ECDsa.Create();
        key.ImportFromPem(KeyOf(test).PublicPem());
        Assert.True(key.VerifyData(System.Text.Encoding.UTF8.GetBytes(made.SignedText), Convert.FromBase64String(made.Signature), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence));
        Assert.True(AuditCheckpoint.TryRead(made.ToLine(), out var read));
        Assert.Equal(made, read);
    }

    [Fact]
    public async Task It_is_kept_in_the_database_and_in_a_file_and_made_once_for_a_state()
    {
        await using var test = await FilledAsync(2);
        Assert.Equal(await test.Checkpoints().MakeAsync(), await test.Checkpoints().MakeAsync());
        await test.AppendAsync(AuditTrail.Call());
        await test.Checkpoints().MakeAsync();
        var lines = await File.ReadAllLinesAsync(test.Checkpoints().FilePath);
        Assert.Equal(2, lines.Length);
        Assert.Equal(lines, await test.Store.ReadAsync(db => db.Set<StoredCheckpoint>().OrderBy(x => x.Records).Select(x => x.Line).ToListAsync()));
        Assert.Equal(new AuditVerdict(3, null, null), await test.VerifyAsync());
    }

    [Fact]
    public async Task An_empty_audit_has_none()
    {
        await using var test = await FilledAsync(0);
        Assert.Null(await test.Checkpoints().MakeAsync());
    }

    [Fact]
    public async Task Only_the_account_of_the_app_can_read_the_key()
    {
        if (OperatingSystem.IsWindows()) return;
        await using var test = await FilledAsync(1);
        await test.Checkpoints().MakeAsync();
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(FolderOf(test), AuditKey.FileName)));
        Assert.Single(Directory.GetFiles(FolderOf(test), "audit-key*"));
    }

    [Theory]
    [InlineData("UPDATE AuditCheckpoints SET Line = 'x'")]
    [InlineData("DELETE FROM AuditCheckpoints")]
    [InlineData("INSERT OR REPLACE INTO AuditCheckpoints SELECT * FROM AuditCheckpoints")]
    public async Task The_database_refuses_to_change_checkpoints(string sql)
    {
        await using var test = await FilledAsync(1);
        await test.Checkpoints().MakeAsync();
        await using var db = test.Open();
        Assert.Contains("audit checkpoints are", (await Assert.ThrowsAsync<SqliteException>(() => db.Database.ExecuteSqlRawAsync(sql))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_tail_that_was_cut_off_is_found()
    {
        await using var test = await FilledAsync(10);
        var made = (await test.Checkpoints().MakeAsync())!;
        await test.TamperAsync("DELETE FROM AuditRecords WHERE Sequence > 7");
        Assert.Equal(
            new AuditVerdict(7, 8, $"The audit ends with record 7, and the checkpoint of {AuditVerification.Moment(made.At)} has 10: the records after 7 were cut off."),
            await test.VerifyAsync());
    }

    [Fact]
    public async Task History_that_was_written_anew_is_found_although_the_chain_is_whole()
    {
        await using var test = await FilledAsync(10);
        await test.Checkpoints().MakeAsync();
        await test.AppendAsync(AuditTrail.Call(), AuditTrail.Call(), AuditTrail.Call());
        var kept = (await test.Checkpoints().MakeAsync())!;
        await RewriteAsync(test, from: 12);
        var verdict = await test.VerifyAsync();
        Assert.Equal((10, 11), (verdict.Records, verdict.FirstBad));
        Assert.Equal($"History was written anew before the checkpoint of {AuditVerification.Moment(kept.At)}: record 13 is not the one it signed, so that something from record 11 on was changed.", verdict.Problem);
    }

    [Fact]
    public async Task A_checkpoint_that_was_kept_elsewhere_is_enough()
    {
        await using var test = await FilledAsync(10);
        var kept = (await test.Checkpoints().MakeAsync())!;
        await RewriteAsync(test, from: 4);
        await test.TamperAsync($"{AuditTriggers.DropForCheckpoints} DELETE FROM AuditCheckpoints; {AuditTriggers.CreateForCheckpoints}");
        File.Delete(test.Checkpoints().FilePath);
        Assert.True((await test.VerifyAsync()).IsSound); // nothing in the folder tells any more
        Assert.StartsWith("History was written anew", (await test.VerifyAsync(kept)).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_older_copy_of_the_database_is_found_by_the_file()
    {
        await using var test = await FilledAsync(5);
        await test.Checkpoints().MakeAsync();
        var copy = Path.Combine(FolderOf(test), "copy.db");
        await using (var db = test.Open()) await db.Database.ExecuteSqlAsync($"VACUUM INTO {copy}");
        await test.AppendAsync(AuditTrail.Call(), AuditTrail.Call());
        var later = (await test.Checkpoints().MakeAsync())!;

        await RollBackAsync(test, copy);
        var verdict = await test.VerifyAsync();
        Assert.Equal((5, 6), (verdict.Records, verdict.FirstBad));
        Assert.Contains(AuditVerification.Moment(later.At), verdict.Problem, StringComparison.Ordinal);

        // going on from there hides nothing
        await test.AppendAsync(AuditTrail.Call("other"), AuditTrail.Call("other"), AuditTrail.Call("other"));
        await test.Checkpoints().MakeAsync();
        Assert.Equal((5, 6), (await test.VerifyAsync()) is var after ? (after.Records, after.FirstBad) : default);
    }

    [Fact]
    public async Task A_forged_checkpoint_is_named()
    {
        await using var test = await FilledAsync(4);
        var made = (await test.Checkpoints().MakeAsync())!;
        foreach (var forged in new[] { made with { Hash = new string('a', 64) }, made with { Records = 3 }, made with { At = made.At.AddTicks(1) }, made with { Key = "0123456789abcdef" }, made with { Signature = "AAAA" }, made with { Signature = "" } })
        {
            var verdict = await test.VerifyAsync(forged);
            Assert.Equal((4, null), (verdict.Records, verdict.FirstBad));
            Assert.Contains("bears no signature of this installation", verdict.Problem, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_checkpoint_of_another_installation_says_nothing_about_this_one()
    {
        await using var test = await FilledAsync(4);
        await using var other = await FilledAsync(4);
        Assert.Contains("bears no signature of this installation", (await test.VerifyAsync(await other.Checkpoints().MakeAsync())).Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("UPDATE AuditCheckpoints SET Line = replace(Line, '\"records\":4', '\"records\":3')", "bears no signature")]
    [InlineData("UPDATE AuditCheckpoints SET Line = 'x'", "can't be read any more")]
    public async Task A_stored_checkpoint_that_was_altered_is_named(string sql, string problem)
    {
        await using var test = await FilledAsync(4);
        await test.Checkpoints().MakeAsync();
        await test.TamperAsync($"{AuditTriggers.DropForCheckpoints} {sql}; {AuditTriggers.CreateForCheckpoints}");
        Assert.Contains(problem, (await test.VerifyAsync()).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_line_that_a_crash_cut_off_does_no_harm_and_the_checkpoint_is_written_again()
    {
        await using var test = await FilledAsync(4);
        await test.Checkpoints().MakeAsync();
        var path = test.Checkpoints().FilePath;
        var line = await File.ReadAllTextAsync(path);
        await File.WriteAllTextAsync(path, line[..40]);
        Assert.True((await test.VerifyAsync()).IsSound);
        await test.Checkpoints().MakeAsync();
        Assert.Equal($"{line[..40]}\n{line}", await File.ReadAllTextAsync(path));
    }

    [Fact]
    public async Task A_copy_that_could_not_be_written_is_made_up_for()
    {
        await using var test = await FilledAsync(1);
        var path = test.Checkpoints().FilePath;
        Directory.CreateDirectory(path); // nothing can be written there
        await Assert.ThrowsAnyAsync<Exception>(() => test.Checkpoints().MakeAsync());
        Directory.Delete(path);
        await test.AppendAsync(AuditTrail.Call());
        await test.Checkpoints().MakeAsync();
        Assert.Equal(2, (await File.ReadAllLinesAsync(path)).Length);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("""{"records":0,"hash":"","at":"2026-01-01T00:00:00Z","key":"","signature":""}""")]
    [InlineData("""{"records":1,"hash":null,"at":"2026-01-01T00:00:00Z","key":"","signature":""}""")]
    [InlineData("""{"records":"1","hash":"","at":"yesterday","key":"","signature":""}""")]
    public void What_is_no_checkpoint_is_not_read_as_one(string text) => Assert.False(AuditCheckpoint.TryRead(text, out _));

    [Fact]
    public async Task They_are_made_by_themselves_once_the_last_is_old_enough_and_something_was_added()
    {
        await using var test = await FilledAsync(1);
        await PassAsync(1, lines: 1);
        await test.AppendAsync(AuditTrail.Call());
        await PassAsync(10, lines: 1);
        await PassAsync(25, lines: 2);
        await PassAsync(60, lines: 2); // nothing new

        async Task PassAsync(int minutes, int lines)
        {
            test.Time.Advance(TimeSpan.FromMinutes(minutes));
            await test.Checkpoints().MakeAsync(TimeSpan.FromMinutes(30));
            Assert.Equal(lines, (await File.ReadAllLinesAsync(test.Checkpoints().FilePath)).Length);
        }
    }

    [Fact]
    public async Task The_clerk_looks_every_minute()
    {
        await using var test = await FilledAsync(1);
        using var clerk = new AuditClerk(test.Checkpoints(), Options.Create(new AuditOptions()), test.Time, NullLogger<AuditClerk>.Instance);
        await clerk.StartAsync(CancellationToken.None);
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(20), TimeProvider.System);
        using var tooLong = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (await test.Store.ReadAsync(db => db.Set<StoredCheckpoint>().CountAsync()) == 0)
        {
            test.Time.Advance(AuditClerk.Interval);
            await look.WaitForNextTickAsync(tooLong.Token);
        }

        await clerk.StopAsync(CancellationToken.None);
        Assert.True((await test.VerifyAsync()).IsSound);
    }

    [Fact]
    public async Task Two_that_make_one_at_the_same_time_make_the_same()
    {
        await using var test = await FilledAsync(3);
        var made = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            try
            {
                return await test.Checkpoints().MakeAsync();
            }
            catch (IOException)
            {
                return null; // another one writes the file now
            }
        })));
        Assert.Single(made.OfType<AuditCheckpoint>().Distinct());
        await test.Checkpoints().MakeAsync();
        Assert.Single(await File.ReadAllLinesAsync(test.Checkpoints().FilePath));
    }

    private static string FolderOf(TestStore test) => Path.GetDirectoryName(test.Path)!;

    private static AuditKey KeyOf(TestStore test) => new(AuditFolders.In(FolderOf(test)));

    private static async Task<TestStore> FilledAsync(int count)
    {
        var test = await TestStore.CreateAsync();
        await test.AppendAsync([.. Enumerable.Range(1, count).Select(x => AuditTrail.Call($"tool_{x}"))]);
        return test;
    }

    private static async Task RewriteAsync(TestStore test, int from)
    {
        var records = await test.RecordsAsync();
        List<AuditRecord> forged = [];
        foreach (var record in records.Skip(from - 1))
            forged.Add(RawAudit.With(record, x => x.PersonName = record.Sequence == from ? "Eve" : x.PersonName, previousHash: forged.Count > 0 ? forged[^1].Hash : record.PreviousHash));
        await RawAudit.PutAsync(test, [.. forged]);
    }

    private static async Task RollBackAsync(TestStore test, string copy)
    {
        await using var from = new SqliteConnection($"Data Source={copy};Pooling=False");
        await from.OpenAsync();
        await using var db = test.Open();
        await db.Database.OpenConnectionAsync();
        from.BackupDatabase((SqliteConnection)db.Database.GetDbConnection());
    }
}
