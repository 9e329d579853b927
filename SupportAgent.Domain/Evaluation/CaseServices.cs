using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using SupportAgent.Domain.Agent;
using SupportAgent.Domain.Audit;
using SupportAgent.Domain.Execution;
using SupportAgent.Domain.Handover;
using SupportAgent.Domain.Models;
using SupportAgent.Domain.Payments;
using SupportAgent.Domain.Policies;
using SupportAgent.Domain.Refunds;
using SupportAgent.Domain.Shop;
using SupportAgent.Domain.Store;
using SupportAgent.Domain.Tickets;
using SupportAgent.Domain.Tools;

namespace SupportAgent.Domain.Evaluation;

/// <summary>The product's services as the app registers them, for one store.</summary>
internal static class CaseServices
{
    /// <summary>Makes them.</summary>
    /// <param name="connectionString">The store.</param>
    /// <param name="model">Answers. It is not disposed with them.</param>
    /// <param name="settings">The app's settings; payments always stay in the shop's own ledger.</param>
    /// <param name="time">The clock.</param>
    public static ServiceProvider For(string connectionString, ConfiguredModel model, IConfiguration settings, TimeProvider time) => new ServiceCollection()
        .AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance).AddLogging()
        .AddSingleton<IConfiguration>(_ => WithoutGateway(settings)).AddSingleton(time).AddSingleton(new ModelRoster([model])).AddSingleton(AuditFolders.Beside(connectionString))
        .AddStore(_ => connectionString).AddPayments().AddTools().AddPolicies().AddShop().AddTickets().AddHandover().AddRefunds().AddApprovals().AddAgent()
        .BuildServiceProvider();

    // what a case approves must never reach a gateway with real money behind it; and labels are not what is tried
    private static IConfigurationRoot WithoutGateway(IConfiguration settings) => new ConfigurationBuilder()
        .AddConfiguration(settings)
        .AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal) { ["Payments:Gateway"] = "Ledger", ["Payments:Endpoint"] = "", ["Payments:ApiKey"] = "", ["Labels:IsOn"] = "false" })
        .Build();
}
