using Microsoft.Extensions.AI;
using SupportAgent.Domain.Models.Offline;
using Xunit;

namespace SupportAgent.Tests.Models.Offline;

/// <summary>Everyday sentences of staff, and the calls that the offline model makes of them at once.</summary>
public sealed class OfflineSentencesTests
{
    private static readonly string[] Tools =
        ["find_customer", "get_customer", "list_orders", "get_order", "get_order_status", "create_support_ticket", "get_ticket", "list_tickets",
            "add_ticket_note", "update_ticket", "prepare_refund", "get_refund_status", "search_policies", "prepare_cancel_order", "prepare_update_shipping_address", "prepare_voucher", "get_next_delivery",
            "list_products", "get_product", "transfer_to_human"];

    [Theory]
    // status
    [InlineData("What is the status of order #W2378156?", "get_order_status order_id=#W2378156 include_tracking=false")]
    [InlineData("status of W2378156 please", "get_order_status order_id=#W2378156 include_tracking=false")]
    [InlineData("order 2378156 status", "get_order_status order_id=#W2378156 include_tracking=false")]
    [InlineData("Hi! Can you check on order #w2378156 for me?", "get_order_status order_id=#W2378156 include_tracking=false")]
    [InlineData("whats happening with #W2378156", "get_order_status order_id=#W2378156 include_tracking=false")]
    [InlineData("Is #W2378156 still pending?", "get_order_status order_id=#W2378156 include_tracking=false")]
    [InlineData("has order W2378156 been cancelled", "get_order_status order_id=#W2378156 include_tracking=false")]
    [InlineData("stauts of #W2378156", "get_order_status order_id=#W2378156 include_tracking=false")]
    // tracking
    [InlineData("Where is order #W2378156?", "get_order_status order_id=#W2378156 include_tracking=true")]
    [InlineData("track W2378156", "get_order_status order_id=#W2378156 include_tracking=true")]
    [InlineData("Has #W2378156 shipped yet?", "get_order_status order_id=#W2378156 include_tracking=true")]
    [InlineData("When will order #W2378156 arrive?", "get_order_status order_id=#W2378156 include_tracking=true")]
    [InlineData("tracking number for #W2378156", "get_order_status order_id=#W2378156 include_tracking=true")]
    [InlineData("the customer's parcel W2378156 has not arrived, where is it?", "get_order_status order_id=#W2378156 include_tracking=true")]
    [InlineData("What is the status of order #W2378156? Has it shipped?", "get_order_status order_id=#W2378156 include_tracking=true")]
    // details
    [InlineData("Show me order #W2378156", "get_order order_id=#W2378156")]
    [InlineData("what's in order #W2378156?", "get_order order_id=#W2378156")]
    [InlineData("Which items are in #W2378156", "get_order order_id=#W2378156")]
    [InlineData("details of W2378156", "get_order order_id=#W2378156")]
    [InlineData("#W2378156", "get_order order_id=#W2378156")]
    [InlineData("How was order #W2378156 paid?", "get_order order_id=#W2378156")]
    [InlineData("what is the total of #W2378156", "get_order order_id=#W2378156")]
    // customers
    [InlineData("Find the customer Yusuf Rossi", "find_customer first_name=Yusuf last_name=Rossi")]
    [InlineData("find yusuf.rossi7301@example.com", "find_customer email=yusuf.rossi7301@example.com")]
    [InlineData("look up customer yusuf_rossi_9620", "get_customer customer_id=yusuf_rossi_9620")]
    [InlineData("who is yusuf_rossi_9620?", "get_customer customer_id=yusuf_rossi_9620")]
    [InlineData("search for a client called Mei Ahmed", "find_customer first_name=Mei last_name=Ahmed")]
    [InlineData("who placed order #W2378156?", "find_customer order_id=#W2378156")]
    [InlineData("Whose order is #W2378156", "find_customer order_id=#W2378156")]
    [InlineData("do we have a customer named Noah Brown", "find_customer first_name=Noah last_name=Brown")]
    [InlineData("find Rossi", "find_customer last_name=Rossi", "find_customer first_name=Rossi")]
    [InlineData("find the customer Mei Ahmed 78705", "find_customer first_name=Mei last_name=Ahmed zip=78705")]
    [InlineData("find customer Maria Del Carmen", "find_customer first_name=Maria last_name=Del Carmen")]
    // their orders
    [InlineData("List the orders of yusuf_rossi_9620", "list_orders customer_id=yusuf_rossi_9620")]
    [InlineData("what did yusuf_rossi_9620 order?", "list_orders customer_id=yusuf_rossi_9620")]
    [InlineData("Show all orders of Yusuf Rossi", "find_customer first_name=Yusuf last_name=Rossi")]
    [InlineData("orders for yusuf.rossi7301@example.com", "find_customer email=yusuf.rossi7301@example.com")]
    [InlineData("order history of yusuf_rossi_9620", "list_orders customer_id=yusuf_rossi_9620")]
    [InlineData("which orders has yusuf_rossi_9620 placed", "list_orders customer_id=yusuf_rossi_9620")]
    // refunds
    [InlineData("Refund $20 of order #W2378156, the item is defective", "prepare_refund order_id=#W2378156 reason=defective amount=20")]
    [InlineData("refund W2378156, it never arrived", "prepare_refund order_id=#W2378156 reason=not_delivered")]
    [InlineData("please refund 12.50 dollars for #W2378156 because it is broken", "prepare_refund order_id=#W2378156 reason=defective amount=12.50")]
    [InlineData("The customer got the wrong size in #W2378156, refund it", "prepare_refund order_id=#W2378156 reason=wrong_item")]
    [InlineData("She changed her mind about #W2378156, give the money back", "prepare_refund order_id=#W2378156 reason=changed_mind")]
    [InlineData("full refund for #W2378156: damaged", "prepare_refund order_id=#W2378156 reason=defective")]
    [InlineData("refund $1,250.00 of #W2378156 since the parcel was lost", "prepare_refund order_id=#W2378156 reason=not_delivered amount=1250.00")]
    [InlineData("refnd $20 of #W2378156, defectve", "prepare_refund order_id=#W2378156 reason=defective amount=20")]
    [InlineData("refund -5 dollars of #W2378156, defective", "prepare_refund order_id=#W2378156 reason=defective amount=-5")]
    [InlineData("refund $12.345 of #W2378156, defective", "prepare_refund order_id=#W2378156 reason=defective amount=12.345")]
    [InlineData("Was #W2378156 refunded?", "get_refund_status order_id=#W2378156")]
    [InlineData("what is the refund status of #W2378156", "get_refund_status order_id=#W2378156")]
    [InlineData("how much was refunded for W2378156", "get_refund_status order_id=#W2378156")]
    [InlineData("who approved the refund of #W2378156?", "get_refund_status order_id=#W2378156")]
    // tickets
    [InlineData("show ticket T-1001", "get_ticket ticket_id=T-1001")]
    [InlineData("what does t-1001 say?", "get_ticket ticket_id=T-1001")]
    [InlineData("status of ticket T-1001", "get_ticket ticket_id=T-1001")]
    [InlineData("Open a ticket about a late delivery", "create_support_ticket category=delivery subject=A late delivery message=A late delivery priority=normal")]
    [InlineData("create an urgent ticket: the courier lost the parcel", "create_support_ticket category=other subject=the courier lost the parcel message=the courier lost the parcel priority=urgent")]
    [InlineData("list open tickets", "list_tickets status=open")]
    [InlineData("Which tickets are open?", "list_tickets status=open")]
    [InlineData("Can you list the open tickets for me?", "list_tickets status=open")]
    [InlineData("show all tickets", "list_tickets ")]
    [InlineData("are there any urgent tickets?", "list_tickets priority=urgent")]
    [InlineData("my open tickets", "list_tickets status=open assignee=me")]
    [InlineData("which tickets are assigned to me", "list_tickets assignee=me")]
    [InlineData("show unassigned tickets", "list_tickets assignee=nobody")]
    [InlineData("Show tickets of order #W2378156", "list_tickets order_id=#W2378156")]
    [InlineData("any tickets about W2378156?", "list_tickets order_id=#W2378156")]
    [InlineData("list the closed tickets of yusuf_rossi_9620", "list_tickets status=closed customer_id=yusuf_rossi_9620")]
    [InlineData("show the tickets of Yusuf Rossi", "find_customer first_name=Yusuf last_name=Rossi")]
    [InlineData("close all open tickets", "list_tickets status=open")] // none is closed that was not named
    [InlineData("add a note to T-1001: the customer called again, refund #W2378156 and close it", "add_ticket_note ticket_id=T-1001 note=the customer called again, refund #W2378156 and close it")]
    [InlineData("Add a note to ticket t-1001: Parcel found.", "add_ticket_note ticket_id=T-1001 note=Parcel found.")]
    [InlineData("please add the note \"carrier says: Monday\" to T-1001", "add_ticket_note ticket_id=T-1001 note=carrier says: Monday")]
    [InlineData("note on T-1001 that she will call back", "add_ticket_note ticket_id=T-1001 note=she will call back")]
    [InlineData("leave a comment on ticket T-1001 saying the label is wrong", "add_ticket_note ticket_id=T-1001 note=the label is wrong")]
    [InlineData("close ticket T-1001", "update_ticket ticket_id=T-1001 status=closed")]
    [InlineData("close T-1001", "update_ticket ticket_id=T-1001 status=closed")]
    [InlineData("reopen T-1001 please", "update_ticket ticket_id=T-1001 status=open")]
    [InlineData("set ticket T-1001 to waiting", "update_ticket ticket_id=T-1001 status=waiting")]
    [InlineData("put T-1001 on hold", "update_ticket ticket_id=T-1001 status=waiting")]
    [InlineData("mark T-1001 as resolved", "update_ticket ticket_id=T-1001 status=closed")]
    [InlineData("assign T-1001 to me", "update_ticket ticket_id=T-1001 assignee=me")]
    [InlineData("assign ticket T-1001 to Pia@Example.test", "update_ticket ticket_id=T-1001 assignee=pia@example.test")]
    [InlineData("unassign T-1001", "update_ticket ticket_id=T-1001 assignee=nobody")]
    [InlineData("I'll take T-1001", "update_ticket ticket_id=T-1001 assignee=me")]
    [InlineData("set T-1001 to urgent", "update_ticket ticket_id=T-1001 priority=urgent")]
    [InlineData("change the priority of ticket T-1001 to high", "update_ticket ticket_id=T-1001 priority=high")]
    [InlineData("set T-1001 to urgent, the customer is waiting and the shop closed", "update_ticket ticket_id=T-1001 priority=urgent")]
    [InlineData("close T-1001 and assign it to me", "update_ticket ticket_id=T-1001 status=closed assignee=me")]
    [InlineData("close T-1001 and T-1002", "update_ticket ticket_id=T-1001 status=closed", "update_ticket ticket_id=T-1002 status=closed")]
    [InlineData("add to ticket T-1001: she called", "add_ticket_note ticket_id=T-1001 note=she called")]
    [InlineData("open ticket T-1001", "get_ticket ticket_id=T-1001")]
    [InlineData("open T-1001 again", "update_ticket ticket_id=T-1001 status=open")]
    [InlineData("is T-1001 closed?", "get_ticket ticket_id=T-1001")]
    [InlineData("Note: refund $20 of #W2378156, it is broken", "prepare_refund order_id=#W2378156 reason=defective amount=20")]
    [InlineData("Track #W2378156 and add a note to T-1001: asked for tracking", "get_order_status order_id=#W2378156 include_tracking=true", "add_ticket_note ticket_id=T-1001 note=asked for tracking")]
    [InlineData("list the orders and the open tickets of yusuf_rossi_9620", "list_orders customer_id=yusuf_rossi_9620", "list_tickets status=open customer_id=yusuf_rossi_9620")]
    // what a new ticket is about
    [InlineData("Order #W2378156 arrived with a broken lamp. Open a ticket about it.", "create_support_ticket category=delivery subject=Order #W2378156 arrived with a broken lamp message=Order #W2378156 arrived with a broken lamp. Open a ticket about it. priority=normal order_id=#W2378156")]
    [InlineData("Open a ticket about order #W2378156, the box was empty", "create_support_ticket category=order subject=The box was empty message=Open a ticket about order #W2378156, the box was empty priority=normal order_id=#W2378156")]
    [InlineData("Open a ticket about order #W2378156: the box was empty. The customer is upset.", "create_support_ticket category=order subject=the box was empty message=the box was empty. The customer is upset. priority=normal order_id=#W2378156")]
    [InlineData("Hello, the box was empty and the lamp is gone. She is upset. Open a ticket for #W2378156", "create_support_ticket category=order subject=The box was empty and the lamp is gone message=Hello, the box was empty and the lamp is gone. She is upset. Open a ticket for #W2378156 priority=normal order_id=#W2378156")]
    [InlineData("open a ticket for W2378156 because the lamp is broken", "create_support_ticket category=product subject=The lamp is broken message=The lamp is broken priority=normal order_id=#W2378156")]
    [InlineData("open a ticket about order #W2378156", "create_support_ticket category=order subject=Order #W2378156 message=Order #W2378156 priority=normal order_id=#W2378156")]
    [InlineData("Open a ticket: the customer has been waiting for a reply about the missing charger since the second week of January and is angry now", "create_support_ticket category=other subject=the customer has been waiting for a reply about the missing charger since the… message=the customer has been waiting for a reply about the missing charger since the second week of January and is angry now priority=normal")]
    // cancellations, addresses, vouchers, deliveries, products, people
    [InlineData("cancel order #W2378156, she ordered it by mistake", "prepare_cancel_order order_id=#W2378156 reason=ordered_by_mistake")]
    [InlineData("Please cancel W2378156, the customer doesn't need it anymore", "prepare_cancel_order order_id=#W2378156 reason=no_longer_needed")]
    [InlineData("i cant afford this item, can I cancel order #W2378156?", "prepare_cancel_order order_id=#W2378156 reason=no_longer_needed")]
    [InlineData("change the shipping address of #W2378156 to 12 Main Street, Apt 4, Denver, CO 80201", "prepare_update_shipping_address order_id=#W2378156 address1=12 Main Street address2=Apt 4 city=Denver state=CO zip=80201 country=USA")]
    [InlineData("ship #W2378156 to 500 Oak Ave, Austin, TX 78701", "prepare_update_shipping_address order_id=#W2378156 address1=500 Oak Ave city=Austin state=TX zip=78701 country=USA")]
    [InlineData("give yusuf_rossi_9620 a $10 voucher for the late parcel", "prepare_voucher customer_id=yusuf_rossi_9620 amount=10 reason=late_delivery")]
    [InlineData("what is the next delivery of yusuf_rossi_9620?", "get_next_delivery customer_id=yusuf_rossi_9620")]
    [InlineData("is anything late for yusuf_rossi_9620?", "get_next_delivery customer_id=yusuf_rossi_9620")]
    [InlineData("what products do you sell?", "list_products ")]
    [InlineData("where to buy some damn articles", "list_products ")]
    [InlineData("what variants of 9523456873 are there?", "get_product product_id=9523456873")]
    [InlineData("remove an item from order #W2378156", "get_order order_id=#W2378156")]
    [InlineData("exchange the shirt in #W2378156 for a bigger one", "get_order order_id=#W2378156")]
    [InlineData("transfer this to a human", "transfer_to_human summary=A colleague was asked for: \"transfer this to a human\".")]
    [InlineData("i do not understand uneed help chatting with someone", "transfer_to_human summary=A colleague was asked for: \"i do not understand uneed help chatting with someone\".")]
    // policies that were learnt
    [InlineData("where can I check bill #85632?", "search_policies query=invoice")]
    [InlineData("want help to find my bill frm Mr. Jones", "search_policies query=invoice")]
    [InlineData("how can I check the early termination penalty?", "search_policies query=cancelling an order costs")]
    [InlineData("see your acfcepted payment modalities", "search_policies query=how customers can pay")]
    [InlineData("at what time i can reach customer service", "search_policies query=how to reach us")]
    [InlineData("could uhelp me restoring my  key", "search_policies query=reset a forgotten password")]
    [InlineData("wanna check in what cases can i ask to be refunded help me", "search_policies query=which orders can be refunded")]
    [InlineData("i have to report problems with payments", "search_policies query=payment is refused")]
    [InlineData("my payment failed", "search_policies query=my payment failed")]
    [InlineData("change details on standard account", "search_policies query=changing name or e-mail address")]
    // policies
    [InlineData("What is your return policy?", "search_policies query=What is your return policy?")]
    [InlineData("whats the refund policy for broken items", "search_policies query=whats the refund policy for broken items")]
    [InlineData("How long do refunds take?", "search_policies query=How long do refunds take?")]
    [InlineData("how many days do customers have to return something", "search_policies query=how many days do customers have to return something")]
    [InlineData("can I cancel my order after it shipped", "search_policies query=can I cancel my order after it shipped")]
    [InlineData("Can a customer change the shipping address?", "search_policies query=Can a customer change the shipping address?")]
    [InlineData("can she return opened items", "search_policies query=can she return opened items")]
    [InlineData("How do I reset my password?", "search_policies query=How do I reset my password?")]
    [InlineData("the customer forgot the password", "search_policies query=the customer forgot the password")]
    [InlineData("newsletter", "search_policies query=newsletter")]
    [InlineData("how does she unsubscribe", "search_policies query=how does she unsubscribe")]
    [InlineData("delete my account", "search_policies query=delete my account")]
    [InlineData("she wants us to delete her personal data", "search_policies query=she wants us to delete her personal data")]
    [InlineData("do gift cards expire?", "search_policies query=do gift cards expire?")]
    [InlineData("Which payment methods do you accept?", "search_policies query=Which payment methods do you accept?")]
    [InlineData("do you ship to Canada", "search_policies query=do you ship to Canada")]
    [InlineData("what does express shipping cost", "search_policies query=what does express shipping cost")]
    [InlineData("is it possible to exchange a shirt for another size", "search_policies query=is it possible to exchange a shirt for another size")]
    [InlineData("what happens if a parcel is lost", "search_policies query=what happens if a parcel is lost")]
    [InlineData("how do vouchers work", "search_policies query=how do vouchers work")]
    [InlineData("what are the rules for exchanges", "search_policies query=what are the rules for exchanges")]
    [InlineData("return polciy", "search_policies query=return polciy")]
    [InlineData("What is the return policy for #W2378156?", "search_policies query=What is the return policy for #W2378156?")]
    [InlineData("What is your return policy, and how long do refunds take?", "search_policies query=What is your return policy", "search_policies query=how long do refunds take?")]
    [InlineData("Status of #W2378156 and what is the cancellation policy", "get_order_status order_id=#W2378156 include_tracking=false", "search_policies query=what is the cancellation policy")]
    // near to a rule, but about one order or a task
    [InlineData("how long will delivery of #W2378156 take", "get_order_status order_id=#W2378156 include_tracking=true")]
    [InlineData("can she get a refund of #W2378156? It is broken", "prepare_refund order_id=#W2378156 reason=defective")]
    [InlineData("can I see how #W2378156 was paid", "get_order order_id=#W2378156")]
    [InlineData("can we pay her back $20 of #W2378156, it is defective", "prepare_refund order_id=#W2378156 reason=defective amount=20")]
    [InlineData("Open a ticket about the return policy", "create_support_ticket category=other subject=The return policy message=The return policy priority=normal")]
    [InlineData("open a ticket about her account, she forgot the password", "create_support_ticket category=account subject=Her account message=Her account priority=normal")]
    // two in one
    [InlineData("Status of #W2378156 and the details of #W9711842", "get_order_status order_id=#W2378156 include_tracking=false", "get_order order_id=#W9711842")]
    [InlineData("where are #W2378156 and #W9711842?", "get_order_status order_id=#W2378156 include_tracking=true", "get_order_status order_id=#W9711842 include_tracking=true")]
    [InlineData("Track #W2378156 and open a ticket about the delay", "get_order_status order_id=#W2378156 include_tracking=true", "create_support_ticket category=delivery subject=The delay message=The delay priority=normal order_id=#W2378156")]
    [InlineData("Refund $20 of #W2378156 for a defect and tell me the status of #W9711842", "prepare_refund order_id=#W2378156 reason=defective amount=20", "get_order_status order_id=#W9711842 include_tracking=false")]
    [InlineData("find Mei Ahmed and show me ticket T-1001", "find_customer first_name=Mei last_name=Ahmed", "get_ticket ticket_id=T-1001")]
    public async Task A_sentence_becomes_calls(string sentence, params string[] calls)
    {
        var response = await new OfflineChatClient().GetResponseAsync(sentence, Offered());
        Assert.Equal(calls, response.Messages.SelectMany(x => x.Contents).OfType<FunctionCallContent>().Select(Describe));
    }

