using SupportAgent.Domain;
using Xunit;

namespace SupportAgent.Tests;

public sealed class IdTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Ids_of_one_moment_sort_in_the_order_in_which_they_were_made()
    {
        var ids = Enumerable.Range(0, 10_000).Select(_ => Id.Next(Now)).ToList();
        Assert.Equal(ids, ids.Order());
        Assert.Equal(ids.Select(x => x.ToString()), ids.Select(x => x.ToString()).Order(StringComparer.Ordinal));
        Assert.Distinct(ids);
    }

    [Fact]
    public void A_later_moment_sorts_behind() => Assert.True(Id.Next(Now).CompareTo(Id.Next(Now.AddMilliseconds(1))) < 0);

    [Fact]
    public void An_id_is_a_UUID_of_version_7()
    {
        var id = Id.Next(Now);
        Assert.Equal(7, id.Version);
        Assert.InRange(id.Variant, 8, 11);
        Assert.Equal(Now.ToUnixTimeMilliseconds(), Convert.ToInt64(id.ToString("n")[..12], 16));
    }
}
