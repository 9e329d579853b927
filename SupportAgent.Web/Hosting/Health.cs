using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using SupportAgent.Domain.Store;

namespace SupportAgent.Web.Hosting;

/// <summary>Tells whatever watches over the app whether it is up (live) and whether it can work (ready).</summary>
internal static class Health
{
    public static void AddHealth(this IServiceCollection services) => services.AddHealthChecks().AddCheck<StoreHealth>("store");

    public static void MapHealth(this WebApplication app)
    {
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false }).AllowAnonymous();
        app.MapHealthChecks("/health/ready").AllowAnonymous();
    }

    private sealed class StoreHealth(SupportStore store) : IHealthCheck
    {
        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            try
            {
                await store.ReadAsync(db => db.Roles.AnyAsync(cancellationToken), cancellationToken);
                return HealthCheckResult.Healthy();
            }
            catch (StoreUnavailableException e)
            {
                return HealthCheckResult.Unhealthy(exception: e);
            }
        }
    }
}
