using Microsoft.EntityFrameworkCore;
using SupportAgent.Domain.Access;
using SupportAgent.Domain.Conversations;
using SupportAgent.Domain.Handover;
using SupportAgent.Tests.Infrastructure;
using Xunit;

namespace SupportAgent.Tests.Handover;

public sealed class ConversationSearchTests : IAsyncLifetime
{
    private TestDomain _domain = null!;

    public async Task InitializeAsync() => _domain = await TestDomain.CreateAsync(running: false);

    public async Task DisposeAsync() => await _domain.DisposeAsync();

    [Theory]
    [InlineData("yusuf")]
    [InlineData("ROSSI")]
    [InlineData("yusuf_rossi")]
    [InlineData("lamp")]
    [InlineData("läm")]
    [InlineData("lamp rossi")]
    [InlineData("#w2378156")]
    [InlineData("W2378156")]
    [InlineData("W237")]
    [InlineData("broken")]
    public async Task A_conversation_is_found_by_its_title_its_messages_its_customer_and_its_orders(string words)
    {
        var other = await BeginAsync("Something else");
        var id = await BeginAsync("The lamp of #W2378156 arrived. " + new string('x', 90) + " It is broken");
        await _domain.CallAsync("get_order", new { order_id = "#W2378156" }, id);
        Assert.Equal([id], await FindAsync(words: words == "läm" ? "lam" : words));
        Assert.DoesNotContain(other, await FindAsync(words: words));
    }

    [Theory]
    [InlineData("\"")]
    [InlineData("#")]
    [InlineData("*")]
    [InlineData("a\" OR \"b")]
    [InlineData("NEAR(")]
    [InlineData("100%")]
    [InlineData("_")]
    [InlineData("\0")]
    public async Task Signs_of_the_search_language_stand_for_themselves(string words)
    {
        await BeginAsync("Plain words");
        Assert.Empty(await FindAsync(words: words));
    }

    [Fact]
    public async Task A_draft_brings_its_order_and_waits_for_approval()
    {
        var id = await BeginAsync("Hello");
        await BeginAsync("Other");
        await _domain.PrepareAsync(20, conversationId: id);
        Assert.Equal([id], await FindAsync(words: "#W2378156"));
        Assert.Equal([id], await FindAsync(ConversationsShown.Waiting));
    }

    [Fact]
    public async Task Mine_are_the_open_ones_of_the_person_and_closed_ones_stand_apart()
    {
        var mine = await BeginAsync("Mine");
        var closed = await BeginAsync("Closed");
        var others = await BeginAsync("Others", People.OtherAgent);
        await _domain.Get<ConversationDesk>().CloseAsync(closed, People.Agent);
        Assert.Equal([mine], await FindAsync());
        Assert.Equal([others, mine], await FindAsync(ConversationsShown.Open));
        Assert.Equal([closed], await FindAsync(ConversationsShown.Closed));
        Assert.Equal([others, closed, mine], await FindAsync(ConversationsShown.All));
        Assert.Empty(await FindAsync(ConversationsShown.All, person: new Actor("stranger", "Stranger", new HashSet<string>())));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Pieces_follow_each_other_without_gap_or_repeat(bool urgentFirst)
    {
        var ids = new List<Guid>();
        for (var i = 0; i < 12; i++)
        {
            if (i % 3 != 0) _domain.Time.Advance(TimeSpan.FromSeconds(1)); // some in the same moment
            ids.Add(await BeginAsync($"{i}", person: i % 2 == 0 ? People.Agent : People.OtherAgent));
            await LabelAsync(ids[^1], LabelCategory.Refund, (LabelUrgency)(i % 3));
        }

        var query = new ConversationQuery { Shown = ConversationsShown.All, UrgentFirst = urgentFirst };
        var whole = await _domain.Get<ConversationSearch>().FindAsync(query, People.Agent, 100);
        List<ConversationRow> pieces = [];
        while (await _domain.Get<ConversationSearch>().FindAsync(query, People.Agent, 5, pieces.LastOrDefault()) is { Count: > 0 } piece) pieces.AddRange(piece);
        Assert.Equal(whole.Select(x => x.Id), pieces.Select(x => x.Id));
        Assert.Equal(12, whole.Count);
        if (urgentFirst) Assert.Equal(LabelUrgency.High, whole[0].Urgency);
        if (urgentFirst) Assert.Equal(LabelUrgency.Low, whole[^1].Urgency);
    }

    [Fact]
    public async Task Conversations_about_one_thing_can_be_shown_alone()
    {
        var refund = await BeginAsync("One");
        await BeginAsync("Two");
        await LabelAsync(refund, LabelCategory.Refund, LabelUrgency.Low);
        Assert.Equal([refund], await FindAsync(category: LabelCategory.Refund));
        Assert.Empty(await FindAsync(category: LabelCategory.OrderStatus));
    }

    [Fact]
    public async Task What_was_said_since_a_person_looked_is_unread_for_that_person()
    {
        var id = await BeginAsync("Hello");
        Assert.True(await IsUnreadAsync(id, People.Agent)); // its owner has never looked
        Assert.False(await IsUnreadAsync(id, People.OtherAgent)); // and a colleague has nothing to do with it
        var revision = (await _domain.ReadAsync(id)).Revision;
        foreach (var person in new[] { People.Agent, People.OtherAgent }) await _domain.Get<ReadMarks>().SeenAsync(id, revision, person);
        Assert.False(await IsUnreadAsync(id, People.Agent));

        await _domain.SubmitAsync("More", id, People.OtherAgent);
        await _domain.Get<ReadMarks>().SeenAsync(id, (await _domain.ReadAsync(id)).Revision, People.OtherAgent);
        Assert.True(await IsUnreadAsync(id, People.Agent));
        Assert.False(await IsUnreadAsync(id, People.OtherAgent));
        await _domain.Get<ReadMarks>().SeenAsync(id, 1, People.OtherAgent); // an older look takes nothing back
        Assert.False(await IsUnreadAsync(id, People.OtherAgent));
    }

    private async Task<bool> IsUnreadAsync(Guid id, Actor person) =>
        (await _domain.Get<ConversationSearch>().FindAsync(new ConversationQuery { Shown = ConversationsShown.All }, person, 100)).Single(x => x.Id == id).IsUnread;

    private async Task<Guid> BeginAsync(string text, Actor? person = null) => (await _domain.SubmitAsync(text, person: person)).ConversationId!.Value;

    private Task<int> LabelAsync(Guid id, LabelCategory category, LabelUrgency urgency) => _domain.Store.WriteAsync(db =>
        db.Set<Conversation>().Where(x => x.Id == id).ExecuteUpdateAsync(set => set.SetProperty(x => x.Category, category).SetProperty(x => x.Urgency, urgency)));

    private async Task<IReadOnlyList<Guid>> FindAsync(ConversationsShown shown = ConversationsShown.Mine, string words = "", LabelCategory? category = null, Actor? person = null) =>
        [.. (await _domain.Get<ConversationSearch>().FindAsync(new ConversationQuery { Shown = shown, Words = words, Category = category }, person ?? People.Agent, 100)).Select(x => x.Id)];
}
