using System.Text.Json;
using SupportAgent.Domain;
using SupportAgent.Domain.Agent;
using SupportAgent.Domain.Conversations;
using SupportAgent.Domain.Tools;
using SupportAgent.Tests.Infrastructure;
using Xunit;

namespace SupportAgent.Tests.Agent;

public sealed class ToolSelectionTests : IAsyncLifetime
{
    // about four characters a token, as English JSON has
    private const int MostTokens = 3500;

    private TestDomain _domain = null!;

    public async Task InitializeAsync() => _domain = await TestDomain.CreateAsync(running: false);

    public async Task DisposeAsync() => await _domain.DisposeAsync();

    [Theory]
    [InlineData("Cancel #W1234567, she ordered it by mistake", "prepare_cancel_order")]
    [InlineData("He wants to send the shoes back, they were delivered", "prepare_return")]
    [InlineData("Please return the desk lamp of order #W1234567", "prepare_return")]
    [InlineData("Exchange the blue shirt for a red one", "prepare_exchange", "get_product")]
    [InlineData("The parcel was delivered; swap the lamp for the bigger variant", "prepare_exchange", "get_product")]
    [InlineData("Change the items of the pending order: the black one instead", "prepare_change_items", "get_product")]
    [InlineData("Send the order to another address: 1 Long Road, Denver", "prepare_update_shipping_address")]
    [InlineData("She moved, update her default address", "prepare_update_customer_address")]
    [InlineData("Pay it with PayPal instead, change the payment method", "prepare_change_payment", "get_customer")]
    [InlineData("Give him a goodwill voucher of 20 dollars", "prepare_voucher")]
    [InlineData("What happened to the refund?", "get_refund_status")]
    [InlineData("When does the next parcel arrive?", "get_next_delivery")]
    [InlineData("Which products do you sell?", "list_products")]
    [InlineData("Is the variant available, and what does it cost? Look at the product", "get_product")]
    [InlineData("Look up ticket T-1001", "get_ticket")]
    [InlineData("Which payment methods does the customer have?", "get_customer")]
    public void The_tools_for_what_is_asked_are_among_those_offered(string message, params string[] expected)
    {
        var offered = Choose([(message, 3)]).Select(x => x.Name).ToList();
        Assert.Equal(expected, expected.Intersect(offered));
    }

    [Fact]
    public void The_tokens_of_the_tool_list_stay_bounded_whatever_is_said()
    {
        var all = Catalogue.All.Where(x => x.IsOffered).ToList();
        Assert.True(TokensOf(all) > MostTokens, "there are so few tools that nothing has to be chosen");
        foreach (var message in all.Select(x => x.Description).Append("").Append(string.Join(' ', all.Select(x => x.Description))))
        {
            foreach (var pinned in new[] { [], Enum.GetValues<ToolGroup>().ToHashSet() })
            {
                var offered = Choose([(message, 3)], pinned: pinned);
                Assert.Equal(ToolSelection.Most, offered.Count);
                Assert.InRange(TokensOf(offered), 1, MostTokens);
            }
        }
    }

    [Fact]
    public void What_is_always_needed_is_always_offered()
    {
        var always = Catalogue.All.Where(x => x.IsAlwaysOffered).ToList();
        Assert.InRange(always.Count, 1, ToolSelection.Most - 4);
        Assert.Empty(always.Except(Choose([("Exchange, return, cancel, voucher, address, payment", 3)])));
    }

    [Theory]
    [InlineData(LabelCategory.Refund, "get_refund_status")]
    [InlineData(LabelCategory.ProductQuestion, "list_products")]
    public void What_the_conversation_is_about_brings_its_tools_where_the_words_bring_none(LabelCategory subject, string expected)
    {
        Assert.DoesNotContain(expected, Choose([("zzz", 3)]).Select(x => x.Name));
        Assert.Contains(expected, Choose([("zzz", 3)], subject: subject).Select(x => x.Name));
    }

    [Fact]
    public void All_tools_of_a_pinned_group_are_offered()
    {
        foreach (var group in Enum.GetValues<ToolGroup>())
        {
            var wanted = Catalogue.All.Where(x => x.IsOffered && x.Group == group).ToList();
            Assert.InRange(wanted.Count, 1, ToolSelection.Most);
            Assert.Empty(wanted.Except(Choose([("something else", 3)], pinned: new HashSet<ToolGroup> { group })));
        }
    }

    [Fact]
    public void What_the_conversation_uses_already_stays() =>
        Assert.Contains(Choose([("thanks", 3)], used: new HashSet<string> { "prepare_exchange", "nonsense" }), x => x.Name == "prepare_exchange");

    [Fact]
    public async Task A_tool_that_was_asked_for_in_vain_is_offered_in_the_next_round()
    {
        var model = new ScriptedModel().Calls(("list_products", "{}")).Calls(("list_products", """{ }""")).Says("There.");
        await using var domain = await TestDomain.CreateAsync(model);
        var turn = Assert.Single((await domain.AskAsync("Hm")).Turns);
        Assert.Equal([ErrorCode.UnknownTool, null], turn.ToolCalls.Select(x => x.Code));
        Assert.All(model.Requests.Where(x => x.Options?.Tools is not null), x => Assert.InRange(x.Options!.Tools!.Count, 1, ToolSelection.Most));
    }

    [Fact]
    public async Task The_very_call_that_was_made_in_vain_may_be_made_again_and_no_third_time()
    {
        var model = new ScriptedModel().Calls(("list_products", "{}")).Calls(("list_products", "{}")).Calls(("list_products", "{}")).Says("There.");
        await using var domain = await TestDomain.CreateAsync(model);
        var turn = Assert.Single((await domain.AskAsync("Hm")).Turns);
        Assert.Equal([ErrorCode.UnknownTool, null, ErrorCode.RateLimited], turn.ToolCalls.Select(x => x.Code));
    }

    private ToolCatalogue Catalogue => _domain.Get<ToolCatalogue>();

    private IReadOnlyList<ToolDefinition> Choose(IEnumerable<(string, double)> said, IReadOnlySet<string>? used = null, IReadOnlySet<ToolGroup>? pinned = null, LabelCategory? subject = null) =>
        _domain.Get<ToolSelection>().Choose(Catalogue.All.Where(x => x.IsOffered), said, used ?? new HashSet<string>(), pinned ?? new HashSet<ToolGroup>(), subject);

    private static int TokensOf(IEnumerable<ToolDefinition> tools) =>
        JsonSerializer.Serialize(tools.Select(x => new { x.Name, x.Description, parameters = x.Schema }), Json.Options).Length / 4;
}
