using System.Text.Json;
using SupportAgent.Domain.Access;
using SupportAgent.Domain.Conversations;

namespace SupportAgent.Domain.Tools;

/// <summary>
/// What every call has to pass before it runs, in this order: may it run at all → known → sound JSON → fits the schema → permitted → within
/// the limits. The first that refuses ends it.
/// </summary>
internal static class ToolChecks
{
    /// <summary>The tool and its arguments, or the refusal.</summary>
    public static (ToolDefinition? Tool, JsonElement Arguments, ToolOutcome? Refusal) Run(ToolCatalogue catalogue, ToolRequest request)
    {
        // the budget counts every call, sound or not: a model that only sends nonsense has to stop as well
        var limit = request.Budget?.Take(request.Name, request.Arguments);
        if (request.NotRunBecause is { } reason) return Refuse(ErrorCode.InvalidArguments, reason);
        if (catalogue.Find(request.Name) is not { } tool || !IsKnownTo(request, tool)) return Refuse(ErrorCode.UnknownTool, Unknown(request));
        if (tool.Effect == ToolEffect.Execute && request.DraftId is null) return (tool, default, ApprovalGate.ApprovalRequired(tool.Name));

        var (arguments, problem) = ToolArguments.Parse(request.Arguments);
        if (problem is not null) return Refuse(ErrorCode.InvalidJson, problem);
        if (ArgumentSchema.Check(tool.Schema, arguments) is { } misfit) return Refuse(ErrorCode.InvalidArguments, misfit);
        if (!IsPermitted(request)) return Refuse(ErrorCode.NotPermitted, $"{request.Person.Name} may not use {tool.Name}.");
        return limit is null ? (tool, arguments, null) : Refuse(ErrorCode.RateLimited, limit);
    }

    // a tool that executes is known to everybody, so that asking for it is told apart from a misspelling, and refused by the gate
    private static bool IsKnownTo(ToolRequest request, ToolDefinition tool) =>
        tool.Effect == ToolEffect.Execute || request.Origin != ToolOrigin.Model || request.Offered.Contains(tool.Name);

    private static bool IsPermitted(ToolRequest request) => request.Origin switch
    {
        ToolOrigin.Model or ToolOrigin.Person or ToolOrigin.Api => request.Person.IsIn(Role.Agent, Role.Approver, Role.Admin),
        ToolOrigin.System => true,
    };

    private static string Unknown(ToolRequest request)
    {
        var name = Text.Shorten(request.Name, 60);
        return request.Offered.Count == 0
            ? $"There is no tool \"{name}\" to use now. Answer with what you have."
            : $"There is no tool \"{name}\". The tools are: {string.Join(", ", request.Offered.Order(StringComparer.Ordinal))}.";
    }

    private static (ToolDefinition?, JsonElement, ToolOutcome?) Refuse(string code, string message) => (null, default, ToolOutcome.Refused(code, message));
}
