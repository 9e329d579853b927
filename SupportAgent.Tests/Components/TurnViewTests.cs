using Bunit;
using Microsoft.Extensions.AI;
using SupportAgent.Tests.Infrastructure;
using SupportAgent.Web.Components.Chat;
using Xunit;

namespace SupportAgent.Tests.Components;

public sealed class TurnViewTests
{
    [Fact]
    public async Task An_answer_that_was_cut_off_says_so_and_goes_on_with_one_click()
    {
        await using var domain = await TestDomain.CreateAsync(new ScriptedModel().Then(new ChatResponseUpdate(ChatRole.Assistant, "Once upon"), ScriptedModel.Finished(ChatFinishReason.Length)));
        await using var page = new StaffContext(domain, People.Agent);
        var turn = Assert.Single((await domain.AskAsync("Tell me")).Turns);
        List<string> sent = [];
        var view = page.Render<TurnView>(x => x.Add(t => t.Turn, turn).Add(t => t.OnTryAgain, sent.Add));
        Assert.Contains("cut off", view.Find(".note").TextContent, StringComparison.Ordinal);
        await view.FindAll("button").Single(x => x.TextContent == "Continue").ClickAsync(new());
        Assert.Equal(["Continue where you stopped."], sent);
    }

    [Fact]
    public async Task An_answer_that_came_to_its_end_offers_nothing_of_the_kind()
    {
        await using var domain = await TestDomain.CreateAsync(new ScriptedModel().Says("The end."));
        await using var page = new StaffContext(domain, People.Agent);
        var turn = Assert.Single((await domain.AskAsync("Tell me")).Turns);
        var view = page.Render<TurnView>(x => x.Add(t => t.Turn, turn));
        Assert.DoesNotContain(view.FindAll("button"), x => x.TextContent is "Continue" or "Try again");
    }
}
