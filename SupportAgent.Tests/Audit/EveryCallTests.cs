using System.Globalization;
using Microsoft.EntityFrameworkCore;
using SupportAgent.Domain.Access;
using SupportAgent.Domain.Approvals;
using SupportAgent.Domain.Audit;
using SupportAgent.Domain.Shop;
using SupportAgent.Domain.Tools;
using SupportAgent.Tests.Infrastructure;
using SupportAgent.Web.Texts;
using Xunit;

namespace SupportAgent.Tests.Audit;

/// <summary>Walks all tools and what can become of a call: each leaves one record, and it says the truth.</summary>
public sealed class EveryCallTests
{
    private const string Pending = "#W6779827";
    private const string Delivered = "#W9077205";

    [Theory]
    [InlineData("malformed", "{")]
    [InlineData("no object", "[1]")]
    [InlineData("a field too many", """{"no_such_field":1}""")]
    [InlineData("no arguments", "{}")]
    [InlineData("nothing like it", """{"order_id":"#W0000000","customer_id":"nobody","ticket_id":"T-9999","query":"x","token":"08f0","reason":"defective"}""")]
    [InlineData("not permitted", "{}", Role.Auditor)]
    [InlineData("switched off", "{}", Role.Agent, false)]
    public async Task Every_tool_leaves_one_record_of_each_end(string what, string arguments, string role = Role.Agent, bool isOn = true)
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        var person = role == Role.Auditor ? People.Auditor : People.Agent;
        foreach (var tool in domain.Get<ToolCatalogue>().All)
        {
            if (!isOn) Assert.Null(await domain.Get<ToolSettings>().ChangeAsync(People.Admin, new ToolSetting { Name = tool.Name, IsOn = false }));
            var before = (await domain.AuditAsync()).Count;
            var call = await domain.CallAsync(tool.Name, arguments, person: person);
            var record = Assert.Single((await domain.AuditAsync()).Skip(before));
            Assert.Equal((AuditKind.ToolCall, tool.Name, Word(call.Status.ToString()), call.Code, call.Id, "model", person.Id), (record.Kind, record.Action, record.Outcome, record.Code, record.ToolCallId, record.RequestedBy, record.PersonId));
            Assert.Equal(AuditMask.Mask(arguments), record.Arguments);
            Assert.Equal(AuditMask.Mask(call.Result!), record.Result);
            if (role == Role.Auditor || !isOn || what is "malformed" or "no object" or "a field too many") Assert.Equal("rejected", record.Outcome);
        }
    }

    public static TheoryData<string> Tools => [.. Sound.Keys];

    // what each tool does when all goes well
    private static Dictionary<string, Func<TestDomain, Task<object>>> Sound { get; } = new(StringComparer.Ordinal)
    {
        ["add_ticket_note"] = async domain => new { ticket_id = await TicketAsync(domain), note = "The customer called again." },
        ["create_support_ticket"] = _ => Given(new { category = "other", subject = "Late", message = "It is late.", priority = "low" }),
        ["find_customer"] = _ => Given(new { first_name = "Ava", last_name = "Nguyen" }),
        ["get_customer"] = _ => Given(new { customer_id = "yusuf_rossi_9620" }),
        ["get_next_delivery"] = _ => Given(new { customer_id = "yusuf_rossi_9620" }),
        ["get_order"] = _ => Given(new { order_id = Delivered }),
        ["get_order_status"] = _ => Given(new { order_id = Delivered }),
        ["get_product"] = async domain => new { product_id = (await domain.OrderAsync(Pending)).Items.First().ProductId },
        ["get_refund_status"] = _ => Given(new { order_id = Delivered }),
        ["get_ticket"] = async domain => new { ticket_id = await TicketAsync(domain) },
        ["list_orders"] = _ => Given(new { customer_id = "yusuf_rossi_9620" }),
        ["list_products"] = _ => Given(new { }),
        ["list_tickets"] = _ => Given(new { }),
        ["prepare_cancel_order"] = _ => Given(new { order_id = Pending, reason = "no_longer_needed" }),
        ["prepare_change_items"] = domain => SwapAsync(domain, Pending, "gift_card_7219486"),
        ["prepare_change_payment"] = _ => Given(new { order_id = Pending, payment_method_id = "credit_card_9789590" }),
        ["prepare_exchange"] = domain => SwapAsync(domain, Delivered, "paypal_4101143"),
        ["prepare_refund"] = _ => Given(new { order_id = Delivered, reason = "defective", amount = 5 }),
        ["prepare_return"] = _ => Given(new { order_id = Delivered, item_ids = new[] { "9370300555" }, payment_method_id = "gift_card_7108145" }),
        ["prepare_update_customer_address"] = _ => Given(new { customer_id = "yusuf_rossi_9620", address1 = "1 Main Street", city = "Springfield", state = "IL", country = "USA", zip = "62701" }),
        ["prepare_update_shipping_address"] = _ => Given(new { order_id = Pending, address1 = "1 Main Street", city = "Springfield", state = "IL", country = "USA", zip = "62701" }),
        ["prepare_voucher"] = _ => Given(new { customer_id = "yusuf_rossi_9620", amount = 5, reason = "late_delivery" }),
        ["search_policies"] = _ => Given(new { query = "refund" }),
        ["transfer_to_human"] = _ => Given(new { summary = "The customer wants to talk to a person." }),
        ["update_ticket"] = async domain => new { ticket_id = await TicketAsync(domain), status = "waiting" },
    };

    [Fact]
    public async Task Every_tool_that_a_model_is_offered_has_its_sound_call()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        Assert.Equal(domain.Get<ToolCatalogue>().All.Where(x => x.IsOffered).Select(x => x.Name).Order(StringComparer.Ordinal), Sound.Keys.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Tools))]
    public async Task Every_tool_that_does_its_work_leaves_one_record_and_so_does_each_decision_and_what_is_carried_out(string tool)
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        var arguments = await Sound[tool](domain);
        var before = (await domain.AuditAsync()).Count;
        var call = await domain.CallAsync(tool, arguments);
        var record = Assert.Single((await domain.AuditAsync()).Skip(before));
        var prepares = domain.Get<ToolCatalogue>().Find(tool)!.Effect == ToolEffect.Prepare;
        Assert.Equal((AuditKind.ToolCall, tool, prepares ? "awaiting_approval" : "succeeded", null, call.Id, call.DraftId), (record.Kind, record.Action, record.Outcome, record.Code, record.ToolCallId, record.DraftId));
        Assert.Equal((AuditMask.Mask(Domain.Json.Write(arguments)), AuditMask.Mask(call.Result!)), (record.Arguments, record.Result));
        if (!prepares) return;

        var draft = await domain.DraftAsync(call.DraftId!.Value);
        // every fact has a name in the texts, but for the items that are swapped
        Assert.All(draft.ReadFacts(), x => Assert.True(FactTexts.ResourceManager.GetString($"Label_{x.Label.Replace(' ', '_')}", CultureInfo.InvariantCulture) == x.Label || x.Value.Contains('→', StringComparison.Ordinal), x.Label));
        var deciders = new[] { People.Approver, People.OtherApprover }.Take(draft.ApprovalsNeeded).ToList();
        foreach (var decider in deciders) Assert.Equal(DecisionResult.Recorded, (await domain.ApproveAsync(draft, decider)).Result);
        var after = (await domain.AuditAsync()).Skip(before + 1).ToList();
        Assert.Equal(deciders.Select(x => (AuditKind.Decision, "approve", x.Id)), after.Take(deciders.Count).Select(x => (x.Kind, x.Action, x.PersonId)));
        var done = Assert.Single(after.Skip(deciders.Count));
        Assert.Equal((AuditKind.ToolCall, tool.Replace("prepare_", "execute_", StringComparison.Ordinal), "succeeded", draft.Id), (done.Kind, done.Action, done.Outcome, done.DraftId));
    }

    private static Task<object> Given(object arguments) => Task.FromResult(arguments);

    private static async Task<string> TicketAsync(TestDomain domain)
    {
        await domain.CallAsync("create_support_ticket", new { category = "other", subject = "Late", message = "It is late.", priority = "low" });
        return "T-1001";
    }

    // an item for a cheaper variant of it
    private static async Task<object> SwapAsync(TestDomain domain, string order, string method)
    {
        var items = (await domain.OrderAsync(order)).Items;
        var products = items.Select(x => x.ProductId).ToList();
        var variants = await domain.Store.ReadAsync(db => db.Set<Variant>().Where(x => products.Contains(x.ProductId) && x.Available).OrderBy(x => x.Id).ToListAsync());
        var (item, with) = (from x in items from y in variants where x.ProductId == y.ProductId && y.PriceMinor < x.PriceMinor select (x.ItemId, y.Id)).First();
        return new { order_id = order, item_ids = new[] { item }, new_item_ids = new[] { with }, payment_method_id = method };
    }

    private static string Word(string name) => System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(name);
}
