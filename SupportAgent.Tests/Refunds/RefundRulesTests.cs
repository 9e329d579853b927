using FsCheck;
using FsCheck.Fluent;
using SupportAgent.Domain;
using SupportAgent.Domain.Refunds;
using SupportAgent.Domain.Shop;
using SupportAgent.Tests.Infrastructure;
using Xunit;
using Xunit.Abstractions;

namespace SupportAgent.Tests.Refunds;

public sealed class RefundRulesTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("USD", 10_000, "12.50", 1250)]
    [InlineData("USD", 10_000, "12.5", 1250)]
    [InlineData("USD", 10_000, "0.01", 1)]
    [InlineData("USD", 10_000, "100", 10_000)]
    [InlineData("JPY", 10_000, "500", 500)]
    [InlineData("KWD", 10_000, "1.234", 1234)]
    public void An_amount_within_what_is_left_is_planned_exactly(string currency, long paid, string amount, long minor)
    {
        var (action, violation) = RefundRules.Plan(Order(currency, paid), Number(amount), RefundReason.Defective);
        Assert.Null(violation);
        Assert.Equal(new RefundAction("#W1234567", new Money(minor, currency), "card", RefundReason.Defective), action);
    }

    [Theory]
    [InlineData("USD", "100.01", "more than what is left")]
    [InlineData("USD", "0", "above zero")]
    [InlineData("USD", "0.00", "above zero")]
    [InlineData("USD", "-0.01", "above zero")]
    [InlineData("USD", "12.345", "at most 2 digits")]
    [InlineData("USD", "12.500", "at most 2 digits")]
    [InlineData("JPY", "12.5", "at most 0 digits")]
    [InlineData("KWD", "1.2345", "at most 3 digits")]
    [InlineData("USD", "9999999999999999", "not an amount")]
    public void An_amount_that_cannot_be_is_refused_in_words(string currency, string amount, string words)
    {
        var (action, violation) = RefundRules.Plan(Order(currency, 10_000), Number(amount), RefundReason.ChangedMind);
        Assert.Null(action);
        Assert.Contains(words, violation, StringComparison.Ordinal);
    }

    [Fact]
    public void What_has_gone_back_cannot_go_back_again()
    {
        var order = Order("USD", 10_000);
        Refund(order, 4_000, "card");
        Assert.NotNull(RefundRules.Plan(order, 60.01m, RefundReason.Defective).Violation);
        Assert.Equal(6_000, RefundRules.Plan(order, amount: null, RefundReason.Defective).Action!.Amount.Minor);
        Refund(order, 6_000, "card");
        Assert.Contains("has been refunded already", RefundRules.Plan(order, amount: null, RefundReason.Defective).Violation, StringComparison.Ordinal);
    }

    [Fact]
    public void An_order_that_was_never_paid_or_is_cancelled_gives_nothing_back()
    {
        Assert.Contains("never paid", RefundRules.Plan(Order("USD"), 1, RefundReason.Defective).Violation, StringComparison.Ordinal);
        var cancelled = Order("USD", 10_000);
        cancelled.Status = OrderStatus.Cancelled;
        Assert.Contains("cancelled", RefundRules.Plan(cancelled, 1, RefundReason.Defective).Violation, StringComparison.Ordinal);
    }

    [Fact]
    public void No_method_gets_more_than_it_paid()
    {
        var order = Order("USD", 3_000, 7_000);
        Assert.Equal("card", RefundRules.Plan(order, 30, RefundReason.Defective).Action!.PaymentMethodId);
        Assert.Equal("card-2", RefundRules.Plan(order, 30.01m, RefundReason.Defective).Action!.PaymentMethodId);
        Assert.Contains("$70.00", RefundRules.Plan(order, 70.01m, RefundReason.Defective).Violation, StringComparison.Ordinal);
    }

    [Fact]
    public void Whatever_is_asked_for_no_plan_goes_beyond_an_order_or_a_method()
    {
        var cases =
            from payments in Gen.Choose(1, 50_000).ArrayOf().Where(x => x.Length is > 0 and < 4)
            from wanted in Gen.Choose(-1_000, 60_000).ArrayOf().Where(x => x.Length < 8)
            from decimals in Gen.Choose(0, 3)
            select (payments, wanted, decimals);
        Prop.ForAll(cases.ToArbitrary(), x =>
        {
            var order = Order("USD", [.. x.payments.Select(minor => (long)minor)]);
            foreach (var wanted in x.wanted)
            {
                if (RefundRules.Plan(order, new decimal(Math.Abs(wanted), 0, 0, wanted < 0, (byte)x.decimals), RefundReason.Defective).Action is not { } action) continue;
                Refund(order, action.Amount.Minor, action.PaymentMethodId);
            }

            return order.Left.Minor >= 0 && order.Ledger.GroupBy(entry => entry.PaymentMethodId)
                .All(method => method.Sum(entry => entry.Kind == LedgerKind.Payment ? entry.AmountMinor : -entry.AmountMinor) >= 0);
        }).Check(output);
    }

    private static decimal Number(string text) => decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    private static Order Order(string currency, params long[] payments)
    {
        var order = new Order
        {
            Id = "#W1234567",
            CustomerId = "zoe_lee_1",
            Position = 0,
            Status = OrderStatus.Delivered,
            PlacedAt = new ManualTimeProvider().GetUtcNow(),
            Address = new Address("1 Main Street", "", "Springfield", "IL", "62701", "USA"),
            Currency = currency,
            TrackingIds = "",
        };
        foreach (var (index, minor) in payments.Index()) order.Ledger.Add(Entry(LedgerKind.Payment, minor, index == 0 ? "card" : $"card-{index + 1}"));
        return order;
    }

    private static void Refund(Order order, long minor, string method) => order.Ledger.Add(Entry(LedgerKind.Refund, minor, method));

    private static LedgerEntry Entry(LedgerKind kind, long minor, string method) =>
        new() { OrderId = "#W1234567", Kind = kind, AmountMinor = minor, PaymentMethodId = method, At = new ManualTimeProvider().GetUtcNow() };
}
