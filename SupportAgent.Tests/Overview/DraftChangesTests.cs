using SupportAgent.Domain.Overview;
using SupportAgent.Tests.Infrastructure;
using Xunit;

namespace SupportAgent.Tests.Overview;

public sealed class DraftChangesTests
{
    [Fact]
    public async Task A_refund_changes_what_went_back_and_what_is_left()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        Assert.Equal(
            [new("Refunded", "$0.00", "$20.00"), new("Left to refund", "$1,819.92", "$1,799.92")],
            await ChangesAsync(domain, "prepare_refund", new { order_id = "#W2378156", reason = "defective", amount = 20 }));
    }

    [Fact]
    public async Task Another_address_shows_the_old_and_the_new_one()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        var address = (await domain.CustomerAsync("yusuf_rossi_9620")).Address.ToString();
        var change = Assert.Single(await ChangesAsync(domain, "prepare_update_customer_address", new { customer_id = "yusuf_rossi_9620", address1 = "1 Main Street", city = "Springfield", state = "IL", country = "USA", zip = "62701" }));
        Assert.Equal((address, true), (change.Before, change.After!.Contains("1 Main Street", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_cancellation_changes_the_status()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        Assert.Contains(new FieldChange("Status", "pending", "cancelled"), await ChangesAsync(domain, "prepare_cancel_order", new { order_id = "#W6779827", reason = "no_longer_needed" }));
    }

    [Fact]
    public async Task What_a_person_edited_is_what_differs_between_the_arguments()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        var before = await domain.CallAsync("prepare_refund", new { order_id = "#W2378156", reason = "defective", amount = 20 });
        var after = await domain.CallAsync("prepare_refund", new { order_id = "#W2378156", reason = "wrong_item", amount = 20 });
        Assert.Equal([new FieldChange("reason", "defective", "wrong_item")], DraftChanges.Edited(before, after));
    }

    private static async Task<IReadOnlyList<FieldChange>> ChangesAsync(TestDomain domain, string tool, object arguments)
    {
        var draft = await domain.PrepareAsync(tool, arguments);
        return DraftChanges.Of(draft, Assert.Single((await domain.ReadAsync(draft.ConversationId)).ToolCalls));
    }
}
