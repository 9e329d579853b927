using Microsoft.EntityFrameworkCore;
using SupportAgent.Domain.Models;
using SupportAgent.Domain.Models.Offline;
using SupportAgent.Domain.Shop.StartData;
using SupportAgent.Domain.Store;
using SupportAgent.Web.Accounts;

namespace SupportAgent.Web.Hosting;

/// <summary>What has to be in place before the first request and before any background work.</summary>
internal static class StartUp
{
    /// <summary>Runs the steps one after the other. A step that fails stops the start.</summary>
    public static async Task PrepareAsync(this WebApplication app)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var services = scope.ServiceProvider;

        await using (var db = await services.GetRequiredService<IDbContextFactory<SupportDb>>().CreateDbContextAsync())
            await db.Database.MigrateAsync();

        await services.GetRequiredService<ShopLoader>().LoadAsync();
        await services.GetRequiredService<Roles>().CreateAsync();
        await services.GetRequiredService<DemoAccounts>().CreateAsync();
        await services.GetRequiredService<SetUp>().OpenIfEmptyAsync();
        if (services.GetRequiredService<ModelRoster>().All.Any(x => x.Description.IsOffline)) _ = OfflineChatClient.LearnAsync();
    }
}
