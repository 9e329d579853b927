using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SupportAgent.Domain.Conversations;
using SupportAgent.Domain.Handover;
using SupportAgent.Tests.Infrastructure;
using SupportAgent.Web.Components.Chat;
using Xunit;

namespace SupportAgent.Tests.Components;

public sealed class ConversationListTests : IAsyncLifetime
{
    private TestDomain _domain = null!;
    private StaffContext _page = null!;

    public async Task InitializeAsync()
    {
        _domain = await TestDomain.CreateAsync(running: false);
        _page = new StaffContext(_domain, People.Agent);
    }

    public async Task DisposeAsync()
    {
        await _page.DisposeAsync();
        await _domain.DisposeAsync();
    }

    [Fact]
    public void While_it_reads_it_says_so_and_nothing_else()
    {
        _page.AddAuthorization().SetAuthorizing(); // who looks is not known yet
        var list = _page.Render<ConversationList>();
        Assert.NotEmpty(list.FindAll("[aria-busy=true]"));
        Assert.Empty(list.FindAll(".rows, .empty, [role=alert]"));
    }

    [Fact]
    public void Without_any_conversation_it_says_how_to_begin_one() =>
        Assert.Contains("Write a message to begin one", _page.Render<ConversationList>().WaitForElement(".empty").TextContent, StringComparison.Ordinal);

    [Fact]
    public void Where_there_is_none_at_all_the_list_of_all_says_how_to_begin() =>
        Assert.Contains("Write a message to begin the first", Draw("show=All").WaitForElement(".empty").TextContent, StringComparison.Ordinal);

    [Theory]
    [InlineData("q=nothing-like-it", "Nothing fits")]
    [InlineData("category=Refund", "Nothing fits")]
    [InlineData("show=HandedOver", "Nothing is handed over")]
    [InlineData("show=Waiting", "Nothing waits for approval")]
    [InlineData("show=Closed", "Nothing is closed")]
    [InlineData("show=nonsense&category=nonsense&sort=nonsense", "One")]
    public async Task The_filters_stand_in_the_address(string query, string shown)
    {
        await BeginAsync("One");
        Assert.Contains(shown, Draw(query).WaitForElement(".empty, .rows").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_typed_and_chosen_goes_to_the_address_and_rows_keep_it()
    {
        var id = await BeginAsync("One lamp");
        await BeginAsync("Two chairs");
        var list = Draw("show=All");
        list.WaitForElement(".rows");
        await list.Find("input[type=search]").ChangeAsync(new() { Value = " lamp " });
        await list.Find("form[role=search]").SubmitAsync();
        list.WaitForAssertion(() => Assert.Single(list.FindAll(".rows a")));
        Assert.Equal($"/conversations/{id}?q=lamp&show=All", list.Find(".rows a").GetAttribute("href"));
        Assert.EndsWith("?show=All&q=lamp", _page.Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unread_closed_and_labelled_rows_say_so_in_words()
    {
        var id = await BeginAsync("One");
        await _domain.Get<ConversationDesk>().CloseAsync(id, People.Agent);
        await _domain.Store.WriteAsync(db => db.Set<Conversation>().ExecuteUpdateAsync(set => set.SetProperty(x => x.Category, LabelCategory.Refund).SetProperty(x => x.Urgency, LabelUrgency.High).SetProperty(x => x.Summary, "<b>x</b>")));
        var list = Draw("show=Closed");
        var row = list.WaitForElement(".rows a").TextContent;
        foreach (var words in new[] { "Unread:", "Closed", "Refund", "Urgent" }) Assert.Contains(words, row, StringComparison.Ordinal);
        Assert.Equal("<b>x</b>", list.Find(".rows a").GetAttribute("title"));

        _domain.Time.Advance(TimeSpan.FromSeconds(1)); // notices that come close together are one
        await _domain.Get<ReadMarks>().SeenAsync(id, 100, People.Agent);
        list.WaitForAssertion(() => Assert.DoesNotContain("Unread:", list.Find(".rows a").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_order_changes_only_when_the_pointer_is_elsewhere()
    {
        var first = await BeginAsync("First");
        _domain.Time.Advance(TimeSpan.FromMinutes(1));
        await BeginAsync("Second");
        var list = Draw("");
        list.WaitForAssertion(() => Assert.Equal(["Second", "First"], Titles(list)));

        await list.Find(".rows").TriggerEventAsync("onpointerenter", new Microsoft.AspNetCore.Components.Web.PointerEventArgs());
        _domain.Time.Advance(TimeSpan.FromMinutes(1));
        await _domain.SubmitAsync("More", first);
        list.WaitForElement(".changed button");
        Assert.Equal(["Second", "First"], Titles(list));
        await list.Find(".rows").TriggerEventAsync("onpointerleave", new Microsoft.AspNetCore.Components.Web.PointerEventArgs());
        Assert.Equal(["First", "Second"], Titles(list));
        Assert.Empty(list.FindAll(".changed"));
    }

    [Fact]
    public async Task More_follow_piece_by_piece()
    {
        for (var i = 0; i < 35; i++)
        {
            _domain.Time.Advance(TimeSpan.FromMinutes(1));
            await BeginAsync($"{i}");
        }

        var list = Draw("");
        list.WaitForAssertion(() => Assert.Equal(30, list.FindAll(".rows a").Count));
        await list.Find(".more button").ClickAsync(new());
        Assert.Equal(Enumerable.Range(0, 35).Reverse().Select(x => $"{x}"), Titles(list));
        Assert.Empty(list.FindAll(".more"));
    }

    [Fact]
    public async Task A_store_that_cannot_be_read_is_said_and_asked_again()
    {
        await BeginAsync("One");
        SqliteConnection.ClearAllPools();
        File.Move(_domain.Path, _domain.Path + ".away");
        Directory.CreateDirectory(_domain.Path);
        var list = _page.Render<ConversationList>();
        Assert.Contains("reached", list.WaitForElement("[role=alert]").TextContent, StringComparison.Ordinal);
        Assert.Empty(list.FindAll(".rows, .empty"));

        Directory.Delete(_domain.Path);
        File.Move(_domain.Path + ".away", _domain.Path);
        await list.Find("[role=alert] button").ClickAsync(new());
        list.WaitForAssertion(() => Assert.Equal(["One"], Titles(list)));
    }

    private static IEnumerable<string> Titles(IRenderedComponent<ConversationList> list) => list.FindAll(".rows .title").Select(x => x.TextContent.Replace("Unread: ", "", StringComparison.Ordinal).Trim());

    private IRenderedComponent<ConversationList> Draw(string query)
    {
        _page.Services.GetRequiredService<NavigationManager>().NavigateTo($"?{query}");
        return _page.Render<ConversationList>();
    }

    private async Task<Guid> BeginAsync(string text) => (await _domain.SubmitAsync(text)).ConversationId!.Value;
}
