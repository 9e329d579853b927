using System.Text.Json;
using SupportAgent.Domain.Conversations;
using SupportAgent.Tests.Infrastructure;
using Xunit;

namespace SupportAgent.Tests.Models.Offline;

/// <summary>How the offline model finds the item, the variant and the payment method that somebody means, on the demo shop.</summary>
public sealed class OfflineItemTests
{
    [Theory]
    [InlineData("return the skateboard of #W3069600", "4545791457")]
    [InlineData("she sends back the makeup kit and the tablet from #W3069600", "5012998807 8551474201")]
    [InlineData("retrun the skatebord of W3069600", "4545791457")]
    [InlineData("return the large backpack of #W7913362", "6309044598")]
    [InlineData("return both backpacks of #W7913362", "5917587651 6309044598")]
    [InlineData("return all items of #W9077205", "9370300555 3877338112")]
    public async Task The_items_of_a_return_are_found_by_name_and_options(string message, string items)
    {
        await using var domain = await TestDomain.CreateAsync();
        Assert.Equal(items, Argument(await domain.AskAsync(message), "prepare_return", "item_ids"));
    }

    [Theory]
    [InlineData("exchange the skateboard in #W3069600 for the 31 inch one", "prepare_exchange", "3877188862")]
    [InlineData("swap the skateboard in #W3069600 for a bamboo one, 34 inch, custom", "prepare_exchange", "6956751343")]
    [InlineData("exchange the blue headphones of #W2378156 for the black ones", "prepare_exchange", "7493556126")]
    [InlineData("swap the kettle in #W9962383 with a ceramic one", "prepare_change_items", "3761330360")]
    [InlineData("change the desk lamp in #W8808563 to the silver one", "prepare_change_items", "5370728469")]
    public async Task The_variant_has_what_was_named_and_keeps_the_rest(string message, string tool, string variant)
    {
        await using var domain = await TestDomain.CreateAsync();
        Assert.Equal(variant, Argument(await domain.AskAsync(message), tool, "new_item_ids"));
    }

    [Fact]
    public async Task Which_of_two_items_is_asked_and_a_place_in_the_list_answers()
    {
        await using var domain = await TestDomain.CreateAsync();
        var talk = await domain.AskAsync("return the backpack of #W7913362");
        Assert.Contains("Which items", Last(talk), StringComparison.Ordinal);
        Assert.Empty(talk.Drafts);
        Assert.Equal("6309044598", Argument(await domain.AskAsync("the second one", talk.Conversation!.Id), "prepare_return", "item_ids"));
    }

    [Fact]
    public async Task A_variant_that_is_not_available_is_never_replaced_by_another_one_unasked()
    {
        await using var domain = await TestDomain.CreateAsync();
        var talk = await domain.AskAsync("change the smart watch in #W8808563 to the gold one");
        Assert.Contains("not available", Last(talk), StringComparison.Ordinal);
        Assert.Empty(talk.Drafts);
        talk = await domain.AskAsync("then with leather and LCD", talk.Conversation!.Id);
        Assert.Equal("9408160950", Argument(talk, "prepare_change_items", "new_item_ids"));
    }

    [Fact]
    public async Task A_swap_without_a_variant_asks_for_it()
    {
        await using var domain = await TestDomain.CreateAsync();
        var talk = await domain.AskAsync("exchange the hiking boots of #W3733909");
        Assert.Contains("Which Hiking Boots", Last(talk), StringComparison.Ordinal);
        Assert.Equal("3613716226", Argument(await domain.AskAsync("size 8, synthetic", talk.Conversation!.Id), "prepare_exchange", "new_item_ids"));
    }

    [Theory]
    [InlineData("cancel the tea kettle in #W9962383, she doesn't want it any more", false)]
    [InlineData("cancel order #W9962383, she doesn't want it any more", true)]
    [InlineData("please cancel all of #W9962383, ordered by mistake", true)]
    public async Task A_whole_order_is_not_cancelled_for_one_of_its_items(string message, bool isPrepared)
    {
        await using var domain = await TestDomain.CreateAsync();
        var talk = await domain.AskAsync(message);
        Assert.Equal(isPrepared, talk.Drafts.Count == 1);
        if (!isPrepared) Assert.Contains("not single items", Last(talk), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_reason_of_a_refund_may_stand_before_the_wish()
    {
        await using var domain = await TestDomain.CreateAsync();
        Assert.Equal("not_delivered", Argument(await domain.AskAsync("the parcel of #W3780282 is lost, refund it all please"), "prepare_refund", "reason"));
    }

    [Fact]
    public async Task Another_question_gives_up_the_one_about_the_item()
    {
        await using var domain = await TestDomain.CreateAsync();
        var talk = await domain.AskAsync("return something of #W3069600");
        talk = await domain.AskAsync("what is the status of #W2611340?", talk.Conversation!.Id);
        Assert.Equal("get_order_status", talk.ToolCalls.Last().Name);
        Assert.Empty(talk.Drafts);
    }

    [Theory]
    [InlineData("Let the credit card pay for #W9583042 instead of PayPal")]
    [InlineData("pay #W9583042 with credit_card_9503061 instead")]
    public async Task Another_method_of_the_customer_pays(string message)
    {
        await using var domain = await TestDomain.CreateAsync();
        Assert.Equal("credit_card_9503061", Argument(await domain.AskAsync(message), "prepare_change_payment", "payment_method_id"));
    }

    [Fact]
    public async Task A_return_goes_to_the_gift_card_that_is_named()
    {
        await using var domain = await TestDomain.CreateAsync();
        var talk = await domain.AskAsync("return the tablet of #W3069600 to her gift card");
        Assert.Equal("gift_card_7250692", Argument(talk, "prepare_return", "payment_method_id"));
    }

    [Fact]
    public async Task A_customer_who_moved_gets_another_default_address()
    {
        await using var domain = await TestDomain.CreateAsync();
        var talk = await domain.AskAsync("mei_patel_7272 has moved, update the customer's address");
        Assert.Contains("whole of it", Last(talk), StringComparison.Ordinal);
        talk = await domain.AskAsync("9 Hill Road, Apt 4, Austin, TX 78701", talk.Conversation!.Id);
        Assert.Equal("9 Hill Road", Argument(talk, "prepare_update_customer_address", "address1"));
    }

    private static string Last(Transcript talk) => talk.Turns.Last().Answers.Last().Text;

    // of the call that made a draft; lists with a space between
    private static string Argument(Transcript talk, string tool, string name)
    {
        var call = talk.ToolCalls.SingleOrDefault(x => x.Name == tool && x.Status == ToolCallStatus.AwaitingApproval);
        Assert.True(call is not null, Last(talk));
        using var arguments = JsonDocument.Parse(call.Arguments);
        var value = arguments.RootElement.GetProperty(name);
        return value.ValueKind == JsonValueKind.Array ? string.Join(' ', value.EnumerateArray().Select(x => x.GetString())) : value.GetString()!;
    }
}
