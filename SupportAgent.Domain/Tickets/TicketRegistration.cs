using Microsoft.Extensions.DependencyInjection;
using SupportAgent.Domain.Tools;

namespace SupportAgent.Domain.Tickets;

/// <summary>Registers tickets.</summary>
public static class TicketRegistration
{
    /// <summary>Adds the tools about tickets, and the desk that the pages use.</summary>
    public static IServiceCollection AddTickets(this IServiceCollection services) => services.AddSingleton<IScopeSource, TicketScope>().AddSingleton<TicketDesk>().AddPlugin<TicketsPlugin>();
}
