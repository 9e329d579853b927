using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using SupportAgent.Domain.Conversations;
using SupportAgent.Domain.Store;

namespace SupportAgent.Domain.Tools;

/// <summary>
/// What every call has to pass before it runs, in this order: may it run at all → known → sound JSON → fits the schema → permitted → in scope →
/// within the limits. The first that refuses ends it.
/// </summary>
public sealed class ToolChecks(ToolCatalogue catalogue, ConversationScope scope, SupportStore store, IOptions<LimitOptions> limits, TimeProvider time)
{
    /// <summary>The call with all that it needs to run, or the refusal.</summary>
    public async Task<CheckedCall> RunAsync(ToolRequest request)
    {
        // the budget counts every call, sound or not: a model that only sends nonsense has to stop as well
        var limit = request.Budget?.Take(request.Name, request.Arguments);
        if (request.NotRunBecause is { } reason) return Refuse(ToolStep.Allowed, ErrorCode.InvalidArguments, reason);
        if (catalogue.Find(request.Name) is not { } tool || !IsKnownTo(request, tool)) return Refuse(ToolStep.Known, ErrorCode.UnknownTool, Unknown(request));
        if (tool.Effect == ToolEffect.Execute && request.DraftId is null) return new(tool, Refusal: ApprovalGate.ApprovalRequired(tool.Name), Step: ToolStep.Approval);

        var (arguments, problem) = ToolArguments.Parse(request.Arguments);
        if (problem is not null) return Refuse(ToolStep.Json, ErrorCode.InvalidJson, problem);
        if (ArgumentSchema.Check(tool.Schema, arguments) is { } misfit) return Refuse(ToolStep.Schema, ErrorCode.InvalidArguments, misfit);

        var setting = await store.ReadAsync(db => db.Set<ToolSetting>().FirstOrDefaultAsync(x => x.Name == tool.Name)) ?? new ToolSetting { Name = tool.Name };
        if (WhyNotPermitted(request, setting) is { } forbidden) return Refuse(ToolStep.Permission, ErrorCode.NotPermitted, forbidden);
        if (await scope.WhyNotAsync(request, arguments) is { } outside) return Refuse(ToolStep.Scope, ErrorCode.OutOfScope, outside);

        limit ??= request.DraftId is null
            ? await store.ReadAsync(db => ToolRate.WhyNotAsync(db, request, setting.CallsPerMinute ?? limits.Value.CallsPerMinuteAndTool, time.GetUtcNow()))
            : null; // what a person has approved is not held up by how much else was asked for
        return limit is null ? new(tool, arguments, Seconds: setting.Seconds) : Refuse(ToolStep.Limits, ErrorCode.RateLimited, limit);
    }

    // a tool that executes is known to everybody, so that asking for it is told apart from a misspelling, and refused by the gate
    private static bool IsKnownTo(ToolRequest request, ToolDefinition tool) =>
        tool.Effect == ToolEffect.Execute || request.Origin != ToolOrigin.Model || request.Offered.Contains(tool.Name);

    private static string? WhyNotPermitted(ToolRequest request, ToolSetting setting) =>
        request.Origin != ToolOrigin.System && !request.Person.IsStaff ? $"{request.Person.Name} may not use {request.Name}."
        : request.DraftId is not null ? setting.IsOn ? null : setting.WhyNot(request.Person) // who may approve is the approval's question
        : setting.WhyNot(request.Person);

    private static string Unknown(ToolRequest request)
    {
        var name = Text.Shorten(request.Name, 60);
        return request.Offered.Count == 0
            ? $"There is no tool \"{name}\" to use now. Answer with what you have."
            : $"There is no tool \"{name}\" in this round. The tools are: {string.Join(", ", request.Offered.Order(StringComparer.Ordinal))}.";
    }

    private static CheckedCall Refuse(ToolStep step, string code, string message) => new(null, Refusal: ToolOutcome.Refused(code, message), Step: step);
}

/// <summary>A call that was checked.</summary>
/// <param name="Tool">The tool, where there is one and it may run.</param>
/// <param name="Arguments">Its arguments, sound and fitting.</param>
/// <param name="Refusal">Why it must not run; null when it may.</param>
/// <param name="Seconds">How long it may take, where an admin has set that.</param>
/// <param name="Step">The step that refused it.</param>
public sealed record CheckedCall(ToolDefinition? Tool, JsonElement Arguments = default, ToolOutcome? Refusal = null, int? Seconds = null, ToolStep? Step = null);
