using Microsoft.Extensions.DependencyInjection;
using SupportAgent.Domain.Tools;

namespace SupportAgent.Domain.Handover;

/// <summary>Registers the desk of conversations.</summary>
public static class HandoverRegistration
{
    /// <summary>Adds what people do with conversations, and the tool that hands over.</summary>
    public static IServiceCollection AddHandover(this IServiceCollection services) => services.AddSingleton<HandoverDesk>().AddSingleton<ConversationDesk>().AddSingleton<ConversationSearch>().AddSingleton<ReadMarks>()
        .AddSingleton<FeedbackDesk>().AddSingleton<PromptDesk>().AddSingleton<Suggestions>().AddPlugin<HandoverPlugin>();
}
