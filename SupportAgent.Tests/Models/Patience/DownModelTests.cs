using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using SupportAgent.Domain.Conversations;
using SupportAgent.Domain.Models;
using SupportAgent.Tests.Infrastructure;
using Xunit;

namespace SupportAgent.Tests.Models.Patience;

/// <summary>Whole turns with a model's server that is down, over the wire, as the settings make the clients.</summary>
public sealed class DownModelTests : IAsyncLifetime
{
    private FakeOpenAIServer _first = null!;
    private FakeOpenAIServer _second = null!;

    public async Task InitializeAsync() => (_first, _second) = (await FakeOpenAIServer.StartAsync(), await FakeOpenAIServer.StartAsync());

    public async Task DisposeAsync()
    {
        await _first.DisposeAsync();
        await _second.DisposeAsync();
    }

    [Fact]
    public async Task When_the_model_is_down_the_second_one_answers_and_the_turn_says_so()
    {
        _first.Refuse(503, "down");
        _second.Stream(["""{"content":"Here instead."}"""]);
        await using var domain = await TestDomain.CreateAsync(Client(fallback: true));
        var turn = Assert.Single((await domain.AskAsync("Hello")).Turns);
        Assert.Equal((TurnState.Completed, "Here instead."), (turn.Turn.State, turn.Answers.Single().Text));
        Assert.Equal("small could not be reached; other answered in its place.", turn.Turn.Note);
        Assert.Equal(2, _first.Requests.Count); // asked, and asked again
    }

    [Fact]
    public async Task Without_a_second_one_the_turn_fails_in_plain_words_after_it_was_asked_again()
    {
        _first.Refuse(500, "secret stack trace");
        await using var domain = await TestDomain.CreateAsync(Client(fallback: false));
        var turn = Assert.Single((await domain.AskAsync("Hello")).Turns);
        Assert.Equal(TurnState.Failed, turn.Turn.State);
        Assert.DoesNotContain("secret", turn.Turn.Note, StringComparison.Ordinal);
        Assert.Equal(2, _first.Requests.Count);
    }

    [Fact]
    public async Task A_key_that_is_refused_is_not_tried_again()
    {
        _first.Refuse(401, "wrong key");
        await using var domain = await TestDomain.CreateAsync(Client(fallback: false));
        Assert.Equal(TurnState.Failed, Assert.Single((await domain.AskAsync("Hello")).Turns).Turn.State);
        Assert.Single(_first.Requests);
    }

    private IChatClient Client(bool fallback)
    {
        var settings = new Dictionary<string, string?>
        {
            ["Model:Provider"] = "OpenAI",
            ["Model:Endpoint"] = _first.Endpoint,
            ["Model:Name"] = "small",
            ["Model:Patience:Retries"] = "1",
            ["Model:Patience:PauseSeconds"] = "0.01",
        };
        if (fallback)
        {
            settings["Model:Fallback:Provider"] = "OpenAI";
            settings["Model:Fallback:Endpoint"] = _second.Endpoint;
            settings["Model:Fallback:Name"] = "other";
        }

        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        return new ServiceCollection().AddSingleton(TimeProvider.System).AddModels(configuration).BuildServiceProvider().GetRequiredService<ModelRoster>().First.Client;
    }
}
