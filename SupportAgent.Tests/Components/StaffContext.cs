using System.Globalization;
using System.Security.Claims;
using Bunit;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Radzen;
using SupportAgent.Domain.Access;
using SupportAgent.Domain.Agent;
using SupportAgent.Domain.Approvals;
using SupportAgent.Domain.Audit;
using SupportAgent.Domain.Execution;
using SupportAgent.Domain.Handover;
using SupportAgent.Domain.Overview;
using SupportAgent.Domain.Policies;
using SupportAgent.Domain.Reports;
using SupportAgent.Domain.Store;
using SupportAgent.Domain.Tickets;
using SupportAgent.Domain.Tools;
using SupportAgent.Tests.Infrastructure;
using SupportAgent.Web.Accounts;
using SupportAgent.Web.Hosting;

namespace SupportAgent.Tests.Components;

/// <summary>Draws components over the real domain, with somebody signed in.</summary>
public sealed class StaffContext : BunitContext
{
    // a guard against hanging: a busy machine is no reason to fail
    static StaffContext() => DefaultWaitTimeout = TimeSpan.FromSeconds(20);

    public StaffContext(TestDomain domain, Actor person)
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("en-GB");
        JSInterop.Mode = JSRuntimeMode.Loose;
        (Domain, Person) = (domain, person);
        var session = AddAuthorization();
        session.SetAuthorized(person.Name);
        session.SetRoles([.. person.Roles]);
        session.SetClaims(new Claim(ClaimTypes.NameIdentifier, person.Id), new Claim(new ClaimsIdentityOptions().SecurityStampClaimType, person.Id));

        Services.AddRadzenComponents();
        Services.AddSingleton<TimeProvider>(domain.Time);
        Services.AddSingleton(domain.Store).AddSingleton(domain.Get<ChangeFeed>()).AddSingleton(domain.Get<ToolCatalogue>());
        Services.AddSingleton(domain.Get<DecisionDesk>()).AddSingleton(domain.Get<DraftRevision>()).AddSingleton(domain.Get<ApprovalPolicy>()).AddSingleton(domain.Get<DraftReviewDesk>()).AddSingleton(domain.Get<ApprovalList>());
        Services.AddSingleton(domain.Get<TicketDesk>()).AddSingleton(domain.Get<CallTitles>());
        Services.AddSingleton(domain.Get<AuditSearch>()).AddSingleton(domain.Get<AuditVerification>()).AddSingleton(domain.Get<AuditViews>()).AddSingleton(new AuditExportWatch());
        Services.AddSingleton(domain.Get<PolicyLibrary>()).AddSingleton(domain.Get<ToolSettings>()).AddSingleton(domain.Get<ConversationSettings>()).AddSingleton(domain.Get<HandoverDesk>());
        Services.AddSingleton(domain.Get<ReportDesk>());
        Services.AddSingleton(domain.Get<ModelDesk>()).AddSingleton(domain.Get<ModelTrial>());
        Services.AddSingleton(domain.Get<ConversationDesk>()).AddSingleton(domain.Get<ConversationSearch>()).AddSingleton(domain.Get<ReadMarks>());
        Services.AddSingleton(domain.Get<MessageEdits>()).AddSingleton(domain.Get<ReplyDesk>()).AddSingleton(domain.Get<ReplyTones>());
        Services.AddSingleton(domain.Get<FeedbackDesk>()).AddSingleton(domain.Get<PromptDesk>()).AddSingleton(domain.Get<Suggestions>());
        Services.AddSingleton(new StaffSessions(domain.Store, Options.Create(new IdentityOptions()), domain.Time)).AddScoped<CurrentActor>();
    }

    public TestDomain Domain { get; }

    /// <summary>Who is signed in.</summary>
    public Actor Person { get; }
}
