using Bunit;
using SupportAgent.Domain.Agent;
using SupportAgent.Domain.Conversations;
using SupportAgent.Tests.Infrastructure;
using SupportAgent.Web.Components.Chat;
using Xunit;

namespace SupportAgent.Tests.Components;

public sealed class ToolChoiceFieldTests
{
    [Theory]
    [InlineData(nameof(ToolChoiceKind.None), "none")]
    [InlineData(nameof(ToolChoiceKind.Required), "required")]
    public async Task A_choice_without_tools_counts_at_once(string kind, string stored)
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        await using var page = new StaffContext(domain, People.Agent);
        List<string> chosen = [];
        var field = page.Render<ToolChoiceField>(x => x.Add(f => f.Choice, ToolChoice.Auto).Add(f => f.OnChoose, choice => chosen.Add(choice.ToString())));
        await field.Find("select").ChangeAsync(new() { Value = kind });
        Assert.Equal([stored], chosen);
    }

    [Fact]
    public async Task Only_some_tools_and_one_tool_first_ask_which()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        await using var page = new StaffContext(domain, People.Agent);
        List<string> chosen = [];
        var field = page.Render<ToolChoiceField>(x => x.Add(f => f.Choice, ToolChoice.Parse("only get_order")).Add(f => f.OnChoose, choice => chosen.Add(choice.ToString())));
        Assert.Single(field.FindAll("input[type=checkbox]"), x => x.HasAttribute("checked"));
        Assert.DoesNotContain(field.FindAll("label"), x => x.TextContent.Contains("Execute", StringComparison.OrdinalIgnoreCase));
        await field.FindAll("input[type=checkbox]").First(x => !x.HasAttribute("checked")).ChangeAsync(new() { Value = true });
        await field.Find("select").ChangeAsync(new() { Value = nameof(ToolChoiceKind.Must) });
        Assert.Single(chosen);
        await field.FindAll("select")[1].ChangeAsync(new() { Value = "get_ticket" });
        Assert.StartsWith("only get_order ", chosen[0], StringComparison.Ordinal);
        Assert.Equal("must get_ticket", chosen[1]);
    }

    [Fact]
    public async Task What_cannot_be_chosen_is_refused_where_it_is_stored()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        var id = await domain.ConversationAsync();
        var settings = domain.Get<ConversationSettings>();
        foreach (var wrong in new[] { "only", "must", "only execute_refund", "must no_such_tool", "must get_order get_ticket" })
            Assert.NotNull(await settings.ChooseToolsAsync(id, ToolChoice.Parse(wrong), People.Agent));
        Assert.Equal("auto", (await domain.ReadAsync(id)).Conversation!.ToolChoice);
        Assert.Null(await settings.ChooseToolsAsync(id, ToolChoice.Parse("only get_order"), People.Agent));
    }
}
