using Microsoft.Extensions.AI;
using SupportAgent.Domain.Approvals;
using SupportAgent.Domain.Conversations;
using SupportAgent.Domain.Models.Offline;
using SupportAgent.Domain.Models.Offline.Learning;
using SupportAgent.Domain.Shop;
using SupportAgent.Tests.Infrastructure;
using Xunit;

namespace SupportAgent.Tests.Models.Offline;

/// <summary>What the offline model does about the wishes that it learnt from customers' utterances, through the real loop and tools on the demo shop.</summary>
public sealed class OfflineServiceTests
{
    // what each intent may lead to before anything else is known; never another tool
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["contact_human_agent"] = ["transfer_to_human"],
        ["place_order"] = ["list_products", "search_policies"],
        ["cancel_order"] = ["search_policies"],
        ["change_order"] = ["search_policies"],
        ["change_shipping_address"] = ["search_policies"],
        ["track_order"] = [],
        ["track_refund"] = [],
        ["get_refund"] = [],
        ["complaint"] = [],
        ["review"] = [],
        ["registration_problems"] = [],
    };

    [Fact]
    public async Task No_utterance_of_a_customer_leads_to_a_wrong_tool()
    {
        var wrong = new List<string>();
        foreach (var utterance in TrainingData.Read().Where((_, index) => index % 3 == 0))
        {
            var response = await new OfflineChatClient().GetResponseAsync(utterance.Text, OfflineSentencesTests.Offered());
            foreach (var call in response.Messages.SelectMany(x => x.Contents).OfType<FunctionCallContent>())
                if (!Allowed.GetValueOrDefault(utterance.Intent, ["search_policies"]).Contains(call.Name)) wrong.Add($"{call.Name}: {utterance.Text}");
        }

        Assert.True(wrong.Count <= 1, string.Join('\n', wrong)); // "find them for me" after a slip in "bill" sounds like a search for the customer
    }

    [Fact]
    public async Task A_cancellation_asks_for_the_order_and_the_reason()
    {
        await using var domain = await TestDomain.CreateAsync();
        var order = await PendingAsync(domain);
        var talk = await domain.AskAsync("I want to cancel my order");
        Assert.Contains("Which order", Last(talk), StringComparison.Ordinal);
        var id = talk.Conversation!.Id;
        Assert.Contains("no longer needed", Last(await domain.AskAsync(order.Id, id)), StringComparison.Ordinal);
        talk = await domain.AskAsync("she ordered it by mistake", id);
        var draft = Assert.Single(talk.Drafts);
        Assert.Equal((order.Id, "prepare_cancel_order", DraftState.Pending), (draft.SubjectId, draft.PrepareTool, draft.State));
        Assert.Contains("confirm or deny it on its card", Last(talk), StringComparison.Ordinal);
        Assert.Contains("**Confirm**", Last(await domain.AskAsync("yes", id)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_new_address_is_asked_for_as_a_whole()
    {
        await using var domain = await TestDomain.CreateAsync();
        var order = await PendingAsync(domain);
        var talk = await domain.AskAsync($"change the shipping address of {order.Id}");
        var id = talk.Conversation!.Id;
        Assert.Contains("whole address", Last(talk), StringComparison.Ordinal);
        talk = await domain.AskAsync("12 Main Street in Denver", id);
        Assert.Contains("whole address", Last(talk), StringComparison.Ordinal);
        Assert.Empty(talk.ToolCalls);
        talk = await domain.AskAsync("12 Main Street, Apt 4, Denver, CO 80201", id);
        var draft = Assert.Single(talk.Drafts);
        Assert.Equal("prepare_update_shipping_address", draft.PrepareTool);
        Assert.Contains("12 Main Street", draft.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_voucher_is_prepared_for_the_customer_spoken_of()
    {
        await using var domain = await TestDomain.CreateAsync();
        var talk = await domain.AskAsync("Find the customer Yusuf Rossi");
        talk = await domain.AskAsync("give her a $10 voucher for the late parcel", talk.Conversation!.Id);
        var draft = Assert.Single(talk.Drafts);
        Assert.Equal(("prepare_voucher", 1000L, "yusuf_rossi_9620"), (draft.PrepareTool, draft.Amount.Minor, draft.SubjectId));
        talk = await domain.AskAsync("make it 20 dollars", talk.Conversation!.Id);
        Assert.Contains(talk.Drafts, x => x.Amount.Minor == 2000);
    }

    [Fact]
    public async Task A_voucher_without_an_amount_or_a_reason_is_asked_about()
    {
        await using var domain = await TestDomain.CreateAsync();
        var talk = await domain.AskAsync("give yusuf_rossi_9620 a voucher");
        var id = talk.Conversation!.Id;
        Assert.Contains("How much should the voucher be", Last(talk), StringComparison.Ordinal);
        Assert.Contains("make up for", Last(await domain.AskAsync("$15", id)), StringComparison.Ordinal);
        talk = await domain.AskAsync("we were rude", id);
        Assert.Equal(1500, Assert.Single(talk.Drafts).Amount.Minor);
    }

    [Fact]
    public async Task The_next_delivery_is_that_of_the_customer()
    {
        await using var domain = await TestDomain.CreateAsync();
        var order = await PendingAsync(domain);
        var talk = await domain.AskAsync("i want to know when will my parcel arrive, what is my next delivery?");
        Assert.Contains("Which customer", Last(talk), StringComparison.Ordinal);
        talk = await domain.AskAsync(order.Id, talk.Conversation!.Id);
        Assert.Equal("get_next_delivery", talk.ToolCalls.Last().Name);
        Assert.Contains(order.Id, Last(talk), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wish_for_a_person_hands_over_with_a_summary()
    {
        await using var domain = await TestDomain.CreateAsync();
        var talk = await domain.AskAsync("Find the customer Yusuf Rossi");
        talk = await domain.AskAsync("status of #W2378156", talk.Conversation!.Id);
        talk = await domain.AskAsync("i need to speak with a human agent", talk.Conversation!.Id);
        var call = talk.ToolCalls.Last();
        Assert.Equal(("transfer_to_human", ToolCallStatus.Succeeded), (call.Name, call.Status));
        Assert.Contains("yusuf_rossi_9620", call.Arguments, StringComparison.Ordinal);
        Assert.Contains("#W2378156", call.Arguments, StringComparison.Ordinal);
        Assert.Contains("handed this conversation over", Last(talk), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_ticket_is_proposed_before_it_is_opened()
    {
        await using var domain = await TestDomain.CreateAsync();
        var talk = await domain.AskAsync("I want to file a complaint against your company");
        Assert.Contains("Shall I open a ticket", Last(talk), StringComparison.Ordinal);
        Assert.Empty(talk.ToolCalls);
        talk = await domain.AskAsync("yes please", talk.Conversation!.Id);
        Assert.Equal("create_support_ticket", Assert.Single(talk.ToolCalls).Name);
        Assert.Contains("file a complaint", Assert.Single(talk.ToolCalls).Arguments, StringComparison.Ordinal);

        talk = await domain.AskAsync("I want to file a complaint against your company");
        talk = await domain.AskAsync("The courier threw the parcel over the fence.", talk.Conversation!.Id);
        Assert.Contains("over the fence", Assert.Single(talk.ToolCalls).Arguments, StringComparison.Ordinal);

        talk = await domain.AskAsync("I want to file a complaint against your company");
        talk = await domain.AskAsync("status of #W2378156", talk.Conversation!.Id);
        Assert.Equal("get_order_status", Assert.Single(talk.ToolCalls).Name);
    }

    [Theory]
    [InlineData("the first", "I have prepared this: **Cancel order")]
    [InlineData("cancel it", "I have prepared this: **Cancel order")]
    [InlineData("the second one", "is **pending**")]
    public async Task When_two_are_close_it_asks_and_understands_the_choice(string choice, string answer)
    {
        await using var domain = await TestDomain.CreateAsync();
        var order = await PendingAsync(domain);
        var talk = await domain.AskAsync("I do not want the order");
        Assert.Contains("Is it to **cancel an order**, or to **know where an order is**?", Last(talk), StringComparison.Ordinal);
        talk = await domain.AskAsync(choice, talk.Conversation!.Id);
        Assert.Contains("Which order", Last(talk), StringComparison.Ordinal);
        Assert.Contains(answer, Last(await domain.AskAsync(order.Id, talk.Conversation!.Id)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Follow_ups_change_the_amount_or_the_order()
    {
        await using var domain = await TestDomain.CreateAsync();
        var talk = await domain.AskAsync("Refund $30 of #W2378156, it is defective");
        talk = await domain.AskAsync("make it 20 dollars", talk.Conversation!.Id);
        Assert.Contains("The one before waits too", Last(talk), StringComparison.Ordinal);
        Assert.Equal([3000, 2000], talk.Drafts.OrderBy(x => x.Id).Select(x => x.Amount.Minor));

        var two = await TwoOrdersAsync(domain);
        talk = await domain.AskAsync($"show the orders of {two[0].CustomerId}");
        talk = await domain.AskAsync($"status of {two[0].Id}", talk.Conversation!.Id);
        talk = await domain.AskAsync("and the other one?", talk.Conversation!.Id);
        Assert.Equal("get_order_status", talk.ToolCalls.Last().Name);
        Assert.Contains(two[1].Id, talk.ToolCalls.Last().Arguments, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_choice_may_begin_with_yes()
    {
        await using var domain = await TestDomain.CreateAsync();
        var two = await TwoOrdersAsync(domain);
        var email = await domain.Store.ReadAsync(db => Task.FromResult(db.Set<Customer>().First(x => x.Id == two[0].CustomerId).Email));
        var talk = await domain.AskAsync($"where is the order of {email}?");
        Assert.Contains("Which order is it?", Last(talk), StringComparison.Ordinal);
        talk = await domain.AskAsync("yes, the second", talk.Conversation!.Id);
        Assert.Equal("get_order_status", talk.ToolCalls.Last().Name);
        Assert.Equal(ToolCallStatus.Succeeded, talk.ToolCalls.Last().Status);
    }

    [Fact]
    public async Task Products_are_listed_and_one_is_shown()
    {
        await using var domain = await TestDomain.CreateAsync();
        var talk = await domain.AskAsync("what products do you sell?");
        Assert.Equal("list_products", talk.ToolCalls.Last().Name);
        Assert.Contains("Water Bottle", Last(talk), StringComparison.Ordinal);
        talk = await domain.AskAsync("what variants of the water bottle do you have?", talk.Conversation!.Id);
        Assert.Equal("get_product", talk.ToolCalls.Last().Name);
        Assert.Contains("$", Last(talk), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_change_or_a_return_asks_for_the_items_and_says_what_is_possible()
    {
        await using var domain = await TestDomain.CreateAsync();
        var order = await PendingAsync(domain);
        Assert.Contains("should change, and to what", Last(await domain.AskAsync($"remove an item from order {order.Id}")), StringComparison.Ordinal);
        Assert.Contains("Only a delivered order can be returned", Last(await domain.AskAsync($"return an item of {order.Id}")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_tool_that_was_left_out_is_asked_for_once()
    {
        var offered = new ChatOptions { Tools = [AIFunctionFactory.Create(() => "", "get_order").AsDeclarationOnly()] };
        List<ChatMessage> messages = [new(ChatRole.User, "transfer this to a human")];
        var first = await new OfflineChatClient().GetResponseAsync(messages, offered);
        var call = first.Messages.SelectMany(x => x.Contents).OfType<FunctionCallContent>().Single();
        messages.AddRange(first.Messages);
        messages.Add(new ChatMessage(ChatRole.Tool, [new FunctionResultContent(call.CallId, """{"error":"unknown_tool","message":"Not in this round."}""")]));
        var again = await new OfflineChatClient().GetResponseAsync(messages, OfflineSentencesTests.Offered());
        Assert.Equal("transfer_to_human", again.Messages.SelectMany(x => x.Contents).OfType<FunctionCallContent>().Single().Name);
        var inVain = await new OfflineChatClient().GetResponseAsync(messages, offered);
        Assert.Empty(inVain.Messages.SelectMany(x => x.Contents).OfType<FunctionCallContent>());
        Assert.NotEmpty(inVain.Text);
    }

    private static Task<Order> PendingAsync(TestDomain domain) =>
        domain.Store.ReadAsync(db => Task.FromResult(db.Set<Order>().Where(x => x.Status == OrderStatus.Pending).OrderBy(x => x.Id).First()));

    private static Task<List<Order>> TwoOrdersAsync(TestDomain domain) => domain.Store.ReadAsync(db =>
    {
        var customer = db.Set<Order>().GroupBy(x => x.CustomerId).Where(x => x.Count() == 2).Select(x => x.Key).Order().First();
        return Task.FromResult(db.Set<Order>().Where(x => x.CustomerId == customer).OrderBy(x => x.Id).ToList());
    });

    private static string Last(Transcript talk) => talk.Turns.Last().Answers.Last().Text;
}
