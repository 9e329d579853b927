using SupportAgent.Domain.Approvals;
using SupportAgent.Domain.Conversations;
using SupportAgent.Domain.Shop;
using SupportAgent.Domain.Tools;
using SupportAgent.Tests.Infrastructure;
using Xunit;

namespace SupportAgent.Tests.Refunds;

public sealed class VoucherTests
{
    private const string Customer = "yusuf_rossi_9620";

    [Fact]
    public async Task A_voucher_makes_a_new_gift_card_once_it_is_approved()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        var before = await domain.CustomerAsync(Customer);
        var draft = await domain.PrepareAsync("prepare_voucher", new { customer_id = Customer, amount = 12.5m, reason = "late_delivery" });
        Assert.Equal(before.PaymentMethods.Count, (await domain.CustomerAsync(Customer)).PaymentMethods.Count);
        await domain.ApproveAsync(draft);
        var after = await domain.CustomerAsync(Customer);
        var made = Assert.Single(after.PaymentMethods, x => before.PaymentMethods.All(old => old.Id != x.Id));
        Assert.Equal((PaymentSource.GiftCard, 1250L, before.Version + 1), (made.Source, made.BalanceMinor, after.Version));
        Assert.Matches("^gift_card_[0-9]{7}$", made.Id);
        Assert.Equal(DraftState.Executed, (await domain.DraftAsync(draft.Id)).State);
    }

    [Fact]
    public async Task A_voucher_raises_a_gift_card_that_the_customer_has()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        await domain.CarryOutAsync("prepare_voucher", new { customer_id = Customer, amount = 5, reason = "other" });
        var card = (await domain.CustomerAsync(Customer)).PaymentMethods.First(x => x.Source == PaymentSource.GiftCard);
        var before = card.BalanceMinor;
        await domain.CarryOutAsync("prepare_voucher", new { customer_id = Customer, amount = 7, reason = "poor_service", payment_method_id = card.Id });
        Assert.Equal(before + 700, (await domain.CustomerAsync(Customer)).PaymentMethods.Single(x => x.Id == card.Id).BalanceMinor);
    }

    [Theory]
    [InlineData("0", null, "above zero")]
    [InlineData("-1", null, "above zero")]
    [InlineData("50.01", null, "$50.00 at most")]
    [InlineData("1.005", null, "2 digits")]
    [InlineData("5", "gift_card_0000000", "no payment method")]
    [InlineData("5", "credit_card_9513926", "is none")]
    public async Task A_voucher_outside_of_its_rules_is_refused_with_the_rule(string amount, string? method, string why)
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        var call = await domain.CallAsync("prepare_voucher", $$"""{"customer_id":"{{Customer}}","amount":{{amount}},"reason":"other"{{(method is null ? "" : $",\"payment_method_id\":\"{method}\"")}}}""");
        Assert.Equal((ToolCallStatus.Rejected, ErrorCode.PolicyViolation), (call.Status, call.Code));
        Assert.Contains(why, call.Result, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_limit_is_checked_again_when_the_voucher_is_given()
    {
        var generous = await TestDomain.CreateAsync(settings: new Dictionary<string, string?> { ["Vouchers:Limit"] = "100" }, running: false);
        var draft = await generous.PrepareAsync("prepare_voucher", new { customer_id = Customer, amount = 90, reason = "other" });
        await using var strict = generous.Restarted(settings: new Dictionary<string, string?> { ["Vouchers:Limit"] = "80" });
        await strict.ApproveAsync(draft);
        Assert.Equal(DraftState.Failed, (await strict.DraftAsync(draft.Id)).State);
        Assert.Equal(1, (await strict.CustomerAsync(Customer)).Version);
    }
}
