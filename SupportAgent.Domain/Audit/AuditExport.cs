using System.Runtime.CompilerServices;
using SupportAgent.Domain.Access;
using SupportAgent.Domain.Store;

namespace SupportAgent.Domain.Audit;

/// <summary>
/// Takes records out of the app, oldest first, a piece at a time, so that any number of them needs little memory. That it begins, and how it ends,
/// are records themselves; without the first there is no export.
/// </summary>
public sealed class AuditExport(SupportStore store, AuditSearch search, AuditLog audit)
{
    /// <summary>The act in the audit.</summary>
    public const string Act = "export_audit";

    /// <summary>Records the export and fixes which records it has: those of now.</summary>
    /// <param name="query">Which ones; its page is not looked at.</param>
    /// <param name="format">In which form.</param>
    /// <param name="person">Who asks.</param>
    /// <param name="requestedBy"><c>person</c>, <c>api</c> or <c>system</c>.</param>
    /// <param name="cancel">To give up.</param>
    /// <exception cref="StoreUnavailableException">It could not be recorded, so there is none.</exception>
    public async Task<AuditExportRun> BeginAsync(AuditQuery query, AuditExportFormat format, Actor person, string requestedBy, CancellationToken cancel = default)
    {
        query = query with { Before = await search.EndAsync(cancel), After = null, OldestFirst = true, Size = AuditSearch.MaxSize };
        var run = new AuditExportRun(this, query, format, person, requestedBy, (await search.CountAsync(query, 1, cancel)).Total);
        await RecordAsync(run, "started", null, cancel);
        return run;
    }

    internal async IAsyncEnumerable<AuditRecord> ReadAsync(AuditQuery query, [EnumeratorCancellation] CancellationToken cancel)
    {
        long? after = 0;
        while (after is not null)
        {
            var page = await search.FindAsync(query with { After = after }, cancel);
            foreach (var record in page.Records) yield return record;
            after = page.Newer;
        }
    }

    internal Task RecordAsync(AuditExportRun run, string outcome, long? written, CancellationToken cancel) => store.WriteAsync(db => audit.AppendAsync(
        db,
        new AuditEntry(AuditKind.Export, Act, outcome, run.RequestedBy, run.Person)
        {
            Arguments = Json.Write(new { format = run.Format, records = run.Records, filter = AuditQueryText.Of(run.Query) }),
            Result = written is null ? null : Json.Write(new { written }),
        },
        cancel), cancel);
}

/// <summary>The form of an export.</summary>
public enum AuditExportFormat
{
    /// <summary>A table for spreadsheets.</summary>
    Csv,

    /// <summary>A line of JSON a record.</summary>
    Jsonl,
}

/// <summary>An export that was recorded and can be written, once.</summary>
public sealed class AuditExportRun
{
    private const int ReportEvery = 1000;

    private readonly AuditExport _export;

    internal AuditExportRun(AuditExport export, AuditQuery query, AuditExportFormat format, Actor person, string requestedBy, long records) =>
        (_export, Query, Format, Person, RequestedBy, Records) = (export, query, format, person, requestedBy, records);

    /// <summary>How many records it has.</summary>
    public long Records { get; }

    internal AuditQuery Query { get; }

    internal AuditExportFormat Format { get; }

    internal Actor Person { get; }

    internal string RequestedBy { get; }

    /// <summary>Writes all of it, and records how that ended.</summary>
    /// <param name="output">Where to. It stays open.</param>
    /// <param name="progress">Hears how far it is.</param>
    /// <param name="cancel">To break off.</param>
    public async Task WriteAsync(Stream output, IProgress<AuditProgress>? progress = null, CancellationToken cancel = default)
    {
        var written = 0L;
        var isDone = false;
        try
        {
            await using var writer = new StreamWriter(output, new System.Text.UTF8Encoding(encoderShouldEmitUTF8Identifier: Format == AuditExportFormat.Csv), 32 * 1024, leaveOpen: true);
            if (Format == AuditExportFormat.Csv) await writer.WriteAsync(AuditCsv.Header);
            await foreach (var record in _export.ReadAsync(Query, cancel))
            {
                await writer.WriteAsync((Format == AuditExportFormat.Csv ? AuditCsv.Line(record) : AuditJson.Line(record)).AsMemory(), cancel);
                if (++written % ReportEvery == 0) progress?.Report(new AuditProgress(written, Records));
            }

            await writer.FlushAsync(cancel);
            isDone = true;
            progress?.Report(new AuditProgress(written, written));
        }
        finally
        {
            // also where the reader went away: what was taken until then was taken
            await _export.RecordAsync(this, isDone ? "succeeded" : "failed", written, CancellationToken.None);
        }
    }
}
