using SupportAgent.Domain.Audit;

namespace SupportAgent.Web.Components.Audit;

/// <summary>What a person has put into the filters of the audit, by the names of the address (<see cref="AuditQueryText.Names"/>); what is not there means all.</summary>
public sealed class AuditFilter
{
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    /// <summary>One of them; null where it is not set.</summary>
    public string? this[string name]
    {
        get => _values.GetValueOrDefault(name);
        set
        {
            if (string.IsNullOrWhiteSpace(value)) _values.Remove(name);
            else _values[name] = value.Trim();
        }
    }

    /// <summary>Those that are set, in their order.</summary>
    public IEnumerable<(string Name, string Value)> Set => AuditQueryText.Names.Where(_values.ContainsKey).Select(x => (x, _values[x]));

    /// <summary>Reads an address.</summary>
    public static AuditFilter Of(IReadOnlyDictionary<string, string> address)
    {
        var filter = new AuditFilter();
        foreach (var name in AuditQueryText.Names) filter[name] = address.GetValueOrDefault(name);
        return filter;
    }

    /// <summary>With something else in one place; null for nothing.</summary>
    public AuditFilter With(string name, string? value)
    {
        var filter = Copy();
        filter[name] = value;
        return filter;
    }

    /// <summary>With a span of time.</summary>
    public AuditFilter With(DateTimeOffset from, DateTimeOffset to) => With("from", AuditQueryText.Moment(from)).With("to", AuditQueryText.Moment(to));

    /// <summary>The same once more, to be changed.</summary>
    public AuditFilter Copy() => Of(_values);

    /// <summary>As a query. What makes no sense in the address is left out.</summary>
    public AuditQuery ToQuery() => AuditQueryText.Read(x => this[x]);

    /// <summary>As the part of an address after the question mark; empty when nothing is set.</summary>
    public string ToAddress() => string.Join('&', Set.Select(x => $"{x.Name}={Uri.EscapeDataString(x.Value)}"));
}
