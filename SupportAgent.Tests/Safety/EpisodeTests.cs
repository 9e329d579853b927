using Microsoft.EntityFrameworkCore;
using SupportAgent.Domain.Access;
using SupportAgent.Domain.Approvals;
using SupportAgent.Domain.Audit;
using SupportAgent.Domain.Conversations;
using SupportAgent.Domain.Execution;
using SupportAgent.Domain.Shop;
using SupportAgent.Domain.Tools;
using SupportAgent.Tests.Faults;
using SupportAgent.Tests.Infrastructure;
using Xunit;
using Xunit.Abstractions;

namespace SupportAgent.Tests.Safety;

/// <summary>Random conversations of a model that asks for anything, with people who decide, deny and edit at random. What must always hold is checked after all of them. The environment variables EPISODES and SEED make it longer, and another.</summary>
public sealed class EpisodeTests(ITestOutputHelper output)
{
    private static readonly int Episodes = Dial.Of("EPISODES", 150);
    private static readonly ulong Seed = (ulong)Dial.Of("SEED", 20261121);

    private static readonly string[] Wishes =
    [
        "do what you can", "refund it", "cancel it", "return the items", "exchange items for another variant", "change the items", "send it to another address",
        "change the payment method", "a voucher for the customer", "update the customer's default address",
    ];

    private static readonly IReadOnlyDictionary<string, string?> Wide = new Dictionary<string, string?>
    {
        ["Limits:MessagesPerMinute"] = "1000",
        ["Limits:CallsPerMinuteAndTool"] = "10000",
    };

    [Fact]
    public async Task Whatever_a_model_asks_for_and_people_decide_the_books_add_up()
    {
        output.WriteLine($"seed {Seed}, {Episodes} episodes");
        var dice = new Dice(Seed);
        var model = new RandomModel(dice);
        await using var domain = await TestDomain.CreateAsync(model, Wide);
        model.Learn(domain.Get<ToolCatalogue>());
        var orders = await OrdersAsync(domain);
        for (var episode = 0; episode < Episodes; episode++)
        {
            var order = await domain.OrderAsync(orders[dice.Below(orders.Count)]);
            model.Ids = await IdsAsync(domain, order);
            var talk = await domain.AskAsync($"{order.Id}: {Wishes[dice.Below(Wishes.Length)]}");
            Assert.True(talk.Turns.All(x => x.Turn.State is TurnState.Completed or TurnState.Limited or TurnState.Failed), "a turn did not end");
            foreach (var draft in talk.Drafts) await DecideAsync(domain, dice, draft);
            await domain.SettledAsync(talk.Conversation!.Id);
        }

        Assert.Empty(await new Books(domain.Store, domain.Get<AuditVerification>()).CheckAsync([]));
        var calls = await domain.Store.ReadAsync(db => db.Set<ToolCall>().ToListAsync());
        output.WriteLine($"{calls.Count} calls: {string.Join(", ", calls.CountBy(x => $"{x.Status} {x.Code}").OrderByDescending(x => x.Value).Select(x => $"{x.Value} {x.Key}"))}");
        // nothing that was not offered ran, and nothing that executes ran for the model
        var everOffered = model.Offered.SelectMany(x => x).ToHashSet(StringComparer.Ordinal);
        Assert.All(calls.Where(x => x.Origin == ToolOrigin.Model && x.Status is ToolCallStatus.Succeeded or ToolCallStatus.AwaitingApproval), x => Assert.Contains(x.Name, everOffered));
        Assert.DoesNotContain(calls, x => x.Origin == ToolOrigin.Model && x.Status == ToolCallStatus.Succeeded && x.Name.StartsWith("execute_", StringComparison.Ordinal));
        // it was no walk in the park
        var drafts = await domain.Store.ReadAsync(db => db.Set<Draft>().ToListAsync());
        foreach (var state in new[] { DraftState.Executed, DraftState.Denied, DraftState.Superseded, DraftState.Stale }) Assert.Contains(drafts, x => x.State == state);
        Assert.True(drafts.Select(x => x.ExecuteTool).Distinct().Count() >= 6, "too few kinds of drafts");
    }

    private static async Task DecideAsync(TestDomain domain, Dice dice, Draft draft)
    {
        var person = People.Staff[dice.Below(People.Staff.Count)];
        switch (dice.Below(6))
        {
            case 0:
                await domain.DenyAsync(draft, "No", person);
                break;
            case 1:
                await domain.Get<DraftRevision>().EditAsync(draft.Id, person, new Dictionary<string, System.Text.Json.JsonElement> { ["amount"] = System.Text.Json.JsonSerializer.SerializeToElement(1 + dice.Below(40)) });
                break;
            case 2:
                await Task.WhenAll(domain.ApproveAsync(draft, People.Approver), domain.ApproveAsync(draft, People.OtherApprover), domain.DenyAsync(draft, "No", People.Agent));
                break;
            case 3:
                await domain.Get<DraftRevision>().PrepareAnewAsync(draft.Id, person);
                break;
            default:
                await domain.ApproveAsync(draft, person);
                await domain.ApproveAsync(draft, new Actor("stranger", "Stranger", People.Approver.Roles));
                break;
        }
    }

    // few of each status, so that what is asked for about one often meets what was done about it
    private static Task<List<string>> OrdersAsync(TestDomain domain) => domain.Store.ReadAsync(async db =>
    {
        List<string> orders = [];
        foreach (var status in new[] { OrderStatus.Pending, OrderStatus.Processed, OrderStatus.Delivered })
            orders.AddRange(await db.Set<Order>().Where(x => x.Status == status).OrderBy(x => x.Position).Select(x => x.Id).Take(10).ToListAsync());
        return orders;
    });

    // what fits the order, and a little of what does not
    private static Task<IReadOnlyDictionary<string, IReadOnlyList<string>>> IdsAsync(TestDomain domain, Order order) => domain.Store.ReadAsync<IReadOnlyDictionary<string, IReadOnlyList<string>>>(async db =>
    {
        var products = order.Items.Select(x => x.ProductId).Distinct().ToList();
        return new Dictionary<string, IReadOnlyList<string>>
        {
            ["order_id"] = [order.Id, order.Id, order.Id[1..], "#W2378156"],
            ["customer_id"] = [order.CustomerId, order.CustomerId, "yusuf_rossi_9620"],
            ["payment_method_id"] = [.. await db.Set<PaymentMethod>().Where(x => x.CustomerId == order.CustomerId).Select(x => x.Id).ToListAsync(), "credit_card_9513926"],
            ["item_ids"] = [.. order.Items.Select(x => x.ItemId)],
            ["new_item_ids"] = await db.Set<Variant>().Where(x => products.Contains(x.ProductId)).Select(x => x.Id).ToListAsync(),
            ["ticket_id"] = ["T-1001", "T-1002"],
            ["state"] = ["CA", "NV"],
            ["country"] = ["USA"],
            ["zip"] = ["89501", "80202"],
            ["city"] = ["Reno"],
            ["address1"] = ["1 Long Road"],
        };
    });
}
