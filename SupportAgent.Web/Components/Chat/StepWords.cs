using SupportAgent.Domain.Conversations;

namespace SupportAgent.Web.Components.Chat;

/// <summary>The steps that a tool call goes through, as people read them.</summary>
internal static class StepWords
{
    /// <summary>Which check refused it, in a word or two.</summary>
    public static string NameOf(ToolStep step) => step switch
    {
        ToolStep.Allowed => "Not run",
        ToolStep.Known => "Unknown tool",
        ToolStep.Approval => "Approval",
        ToolStep.Json => "JSON",
        ToolStep.Schema => "Schema",
        ToolStep.Permission => "Rights",
        ToolStep.Scope => "Customer",
        ToolStep.Limits => "Limits",
        ToolStep.Rules => "Shop rules",
    };

    /// <summary>What the check asks.</summary>
    public static string QuestionOf(ToolStep step) => step switch
    {
        ToolStep.Allowed => "May this call run at all?",
        ToolStep.Known => "Is there such a tool, and was it offered?",
        ToolStep.Approval => "Has a person approved it?",
        ToolStep.Json => "Are the arguments sound JSON?",
        ToolStep.Schema => "Do the arguments fit what the tool takes?",
        ToolStep.Permission => "Has the person the right?",
        ToolStep.Scope => "Is it about the customer of this conversation?",
        ToolStep.Limits => "Is it within the limits of calls?",
        ToolStep.Rules => "Do the rules of the shop allow it?",
    };
}
