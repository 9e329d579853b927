using SupportAgent.Domain.Audit;
using SupportAgent.Tests.Infrastructure;
using Xunit;

namespace SupportAgent.Tests.Audit;

public sealed class AuditSearchTests
{
    [Fact]
    public async Task Records_come_newest_first_and_page_by_page_without_gaps_while_others_are_added()
    {
        await using var test = await TestStore.CreateAsync();
        await test.AppendAsync([.. Enumerable.Range(0, 7).Select(_ => AuditTrail.Call())]);
        var search = new AuditSearch(test.Store);
        var first = await search.FindAsync(new AuditQuery { Size = 3 });
        await test.AppendAsync(AuditTrail.Call());
        var second = await search.FindAsync(new AuditQuery { Size = 3, Before = first.Older });
        var third = await search.FindAsync(new AuditQuery { Size = 3, Before = second.Older });
        Assert.Equal([7L, 6, 5, 4, 3, 2, 1], first.Records.Concat(second.Records).Concat(third.Records).Select(x => x.Sequence));
        Assert.Null(third.Older);
    }

    [Fact]
    public async Task Filters_narrow_and_all_have_to_fit()
    {
        await using var test = await TestStore.CreateAsync();
        var conversation = Guid.NewGuid();
        await test.AppendAsync(
            AuditTrail.Call("get_order"),
            AuditTrail.Call("get_order", "rejected") with { Code = "not_found", Result = """{"error":"not_found"}""" },
            AuditTrail.Call("get_ticket") with { ConversationId = conversation, Person = AuditTrail.Ada with { Name = "Bob_1" } });
        var start = new ManualTimeProvider().GetUtcNow();

        Assert.Equal([2L, 1], await FindAsync(test, new AuditQuery { Action = "get_order" }));
        Assert.Equal([2L], await FindAsync(test, new AuditQuery { Outcome = "rejected" }));
        Assert.Equal([3L], await FindAsync(test, new AuditQuery { Person = "bob" }));
        Assert.Equal([3L], await FindAsync(test, new AuditQuery { ConversationId = conversation }));
        Assert.Equal([2L], await FindAsync(test, new AuditQuery { Text = "not_found" }));
        Assert.Equal([2L], await FindAsync(test, new AuditQuery { Action = "get_order", Text = "W1234567 not_found" }));
        Assert.Equal([], await FindAsync(test, new AuditQuery { Action = "get_ticket", Outcome = "rejected" }));
        Assert.Equal([3L, 2], await FindAsync(test, new AuditQuery { From = start.AddSeconds(30) }));
        Assert.Equal([1L], await FindAsync(test, new AuditQuery { To = start.AddSeconds(30) }));
    }

    [Theory]
    [InlineData("%")]
    [InlineData("get%order")]
    [InlineData("Bob_2")]
    public async Task Wildcards_stand_for_themselves(string text)
    {
        await using var test = await TestStore.CreateAsync();
        await test.AppendAsync(AuditTrail.Call() with { Person = AuditTrail.Ada with { Name = "Bobx2" } });
        Assert.Empty(await FindAsync(test, new AuditQuery { Text = text }));
        Assert.Empty(await FindAsync(test, new AuditQuery { Person = text }));
    }

    [Fact]
    public async Task A_page_is_never_longer_than_the_most()
    {
        await using var test = await TestStore.CreateAsync();
        await test.AppendAsync([.. Enumerable.Range(0, AuditSearch.MaxSize + 1).Select(_ => AuditTrail.Call())]);
        Assert.Equal(AuditSearch.MaxSize, (await FindAsync(test, new AuditQuery { Size = 100_000 })).Count);
    }

    private static async Task<IReadOnlyList<long>> FindAsync(TestStore test, AuditQuery query) =>
        [.. (await new AuditSearch(test.Store).FindAsync(query)).Records.Select(x => x.Sequence)];
}
