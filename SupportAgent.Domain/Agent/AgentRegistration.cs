using Microsoft.Extensions.DependencyInjection;
using SupportAgent.Domain.Conversations;

namespace SupportAgent.Domain.Agent;

/// <summary>Registers the agent and its conversations.</summary>
public static class AgentRegistration
{
    /// <summary>Adds them. The models, the tools and the approvals are added apart.</summary>
    public static IServiceCollection AddAgent(this IServiceCollection services)
    {
        services.AddOptions<LabelOptions>().BindConfiguration(LabelOptions.Section, o => o.ErrorOnUnknownConfiguration = true).ValidateDataAnnotations().ValidateOnStart();
        return services
            .AddSingleton<LabelDesk>().AddHostedService(provider => provider.GetRequiredService<LabelDesk>())
            .AddSingleton<TranscriptReader>().AddSingleton<TurnLog>().AddSingleton<TurnRecovery>().AddSingleton<LiveAnswers>().AddSingleton<ModelDesk>().AddSingleton<ModelTrial>().AddSingleton<ConversationSettings>().AddSingleton<ToolSelection>().AddSingleton<ToolOffer>().AddSingleton<AgentLoop>().AddSingleton<TurnInbox>().AddSingleton<MessageEdits>().AddSingleton<ReplyTones>().AddSingleton<ReplyDesk>()
            .AddSingleton<TurnRunner>().AddHostedService(provider => provider.GetRequiredService<TurnRunner>());
    }
}
