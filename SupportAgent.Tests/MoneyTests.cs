using System.Globalization;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using SupportAgent.Domain;
using SupportAgent.Tests.Infrastructure;
using Xunit;
using Xunit.Abstractions;

namespace SupportAgent.Tests;

public sealed class MoneyTests(ITestOutputHelper output)
{
    // any amount up to a million million minor units, with any number of digits after the point
    private static readonly Arbitrary<(decimal Major, string Currency)> Amounts = (
        from high in Gen.Choose(-1_000_000, 1_000_000)
        from low in Gen.Choose(0, 999_999)
        from scale in Gen.Choose(0, 6)
        from currency in Gen.Elements("USD", "EUR", "JPY", "KWD")
        select (new decimal(Math.Abs(low), 0, 0, high < 0, (byte)scale) + (high * 1_000_000m), currency)).ToArbitrary();

    [Fact]
    public void An_amount_is_taken_exactly_or_not_at_all() => Prop.ForAll(Amounts, amount =>
    {
        var taken = Money.TryFromMajor(amount.Major, amount.Currency, out var money);
        return taken == (amount.Major.Scale <= Money.Digits(amount.Currency)) && (money is not { } exact || exact.Major == amount.Major);
    }).Check(output);

    [Fact]
    public void Minor_units_survive_the_way_through_major_units_and_JSON() => Prop.ForAll(
        (from minor in Gen.Choose(int.MinValue, int.MaxValue)
         from factor in Gen.Choose(1, 400) // JPY stays below the largest amount
         from currency in Gen.Elements("USD", "JPY", "KWD")
         select new Money((long)minor * factor, currency)).ToArbitrary(),
        money => Money.FromMajor(money.Major, money.Currency) == money
            && JsonSerializer.Deserialize<Money>(Json.Write(money), Json.Options) == money).Check(output);

    [Fact]
    public void Sums_are_exact() => Prop.ForAll((int left, int right) =>
        (new Money(left, "USD") + new Money(right, "USD")).Major == (left / 100m) + (right / 100m)).Check(output);

    [Theory]
    [InlineData("12.50", "USD", 1250)]
    [InlineData("12.5", "USD", 1250)]
    [InlineData("-0.01", "USD", -1)]
    [InlineData("1250", "JPY", 1250)]
    [InlineData("1.234", "KWD", 1234)]
    public void Major_units_become_minor_ones(string major, string currency, long minor) =>
        Assert.Equal(new Money(minor, currency), Money.FromMajor(Parse(major), currency));

    [Theory]
    [InlineData("12.345", "USD")]
    [InlineData("12.500", "USD")]
    [InlineData("0.5", "JPY")]
    [InlineData("1.0", "JPY")]
    [InlineData("0.0001", "KWD")]
    [InlineData("79228162514264337593543950335", "USD")]
    public void Nothing_is_rounded(string major, string currency)
    {
        Assert.False(Money.TryFromMajor(Parse(major), currency, out _));
        Assert.Throws<ArgumentException>(() => Money.FromMajor(Parse(major), currency));
    }

    [Theory]
    [InlineData(125000, "USD", "$1,250.00")]
    [InlineData(-5, "USD", "-$0.05")]
    [InlineData(125000, "JPY", "125,000 JPY")]
    [InlineData(1234, "KWD", "1.234 KWD")]
    public void It_reads_as_people_write_it(long minor, string currency, string text) => Assert.Equal(text, new Money(minor, currency).ToString());

    [Fact]
    public void Currencies_never_mix()
    {
        var (dollars, yen) = (new Money(1, "USD"), new Money(1, "JPY"));
        Assert.Throws<InvalidOperationException>(() => dollars + yen);
        Assert.Throws<InvalidOperationException>(() => dollars < yen);
        Assert.Throws<OverflowException>(() => new Money(long.MaxValue, "USD") + dollars);
    }

    private static decimal Parse(string text) => decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    [Theory]
    [InlineData(125000, "USD", "en-US", "$1,250.00")]
    [InlineData(-125000, "USD", "en-US", "-$1,250.00")]
    [InlineData(125000, "USD", "en-CA", "US$1,250.00")]
    [InlineData(125000, "CAD", "en-CA", "$1,250.00")]
    [InlineData(125000, "USD", "de-DE", "1.250,00 $")]
    [InlineData(125000, "EUR", "de-DE", "1.250,00 €")]
    [InlineData(125000, "EUR", "en-GB", "€1,250.00")]
    [InlineData(1250, "JPY", "en-GB", "¥1,250")]
    [InlineData(1250, "SEK", "en-GB", "SEK 12.50")]
    [InlineData(1250, "SEK", "de-DE", "12,50 SEK")]
    public void An_amount_is_written_as_the_reader_writes_amounts(long minor, string currency, string reader, string written)
    {
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(reader);
        Assert.Equal(written, new Money(minor, currency).ForReader().Replace('\u00A0', ' '));
    }
}
