using SupportAgent.Domain.Conversations;
using SupportAgent.Web.Texts;

namespace SupportAgent.Web.Components.Chat;

/// <summary>The steps that a tool call goes through, as questions to people.</summary>
internal static class StepWords
{
    /// <summary>What the check asks.</summary>
    public static string QuestionOf(ToolStep step) => step switch
    {
        ToolStep.Allowed => ChatTexts.StepAllowedAsks,
        ToolStep.Known => ChatTexts.StepKnownAsks,
        ToolStep.Approval => ChatTexts.StepApprovalAsks,
        ToolStep.Json => ChatTexts.StepJsonAsks,
        ToolStep.Schema => ChatTexts.StepSchemaAsks,
        ToolStep.Permission => ChatTexts.StepPermissionAsks,
        ToolStep.Scope => ChatTexts.StepScopeAsks,
        ToolStep.Limits => ChatTexts.StepLimitsAsks,
        ToolStep.Rules => ChatTexts.StepRulesAsks,
    };
}
