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
    public async Task Pages_lead_both_ways_in_both_orders()
    {
        await using var test = await TestStore.CreateAsync();
        await test.AppendAsync([.. Enumerable.Range(0, 7).Select(_ => AuditTrail.Call())]);
        var search = new AuditSearch(test.Store);
        var middle = await search.FindAsync(new AuditQuery { Size = 3, Before = 5 });
        AssertPage([4L, 3, 2], 2, 4, middle);
        var newer = await search.FindAsync(new AuditQuery { Size = 3, After = middle.Newer });
        AssertPage([7L, 6, 5], 5, null, newer);
        var oldest = await search.FindAsync(new AuditQuery { Size = 3, OldestFirst = true });
        AssertPage([1L, 2, 3], null, 3, oldest);
        var back = await search.FindAsync(new AuditQuery { Size = 3, OldestFirst = true, Before = 4 });
        AssertPage([1L, 2, 3], null, 3, back);
    }

    [Fact]
    public async Task Every_field_can_be_filtered_by()
    {
        await using var test = await TestStore.CreateAsync();
        var (conversation, turn, draft) = (Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid());
        await test.AppendAsync(
            AuditTrail.Call(),
            new AuditEntry(AuditKind.Decision, "approve", "approved", "person", AuditTrail.Ada with { Id = "2", Name = "Bob Biro" })
            {
                Code = "odd",
                ConversationId = conversation,
                TurnId = turn,
                DraftId = draft,
                ModelName = "gpt",
                About = new AuditSubject("#W9", "noah", new SupportAgent.Domain.Money(2050, "USD")),
                Result = "Défective kettle",
            },
            AuditTrail.Call() with { About = new AuditSubject(Amount: new SupportAgent.Domain.Money(300, "JPY")) });
        foreach (var query in new AuditQuery[]
        {
            new() { Kind = AuditKind.Decision }, new() { Code = "odd" }, new() { PersonId = "2" }, new() { Person = "biro bo" }, new() { OrderId = "#W9" }, new() { CustomerId = "noah" }, new() { Model = "gpt" },
            new() { ConversationId = conversation }, new() { TurnId = turn }, new() { DraftId = draft }, new() { Text = "defective" }, new() { Text = "KETT*" }, new() { Text = "kettle", DraftId = draft },
            new() { Text = "kettle", Kind = AuditKind.Decision }, new() { MaxAmount = 20.50m }, new() { MinAmount = 20.49m, MaxAmount = 299 }, new() { MinAmount = 20, Kind = AuditKind.Decision },
        })
        {
            Assert.Equal([2L], await FindAsync(test, query));
            Assert.Equal(1, (await new AuditSearch(test.Store).CountAsync(query)).Total);
        }

        Assert.Equal([3L, 2], await FindAsync(test, new AuditQuery { MinAmount = 20 }));
        Assert.Equal([3L], await FindAsync(test, new AuditQuery { MinAmount = 299.5m })); // 300 yen have no digits after the point
        Assert.Equal([], await FindAsync(test, new AuditQuery { MinAmount = 20.51m, MaxAmount = 299 }));
        Assert.Equal([], await FindAsync(test, new AuditQuery { Text = "kett" }));
        Assert.Equal([], await FindAsync(test, new AuditQuery { Person = "nobody" }));
    }

    [Fact]
    public async Task Several_people_of_a_name_come_in_one_order()
    {
        await using var test = await TestStore.CreateAsync();
        await test.AppendAsync([.. Enumerable.Range(0, 9).Select(x => AuditTrail.Call() with { Person = AuditTrail.Ada with { Name = (x % 3) switch { 0 => "Ann One", 1 => "Ann Two", _ => "Bob" } } })]);
        Assert.Equal([8L, 7, 5, 4, 2, 1], await FindAsync(test, new AuditQuery { Person = "ann" }));
        var page = await new AuditSearch(test.Store).FindAsync(new AuditQuery { Person = "ann", Size = 2, Before = 7 });
        AssertPage([5L, 4], 4, 5, page);
        Assert.Equal(6, (await new AuditSearch(test.Store).CountAsync(new AuditQuery { Person = "ann" })).Total);
        Assert.Equal(["Ann One", "Ann Two", "Bob"], await new AuditSearch(test.Store).DifferentAsync(AuditColumn.PersonName));
    }

    [Fact]
    public async Task The_bars_have_every_record_once_and_no_gaps()
    {
        await using var test = await TestStore.CreateAsync();
        await test.AppendAsync([.. Enumerable.Range(0, 100).Select(x => AuditTrail.Call(x % 4 == 0 ? "get_order" : "get_ticket"))]);
        var search = new AuditSearch(test.Store);
        foreach (var (query, total) in new[] { (new AuditQuery(), 100), (new AuditQuery { Action = "get_order" }, 25), (new AuditQuery { Text = "W1234567" }, 100), (new AuditQuery { Action = "no" }, 0) })
        {
            var bars = (await search.CountAsync(query)).Bars;
            Assert.Equal(total, bars.Sum(x => x.Count));
            Assert.InRange(bars.Count, 2, 60);
            Assert.Equal(bars.Skip(1).Select(x => x.From), bars.SkipLast(1).Select(x => x.To));
        }

        var start = (await test.RecordsAsync())[0].At;
        var part = await search.CountAsync(new AuditQuery { From = start.AddMinutes(10), To = start.AddMinutes(20) });
        Assert.Equal((10, start.AddMinutes(10), start.AddMinutes(20)), (part.Total, part.Bars[0].From, part.Bars[^1].To));
        Assert.Empty((await search.CountAsync(new AuditQuery { From = start.AddYears(1) })).Bars);
    }

    [Fact]
    public async Task A_clock_that_was_set_back_puts_no_record_before_another()
    {
        await using var test = await TestStore.CreateAsync();
        await test.AppendAsync(AuditTrail.Call());
        var last = (await test.RecordsAsync())[0].At;
        var early = new AuditLog(new ManualTimeProvider(last.AddHours(-3)));
        await test.Store.WriteAsync(db => early.AppendAsync(db, AuditTrail.Call()));
        Assert.Equal(last, (await test.RecordsAsync())[1].At);
    }

    [Fact]
    public async Task A_page_is_never_longer_than_the_most()
    {
        await using var test = await TestStore.CreateAsync();
        await test.AppendAsync([.. Enumerable.Range(0, AuditSearch.MaxSize + 1).Select(_ => AuditTrail.Call())]);
        Assert.Equal(AuditSearch.MaxSize, (await FindAsync(test, new AuditQuery { Size = 100_000 })).Count);
    }

    private static void AssertPage(IEnumerable<long> numbers, long? older, long? newer, AuditPage page)
    {
        Assert.Equal(numbers, page.Records.Select(x => x.Sequence));
        Assert.Equal((older, newer), (page.Older, page.Newer));
    }

    private static async Task<IReadOnlyList<long>> FindAsync(TestStore test, AuditQuery query) =>
        [.. (await new AuditSearch(test.Store).FindAsync(query)).Records.Select(x => x.Sequence)];
}
