using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace SupportAgent.Domain;

/// <summary>An exact amount: integer minor units (cents) and an ISO 4217 currency code.</summary>
/// <param name="Minor">The amount in the currency's smallest unit, such as 1250 for $12.50.</param>
/// <param name="Currency">Three capital letters, such as <c>USD</c>.</param>
[JsonConverter(typeof(MoneyJsonConverter))]
public readonly record struct Money(long Minor, string Currency) : IComparable<Money>
{
    /// <summary>Length of a currency code.</summary>
    public const int CurrencyLength = 3;

    /// <summary>The amount in major units with exactly the currency's digits, such as 12.50.</summary>
    public decimal Major
    {
        get
        {
            var minor = Math.Abs(Minor);
            return new decimal((int)minor, (int)(minor >> 32), 0, Minor < 0, (byte)Digits(Currency));
        }
    }

    /// <summary>Nothing, in a currency.</summary>
    public static Money Zero(string currency) => new(0, currency);

    /// <summary>How many digits a currency has after the point (ISO 4217): 0 for JPY, 3 for KWD, 2 for most.</summary>
    public static int Digits(string currency) => currency switch
    {
        "BIF" or "CLP" or "DJF" or "GNF" or "ISK" or "JPY" or "KMF" or "KRW" or "PYG" or "RWF" or "UGX" or "VND" or "VUV" or "XAF" or "XOF" or "XPF" => 0,
        "BHD" or "IQD" or "JOD" or "KWD" or "LYD" or "OMR" or "TND" => 3,
        _ => 2,
    };

    /// <summary>The currencies that have not two digits.</summary>
    internal static IReadOnlyList<string> Unusual { get; } =
        ["BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "VND", "VUV", "XAF", "XOF", "XPF", "BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"];

    /// <summary>
    /// Reads an amount that a person or a model gave in major units. False when it has more digits than the currency
    /// (12.345 or 12.500 USD) or is too large to count in minor units: nothing is ever rounded.
    /// </summary>
    public static bool TryFromMajor(decimal major, string currency, [NotNullWhen(true)] out Money? money)
    {
        money = null;
        var digits = Digits(currency);
        if (major.Scale > digits || Math.Abs(major) > 1_000_000_000_000m) return false;
        for (var i = 0; i < digits; i++) major *= 10;
        money = new Money((long)major, currency);
        return true;
    }

    /// <summary>As <see cref="TryFromMajor"/>, for amounts that are known to be sound.</summary>
    /// <exception cref="ArgumentException">The amount has too many digits.</exception>
    public static Money FromMajor(decimal major, string currency) =>
        TryFromMajor(major, currency, out var money) ? money.Value : throw new ArgumentException($"{major} has more digits than {currency}.", nameof(major));

    /// <summary>Adds two amounts of one currency.</summary>
    public static Money operator +(Money left, Money right) => new(checked(left.Minor + Same(left, right).Minor), left.Currency);

    /// <summary>Subtracts two amounts of one currency.</summary>
    public static Money operator -(Money left, Money right) => new(checked(left.Minor - Same(left, right).Minor), left.Currency);

    /// <summary>Compares two amounts of one currency.</summary>
    public static bool operator <(Money left, Money right) => left.CompareTo(right) < 0;

    /// <summary>Compares two amounts of one currency.</summary>
    public static bool operator >(Money left, Money right) => left.CompareTo(right) > 0;

    /// <summary>Compares two amounts of one currency.</summary>
    public static bool operator <=(Money left, Money right) => left.CompareTo(right) <= 0;

    /// <summary>Compares two amounts of one currency.</summary>
    public static bool operator >=(Money left, Money right) => left.CompareTo(right) >= 0;

    /// <summary>Adds two amounts of one currency.</summary>
    public static Money Add(Money left, Money right) => left + right;

    /// <summary>Subtracts two amounts of one currency.</summary>
    public static Money Subtract(Money left, Money right) => left - right;

    /// <inheritdoc />
    public int CompareTo(Money other) => Minor.CompareTo(Same(this, other).Minor);

    /// <summary>For people: <c>$1,250.00</c>, or <c>1,250.00 EUR</c> where no sign is customary here.</summary>
    public override string ToString()
    {
        var digits = Math.Abs(Major).ToString($"N{Digits(Currency)}", CultureInfo.InvariantCulture);
        var text = Currency == "USD" ? $"${digits}" : $"{digits} {Currency}";
        return Minor < 0 ? $"-{text}" : text;
    }

    /// <summary>
    /// For a person who reads it: <c>$1,250.00</c>, <c>1.250,00 €</c>. Not what <see cref="ToString"/> writes, which is the same for
    /// everybody, because it is stored and told to the model. Where nobody in particular reads, it is the same.
    /// </summary>
    public string ForReader()
    {
        var culture = CultureInfo.CurrentCulture;
        if (culture.Equals(CultureInfo.InvariantCulture)) return ToString();
        var format = (NumberFormatInfo)culture.NumberFormat.Clone();
        format.CurrencySymbol = Sign(Currency, culture);
        format.CurrencyDecimalDigits = Digits(Currency);
        return Major.ToString("C", format);
    }

    // a sign that is the reader's own for another currency would be read as that one: $ in Canada
    private static string Sign(string currency, CultureInfo culture)
    {
        var own = culture.IsNeutralCulture ? null : new RegionInfo(culture.Name);
        if (own?.ISOCurrencySymbol == currency) return own.CurrencySymbol;
        return currency switch
        {
            "USD" => own?.CurrencySymbol == "$" ? "US$" : "$",
            "EUR" => "€",
            "GBP" => "£",
            "JPY" => "¥",
            // where the sign stands before the number, letters need a gap
            _ => culture.NumberFormat.CurrencyPositivePattern == 0 ? currency + '\u00A0' : currency,
        };
    }

    private static Money Same(Money left, Money right) =>
        left.Currency == right.Currency ? right : throw new InvalidOperationException($"{left.Currency} and {right.Currency} cannot be mixed.");
}

/// <summary>Writes <c>{"amount": 12.50, "currency": "USD"}</c>.</summary>
internal sealed class MoneyJsonConverter : JsonConverter<Money>
{
    public override Money Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        var root = document.RootElement;
        return Money.FromMajor(root.GetProperty("amount").GetDecimal(), root.GetProperty("currency").GetString()!);
    }

    public override void Write(Utf8JsonWriter writer, Money value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WriteNumber("amount", value.Major);
        writer.WriteString("currency", value.Currency);
        writer.WriteEndObject();
    }
}
