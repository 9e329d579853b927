using Microsoft.AspNetCore.Components;
using SupportAgent.Domain;
using SupportAgent.Domain.Store;

namespace SupportAgent.Web.Components.Shared;

/// <summary>A page that searches and shows what it found, a page at a time. What is searched for stands in the address, so that it can be sent and gone back to.</summary>
public abstract class ListPage<T> : StaffComponent
{
    private int _search;

    /// <summary>The words to look for.</summary>
    [SupplyParameterFromQuery(Name = "q")] public string? Words { get; set; }

    /// <summary>The page, from 1.</summary>
    [SupplyParameterFromQuery(Name = "page")] public string? Number { get; set; }

    /// <summary>What was found; null before anything was.</summary>
    protected PageOf<T>? Found { get; private set; }

    [Inject] private SupportStore Store { get; set; } = null!;

    [Inject] private NavigationManager Navigation { get; set; } = null!;

    /// <summary>Searches.</summary>
    protected abstract Task<PageOf<T>> FindAsync(SupportDb db, string words, int number);

    /// <inheritdoc />
    protected override Task OnParametersSetAsync() => LoadAsync();

    /// <summary>Searches again.</summary>
    protected async Task LoadAsync()
    {
        var search = ++_search;
        PageOf<T>? found = null;
        // a slow answer to an earlier question must not replace a later one
        if (await TryAsync(async () => found = await Store.ReadAsync(db => FindAsync(db, Words ?? "", AddressText.Read<int>(Number) ?? 1))) && search == _search) Found = found;
    }

    /// <summary>What an address gives for a filter; null without it, and when it is empty.</summary>
    protected static string? Given(string? value) => string.IsNullOrWhiteSpace(value) ? null : Text.WellFormed(value.Trim());

    /// <summary>Looks for other words, from the first page on.</summary>
    protected void Search(string words) => Go(("q", words.Length == 0 ? null : words), ("page", null));

    /// <summary>Sets a filter of the address, from the first page on; empty takes it away.</summary>
    protected void Filter(string name, string? value) => Go((name, string.IsNullOrEmpty(value) ? null : value), ("page", null));

    /// <summary>Shows another page.</summary>
    protected void GoToPage(int number) => Go(("page", number));

    private void Go(params ReadOnlySpan<(string Name, object? Value)> changes)
    {
        var parameters = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var (name, value) in changes) parameters[name] = value;
        Navigation.NavigateTo(Navigation.GetUriWithQueryParameters(parameters));
    }
}
