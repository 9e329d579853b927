using Microsoft.EntityFrameworkCore;
using SupportAgent.Domain.Store;

namespace SupportAgent.Domain.Audit;

/// <summary>Makes checkpoints of the audit and keeps them in two places: a table that only grows, and a file beside it that can lie elsewhere.</summary>
public sealed class AuditCheckpoints(SupportStore store, AuditKey key, AuditFolders folders, TimeProvider time)
{
    /// <summary>The name of the file: one checkpoint a line.</summary>
    public const string FileName = "audit-checkpoints.jsonl";

    /// <summary>The file.</summary>
    public string FilePath => Path.Combine(folders.Checkpoints, FileName);

    /// <summary>A checkpoint of what stands in the audit now; null where nothing does. Where there is one already, it is that one.</summary>
    /// <exception cref="StoreUnavailableException">It could not be stored.</exception>
    /// <exception cref="IOException">The key or the file could not be written. In the second case the next one writes it.</exception>
    public Task<AuditCheckpoint?> MakeAsync(CancellationToken cancel = default) => MakeAsync(TimeSpan.Zero, cancel);

    /// <summary>The same, and none where the last one is younger than an age.</summary>
    public async Task<AuditCheckpoint?> MakeAsync(TimeSpan age, CancellationToken cancel = default)
    {
        var now = time.GetUtcNow();
        var made = await store.WriteAsync(async db =>
        {
            var head = await db.Set<AuditRecord>().OrderByDescending(x => x.Sequence).Select(x => new { x.Sequence, x.Hash }).FirstOrDefaultAsync(cancel);
            if (head is null) return null;
            var stored = await db.Set<StoredCheckpoint>().AsNoTracking().OrderByDescending(x => x.Records).FirstOrDefaultAsync(cancel);
            var last = stored is not null && AuditCheckpoint.TryRead(stored.Line, out var read) ? read : null;
            if (last?.Records == head.Sequence && last.Hash == head.Hash) return last;
            // beyond the end: the audit was cut off, and the table takes nothing before its last
            if (stored?.Records >= head.Sequence || now - last?.At < age) return null;
            var checkpoint = Sign(head.Sequence, head.Hash, now);
            db.Add(new StoredCheckpoint { Records = checkpoint.Records, Line = checkpoint.ToLine() });
            return checkpoint;
        }, cancel);
        await CopyAsync(cancel);
        return made;
    }

    /// <summary>Whether this installation signed a checkpoint.</summary>
    public bool IsOurs(AuditCheckpoint checkpoint) => key.HasSigned(checkpoint.SignedBytes(), checkpoint.Key, checkpoint.Signature);

    /// <summary>The checkpoints of the file. A line that a crash cut off says nothing.</summary>
    internal async Task<IReadOnlyList<AuditCheckpoint>> InFileAsync(CancellationToken cancel)
    {
        List<AuditCheckpoint> found = [];
        if (!File.Exists(FilePath)) return found;
        // whoever writes it now does not keep us out: a line that is not complete yet is none
        using var reader = new StreamReader(new FileStream(FilePath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
        while (await reader.ReadLineAsync(cancel) is { } line)
            if (AuditCheckpoint.TryRead(line, out var checkpoint)) found.Add(checkpoint);
        return found;
    }

    private AuditCheckpoint Sign(long records, string hash, DateTimeOffset at)
    {
        var unsigned = new AuditCheckpoint(records, hash, at, "", "");
        var (keyId, signature) = key.Sign(id => (unsigned with { Key = id }).SignedBytes());
        return unsigned with { Key = keyId, Signature = signature };
    }

    // whatever the file does not have yet: also what an earlier failure kept from it
    private async Task CopyAsync(CancellationToken cancel)
    {
        Directory.CreateDirectory(folders.Checkpoints);
        // one process at a time: nobody else may open it meanwhile
        await using var file = new FileStream(FilePath, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        using var reader = new StreamReader(file, leaveOpen: true);
        var text = await reader.ReadToEndAsync(cancel);
        var known = text.Split('\n').ToHashSet(StringComparer.Ordinal);
        var missing = (await store.ReadAsync(db => db.Set<StoredCheckpoint>().OrderBy(x => x.Records).Select(x => x.Line).ToListAsync(cancel), cancel)).Where(x => !known.Contains(x)).ToList();
        if (missing.Count == 0) return;
        file.Seek(0, SeekOrigin.End);
        await using var writer = new StreamWriter(file, leaveOpen: true);
        if (text.Length > 0 && !text.EndsWith('\n')) await writer.WriteAsync('\n');
        foreach (var line in missing) await writer.WriteAsync($"{line}\n");
        await writer.FlushAsync(cancel);
        file.Flush(flushToDisk: true);
    }
}
