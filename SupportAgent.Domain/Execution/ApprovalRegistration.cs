using Microsoft.Extensions.DependencyInjection;
using SupportAgent.Domain.Approvals;
using SupportAgent.Domain.Audit;

namespace SupportAgent.Domain.Execution;

/// <summary>Registers drafts, decisions, their execution, and the audit.</summary>
public static class ApprovalRegistration
{
    /// <summary>Adds them.</summary>
    public static IServiceCollection AddApprovals(this IServiceCollection services)
    {
        services.AddOptions<ApprovalOptions>()
            .BindConfiguration(ApprovalOptions.Section, o => o.ErrorOnUnknownConfiguration = true)
            .ValidateDataAnnotations()
            .Validate(x => x.TwoPersonLimit >= x.StaffLimit, "Approvals:TwoPersonLimit must not be below Approvals:StaffLimit.")
            .ValidateOnStart();
        return services.AddAudit().AddSingleton<ApprovalPolicy>().AddSingleton<ApprovalList>()
            .AddSingleton<DraftExecutor>().AddSingleton<DraftRevision>().AddSingleton<DecisionDesk>().AddSingleton<DraftReviewDesk>()
            .AddSingleton<PaymentClerk>().AddHostedService(provider => provider.GetRequiredService<PaymentClerk>())
            .AddSingleton<DraftClerk>().AddHostedService(provider => provider.GetRequiredService<DraftClerk>());
    }
}
