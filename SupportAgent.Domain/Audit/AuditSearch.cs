using Microsoft.EntityFrameworkCore;
using SupportAgent.Domain.Store;

namespace SupportAgent.Domain.Audit;

/// <summary>Finds audit records, newest first.</summary>
public sealed class AuditSearch(SupportStore store)
{
    /// <summary>Most records on a page.</summary>
    public const int MaxSize = 200;

    /// <summary>One page. It goes on from a record's number and not from a count, so that new records shift nothing while somebody reads.</summary>
    public Task<AuditPage> FindAsync(AuditQuery query, CancellationToken cancel = default) => store.ReadAsync(async db =>
    {
        var size = Math.Clamp(query.Size, 1, MaxSize);
        var rows = await Matching(db, query).OrderByDescending(x => x.Sequence).Take(size + 1).ToListAsync(cancel);
        return rows.Count > size ? new AuditPage(rows[..size], rows[size - 1].Sequence) : new AuditPage(rows, null);
    }, cancel);

    private static IQueryable<AuditRecord> Matching(SupportDb db, AuditQuery query)
    {
        var found = db.Set<AuditRecord>().AsQueryable();
        if (query.Before is { } before) found = found.Where(x => x.Sequence < before);
        if (query.Action is { } action) found = found.Where(x => x.Action == action);
        if (query.Outcome is { } outcome) found = found.Where(x => x.Outcome == outcome);
        if (query.ConversationId is { } conversation) found = found.Where(x => x.ConversationId == conversation);
        if (query.From is { } from) found = found.Where(x => x.At >= from);
        if (query.To is { } to) found = found.Where(x => x.At < to);
        foreach (var pattern in SearchWords.In(query.Person).Select(SearchWords.Anywhere)) found = found.Where(x => EF.Functions.Like(x.PersonName, pattern, SearchWords.Escape));
        foreach (var pattern in SearchWords.In(query.Text).Select(SearchWords.Anywhere))
        {
            found = found.Where(x =>
                EF.Functions.Like(x.Action, pattern, SearchWords.Escape)
                || EF.Functions.Like(x.Arguments!, pattern, SearchWords.Escape)
                || EF.Functions.Like(x.Result!, pattern, SearchWords.Escape)
                || EF.Functions.Like(x.Code!, pattern, SearchWords.Escape));
        }

        return found;
    }
}

/// <summary>Which audit records are wanted. Everything that is set has to fit.</summary>
public sealed record AuditQuery
{
    /// <summary>The tool, or the act of a person.</summary>
    public string? Action { get; init; }

    /// <summary>How it ended, in the words of the API.</summary>
    public string? Outcome { get; init; }

    /// <summary>Parts of the person's name.</summary>
    public string Person { get; init; } = "";

    /// <summary>Words that stand in the arguments, the result, the action or the code.</summary>
    public string Text { get; init; } = "";

    /// <summary>Not before this moment.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Before this moment.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>Only of this conversation.</summary>
    public Guid? ConversationId { get; init; }

    /// <summary>Only records older than the one with this number: <see cref="AuditPage.Next"/> of the page before.</summary>
    public long? Before { get; init; }

    /// <summary>Most records on the page, up to <see cref="AuditSearch.MaxSize"/>.</summary>
    public int Size { get; init; } = 50;
}

/// <summary>A page of audit records.</summary>
/// <param name="Records">Newest first.</param>
/// <param name="Next">What <see cref="AuditQuery.Before"/> has to be for the page after it; null when this is the last.</param>
public sealed record AuditPage(IReadOnlyList<AuditRecord> Records, long? Next);
