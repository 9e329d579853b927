using Microsoft.Extensions.DependencyInjection;

namespace SupportAgent.Domain.Audit;

/// <summary>Registers the audit.</summary>
public static class AuditRegistration
{
    /// <summary>Adds it. <see cref="AuditFolders"/> has to be registered beside it.</summary>
    public static IServiceCollection AddAudit(this IServiceCollection services)
    {
        services.AddOptions<AuditOptions>().BindConfiguration(AuditOptions.Section, o => o.ErrorOnUnknownConfiguration = true).ValidateDataAnnotations().ValidateOnStart();
        return services.AddSingleton<AuditLog>().AddSingleton<AuditSearch>().AddSingleton<AuditViews>().AddSingleton<AuditExport>().AddSingleton<AuditVerification>().AddSingleton<AuditKey>().AddSingleton<AuditCheckpoints>()
            .AddHostedService<AuditClerk>();
    }
}
