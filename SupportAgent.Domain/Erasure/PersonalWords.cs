using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using SupportAgent.Domain.Shop;

namespace SupportAgent.Domain.Erasure;

/// <summary>What names a customer in texts: the name, the e-mail address, the postal addresses. Knows nothing more once the customer is erased.</summary>
internal sealed class PersonalWords
{
    /// <summary>What stands where something was erased.</summary>
    public const string Erased = "(erased)";

    // fields of drafts and their outcomes that hold a person's data, or words of people
    private static readonly HashSet<string> Fields = new(StringComparer.OrdinalIgnoreCase)
    {
        "address1", "address2", "city", "state", "zip", "country", "name", "first_name", "last_name", "email", "phone", "customer_name", "address", "message", "note", "subject",
    };

    private readonly IReadOnlyList<string> _words;

    /// <param name="customer">As stored until now.</param>
    /// <param name="addresses">The customer's and those of the orders.</param>
    public PersonalWords(Customer customer, IEnumerable<Address> addresses)
    {
        Name = Known(customer.Name);
        Email = Known(customer.Email);
        Streets = [.. addresses.Where(x => Known(x.Address1) is not null).Distinct()];
        // long ones first: a street is part of its whole address
        _words = [.. new[] { Name, Email }.OfType<string>().Concat(Streets.Select(x => x.ToString())).Concat(Streets.Select(x => x.Address1)).Distinct(StringComparer.OrdinalIgnoreCase).OrderByDescending(x => x.Length)];
    }

    /// <summary>First and last name; null where they are erased.</summary>
    public string? Name { get; }

    /// <summary>The e-mail address; null where it is erased.</summary>
    public string? Email { get; }

    /// <summary>The addresses that are not erased.</summary>
    public IReadOnlyList<Address> Streets { get; }

    /// <summary>A text without them.</summary>
    public string Without(string text)
    {
        foreach (var word in _words)
        {
            text = text.Replace(word, Erased, StringComparison.OrdinalIgnoreCase);
            text = text.Replace(JavaScriptEncoder.Default.Encode(word), Erased, StringComparison.OrdinalIgnoreCase);
        }

        return text;
    }

    /// <summary>JSON without them, and without what stands in fields that hold a person's data. Numbers and ids stay.</summary>
    public string WithoutFields(string json)
    {
        try
        {
            var node = JsonNode.Parse(json);
            Clear(node);
            return Without(node?.ToJsonString() ?? json);
        }
        catch (JsonException)
        {
            return Without(json);
        }
    }

    private static string? Known(string text) => text.Length > 0 && !text.StartsWith(Erased[..^1], StringComparison.Ordinal) ? text : null;

    private static void Clear(JsonNode? node)
    {
        if (node is JsonArray array)
        {
            foreach (var item in array) Clear(item);
            return;
        }

        if (node is not JsonObject fields) return;
        foreach (var (name, value) in fields.ToList())
        {
            if (value is JsonValue text && text.GetValueKind() == JsonValueKind.String && Fields.Contains(name)) fields[name] = Erased;
            else Clear(value);
        }
    }
}
