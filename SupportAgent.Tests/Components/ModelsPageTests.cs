using Bunit;
using Microsoft.Extensions.DependencyInjection;
using SupportAgent.Domain.Agent;
using SupportAgent.Tests.Infrastructure;
using SupportAgent.Web.Components.Pages;
using Xunit;

namespace SupportAgent.Tests.Components;

public sealed class ModelsPageTests
{
    [Fact]
    public async Task An_admin_sees_which_is_the_default_and_makes_another_one_it()
    {
        await using var domain = await DomainAsync();
        await using var page = new StaffContext(domain, People.Admin);
        var drawn = page.Render<ModelsPage>();
        drawn.WaitForAssertion(() => Assert.Equal(2, drawn.FindAll(".model").Count));
        Assert.Contains("Default", drawn.FindAll(".model")[0].QuerySelector("header")!.TextContent, StringComparison.Ordinal);
        await drawn.FindAll(".model")[1].QuerySelector("button")!.ClickAsync(new());
        drawn.WaitForAssertion(() => Assert.Contains("Default", drawn.FindAll(".model")[1].QuerySelector("header")!.TextContent, StringComparison.Ordinal));
        Assert.Equal("model-1", (await domain.Get<ModelDesk>().DefaultAsync()).Id);
    }

    [Fact]
    public async Task A_test_shows_what_was_said_and_called_and_what_was_wrong()
    {
        await using var domain = await DomainAsync();
        await using var page = new StaffContext(domain, People.Admin);
        var drawn = page.Render<ModelsPage>();
        var card = drawn.WaitForElements(".model")[0];
        await card.QuerySelectorAll("button")[^1].ClickAsync(new());
        drawn.WaitForAssertion(() => Assert.Contains("answered without the tool", drawn.Find("[data-trial=bad]").TextContent, StringComparison.Ordinal));
        Assert.Contains("<b>Hello</b>", drawn.Find("[data-trial=bad] dd").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Others_see_the_models_and_change_nothing()
    {
        await using var domain = await DomainAsync();
        await using var page = new StaffContext(domain, People.Agent);
        var drawn = page.Render<ModelsPage>();
        drawn.WaitForAssertion(() => Assert.Equal(2, drawn.FindAll(".model").Count));
        Assert.Empty(drawn.FindAll(".model button"));
    }

    private static Task<TestDomain> DomainAsync() =>
        TestDomain.CreateAsync(more: services => services.AddSingleton(TestDomain.Roster(new ScriptedModel().Says("<b>Hello</b>"), new ScriptedModel())), running: false);
}