    [Theory]
    [InlineData("refund the order", "Which order")]
    [InlineData("cancel order #W2378156", "no longer needed")]
    [InlineData("i want to cancel my order", "Which order")]
    [InlineData("can you help me canceling purchase 00004587345?", "\"00004587345\" is no order number: those have # and W with seven digits")]
    [InlineData("wanna track the order 732201349959", "no order number")]
    [InlineData("cancel ordedr 370795561790", "no order number")]
    [InlineData("change the address of #W2378156", "whole address")]
    [InlineData("send #W2378156 to a new address", "whole address")]
    [InlineData("i expect a rebate of $160", "Which order")]
    [InlineData("give her a $10 voucher", "Which customer")]
    [InlineData("how soon can I expect my item", "Which customer")]
    [InlineData("new bloody Platinum account for fiance", "Shall I open a ticket")]
    [InlineData("i need help to notify of a sign-up error", "Shall I open a ticket")]
    [InlineData("i want to leave a review about ur company", "Shall I open a ticket")]
    [InlineData("see the delivery", "or to **know when the parcel comes**?")]
    [InlineData("Refund #W2378156", "reason")]
    [InlineData("refund half of #W2378156, defective", "How much")]
    [InlineData("refund 20 euros of #W2378156, defective", "How much")]
    [InlineData("where is my order?", "Which order")]
    [InlineData("status of #W123", "no order number")]
    [InlineData("show the orders", "Which customer")]
    [InlineData("find a customer", "Which customer")]
    [InlineData("find the customer with zip code 19122", "zip code 19122 alone is not enough")]
    [InlineData("open a ticket", "What should the ticket say")]
    [InlineData("show the ticket", "Which ticket")]
    [InlineData("close the ticket", "Which ticket")]
    [InlineData("add a note: she called", "Which ticket")]
    [InlineData("add a note to T-1001", "What should the note on ticket [T-1001](/tickets/T-1001) say")]
    [InlineData("update ticket T-1001", "What should change")]
    [InlineData("assign T-1001 to Pia Approver", "e-mail address of a colleague")]
    [InlineData("show her tickets", "Which customer")]
    [InlineData("show tickets of order #W12", "no order number")]
    public async Task What_is_missing_is_asked_and_nothing_is_called(string sentence, string question)
    {
        var response = await new OfflineChatClient().GetResponseAsync(sentence, Offered());
        Assert.Empty(response.Messages.SelectMany(x => x.Contents).OfType<FunctionCallContent>());
        Assert.Contains(question, response.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("hello", "Ask me about")]
    [InlineData("thank you!", "You're welcome")]
    [InlineData("what can you do?", "prepare a refund")]
    [InlineData("update the phone number of #W2378156", "beyond the offline model")]
    [InlineData("yes", "nothing here that waits")]
    [InlineData("don't close T-1001", "I leave it")]
    [InlineData("the weather is nice in Paris", "did not understand")]
    [InlineData("", "did not understand")]
    public async Task Talk_is_answered_without_a_tool(string sentence, string answer)
    {
        var response = await new OfflineChatClient().GetResponseAsync(sentence, Offered());
        Assert.Empty(response.Messages.SelectMany(x => x.Contents).OfType<FunctionCallContent>());
        Assert.Contains(answer, response.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_tool_that_is_not_offered_is_not_called()
    {
        var response = await new OfflineChatClient().GetResponseAsync("Status of #W2378156");
        Assert.Empty(response.Messages.SelectMany(x => x.Contents).OfType<FunctionCallContent>());
        Assert.NotEmpty(response.Text);
    }

    internal static ChatOptions Offered() => new() { Tools = [.. Tools.Select(x => AIFunctionFactory.Create(() => "", x).AsDeclarationOnly())] };

    internal static string Describe(FunctionCallContent call) =>
        $"{call.Name} {string.Join(' ', call.Arguments!.Select(x => $"{x.Key}={x.Value}".Replace("=True", "=true", StringComparison.Ordinal).Replace("=False", "=false", StringComparison.Ordinal)))}";
}
