using Microsoft.Extensions.Logging.Abstractions;
using SupportAgent.Domain.Shop.StartData;
using SupportAgent.Domain.Store;
using SupportAgent.Tests.Infrastructure;
using Xunit;

namespace SupportAgent.Tests.Shop;

/// <summary>The whole demo shop in a store, loaded once for all tests of a class that only read or add.</summary>
public sealed class DemoShop : IAsyncLifetime
{
    private TestStore? _test;

    public TestStore Test => _test ?? throw new InvalidOperationException("Not loaded yet.");

    public SupportStore Store => Test.Store;

    public static ShopLoader LoaderOf(TestStore test) => new(test.Store, test.Time, NullLogger<ShopLoader>.Instance);

    public async Task InitializeAsync()
    {
        _test = await TestStore.CreateAsync();
        await LoaderOf(_test).LoadAsync();
    }

    public async Task DisposeAsync()
    {
        if (_test is not null) await _test.DisposeAsync();
    }
}
