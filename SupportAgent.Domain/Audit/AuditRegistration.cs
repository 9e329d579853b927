using Microsoft.Extensions.DependencyInjection;

namespace SupportAgent.Domain.Audit;

/// <summary>Registers the audit.</summary>
public static class AuditRegistration
{
    /// <summary>Adds it. <see cref="AuditFolders"/> has to be registered beside it.</summary>
    public static IServiceCollection AddAudit(this IServiceCollection services)
    {
        services.AddOptions<AuditOptions>().BindConfiguration(AuditOptions.Section, o => o.ErrorOnUnknownConfiguration = true).ValidateDataAnnotations()
            .Validate(x => x.Retention.IsValid, $"Audit:Retention: each is a number of days from 1 to {AuditRetentionOptions.Most}, or 0 for ever.").ValidateOnStart();
        return services.AddSingleton<AuditLog>().AddSingleton<AuditSearch>().AddSingleton<AuditViews>().AddSingleton<AuditExport>().AddSingleton<AuditVerification>().AddSingleton<AuditKey>().AddSingleton<AuditCheckpoints>()
            .AddSingleton<AuditRemover>().AddSingleton<AuditRetention>().AddHostedService<AuditClerk>().AddHostedService<AuditRetentionClerk>();
    }
}
