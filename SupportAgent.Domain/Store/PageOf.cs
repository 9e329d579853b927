using Microsoft.EntityFrameworkCore;

namespace SupportAgent.Domain.Store;

/// <summary>One page of a list that the database cut.</summary>
/// <param name="Rows">Its rows.</param>
/// <param name="Total">How many rows there are on all pages.</param>
/// <param name="Number">Which page it is, from 1: the last one where a later one was asked for.</param>
/// <param name="Size">Most rows on a page.</param>
public sealed record PageOf<T>(IReadOnlyList<T> Rows, int Total, int Number, int Size);

/// <summary>Cuts lists into pages.</summary>
public static class Paging
{
    /// <summary>Most rows on a page.</summary>
    public const int MaxSize = 50;

    /// <summary>Rows of a list that is part of another page, before it leads to the whole list.</summary>
    public const int FewSize = 10;

    /// <summary>Reads one page; page and size are brought into their bounds.</summary>
    public static async Task<PageOf<T>> ToPageAsync<T>(this IQueryable<T> rows, int number, int size, CancellationToken cancel)
    {
        size = Math.Clamp(size, 1, MaxSize);
        var total = await rows.CountAsync(cancel);
        number = Math.Clamp(number, 1, Math.Max(1, (total + size - 1) / size));
        return new PageOf<T>(await rows.Skip((number - 1) * size).Take(size).ToListAsync(cancel), total, number, size);
    }
}
