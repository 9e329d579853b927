using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using SupportAgent.Domain.Access;
using SupportAgent.Domain.Approvals;
using SupportAgent.Domain.Conversations;
using SupportAgent.Domain.Store;
using SupportAgent.Domain.Texts;
using SupportAgent.Domain.Tools;

namespace SupportAgent.Domain.Execution;

/// <summary>
/// Where people change a draft before they decide about it, or have one that is out of date prepared anew. Either way the tool that prepared it
/// runs again, with all its rules, and makes another draft; the old one stays as it is, and cannot be approved any more.
/// </summary>
public sealed class DraftRevision(ToolInvoker invoker, ToolCatalogue catalogue, SupportStore store, TimeProvider time)
{
    // what an action is about is never changed: that would be another action
    private static readonly HashSet<string> Editable = new(StringComparer.Ordinal)
    {
        "amount", "reason", "item_ids", "new_item_ids", "payment_method_id", "address1", "address2", "city", "state", "country", "zip",
    };

    /// <summary>Whether a draft is out of date, so that it makes sense to prepare the same anew.</summary>
    public static bool CanBePreparedAnew(Draft draft, DraftState state) =>
        state is DraftState.Stale or DraftState.Expired || (state == DraftState.Failed && draft.Outcome?.Contains(ErrorCode.StaleDraft, StringComparison.Ordinal) == true);

    /// <summary>What can be changed of a draft, with the values that it was prepared with.</summary>
    public async Task<IReadOnlyList<DraftField>> FieldsAsync(Draft draft, CancellationToken cancel = default)
    {
        if (catalogue.Find(draft.PrepareTool) is not { } tool || await CallOfAsync(draft, cancel) is not { } call) return [];
        var given = Read(call.Arguments);
        return [.. tool.Schema.GetProperty("properties").EnumerateObject().Where(x => Editable.Contains(x.Name)).Select(x => FieldOf(x, given[x.Name]))];
    }

    /// <summary>Prepares a draft with other values in its place.</summary>
    /// <param name="draftId">A draft that waits.</param>
    /// <param name="person">Who changes it.</param>
    /// <param name="values">The new values, by the names of the fields; one that is not there, or null, stays as it was.</param>
    /// <param name="cancel">To give up before it is prepared.</param>
    public Task<RevisionOutcome> EditAsync(Guid draftId, Actor person, IReadOnlyDictionary<string, JsonElement> values, CancellationToken cancel = default) =>
        ReviseAsync(draftId, person, values, (_, state) => state == DraftState.Pending, cancel);

    /// <summary>Prepares a draft that is out of date anew, with the same values.</summary>
    public Task<RevisionOutcome> PrepareAnewAsync(Guid draftId, Actor person, CancellationToken cancel = default) =>
        ReviseAsync(draftId, person, new Dictionary<string, JsonElement>(), CanBePreparedAnew, cancel);

    private async Task<RevisionOutcome> ReviseAsync(Guid draftId, Actor person, IReadOnlyDictionary<string, JsonElement> values, Func<Draft, DraftState, bool> isOpen, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        if (await store.ReadAsync(db => db.FindDraftAsync(draftId, cancel), cancel) is not { } draft) return new(null, DecisionTexts.NoSuchDraft, ErrorCode.NotFound);
        if (!isOpen(draft, draft.StateAsOf(now))) return new(null, DraftText.WhatHappened(draft, draft.StateAsOf(now)), ErrorCode.AlreadyDecided);
        if (values.Keys.FirstOrDefault(x => !Editable.Contains(x)) is { } fixedField) return new(null, DecisionTexts.FieldIsFixed.With(Text.Shorten(fixedField, 40)), ErrorCode.InvalidArguments);
        var current = await store.ReadAsync(db => db.FindActorAsync(person.Id, now, cancel), cancel);
        if (current is null || ApprovalPolicy.WhyNotEdit(current) is not null) return new(null, DecisionTexts.NoRightToChange, ErrorCode.NotPermitted);
        if (await CallOfAsync(draft, cancel) is not { } before) return new(null, DecisionTexts.OriginUnknown, ErrorCode.NotFound);

        if (await store.ReadAsync(db => db.Set<Turn>().AnyAsync(x => x.Id == before.TurnId && x.ReplacedById != null, cancel), cancel))
            return new(null, DecisionTexts.AskAgain, ErrorCode.PolicyViolation);

        var arguments = Read(before.Arguments);
        foreach (var (name, value) in values.Where(x => x.Value.ValueKind != JsonValueKind.Null)) arguments[name] = JsonNode.Parse(value.GetRawText());
        var call = await invoker.InvokeAsync(
            new ToolRequest
            {
                Name = draft.PrepareTool,
                Arguments = arguments.ToJsonString(Json.Options),
                Origin = ToolOrigin.Person,
                Person = current with { ClientAddress = person.ClientAddress },
                ConversationId = draft.ConversationId,
                TurnId = before.TurnId, // so that its card stands where the old one does
                Round = before.Round,
                Position = before.Position,
                ReplacesDraftId = draft.Id,
            },
            CancellationToken.None);
        if (call.Status != ToolCallStatus.AwaitingApproval) return new(null, MessageOf(call.Result), call.Code);
        return new(await store.ReadAsync(db => db.FindDraftAsync(call.DraftId!.Value, CancellationToken.None), CancellationToken.None), DecisionTexts.Prepared);
    }

    private Task<ToolCall?> CallOfAsync(Draft draft, CancellationToken cancel) => store.ReadAsync(db => db.Set<ToolCall>().FirstOrDefaultAsync(x => x.Id == draft.ToolCallId, cancel), cancel);

    private static DraftField FieldOf(JsonProperty property, JsonNode? given)
    {
        var schema = property.Value;
        var types = schema.TryGetProperty("type", out var type) ? type.ValueKind == JsonValueKind.Array ? [.. type.EnumerateArray().Select(x => x.GetString())] : new[] { type.GetString() } : ["string"];
        var choices = schema.TryGetProperty("enum", out var allowed) ? allowed.EnumerateArray().Where(x => x.ValueKind == JsonValueKind.String).Select(x => x.GetString()!).ToList() : [];
        var kind = choices.Count > 0 ? DraftFieldKind.Choice : types.Contains("array") ? DraftFieldKind.List : types.Contains("number") ? DraftFieldKind.Amount : DraftFieldKind.Text;
        var value = given switch
        {
            null => "",
            JsonArray items => string.Join('\n', items.Select(x => x?.ToString())),
            _ => given.ToString(),
        };
        return new(property.Name, kind, value, choices);
    }

    private static JsonObject Read(string arguments) => JsonNode.Parse(arguments) as JsonObject ?? [];

    private static string MessageOf(string? result)
    {
        using var json = JsonDocument.Parse(result ?? "{}");
        return json.RootElement.TryGetProperty("message", out var message) ? message.GetString() ?? "" : DecisionTexts.NotPrepared;
    }
}

/// <summary>What came of a change.</summary>
/// <param name="Draft">The new draft; null when there is none.</param>
/// <param name="Message">For the person: what happened, or which rule was against it.</param>
/// <param name="Code">One of <see cref="ErrorCode"/>, when there is none.</param>
public sealed record RevisionOutcome(Draft? Draft, string Message, string? Code = null);

/// <summary>One thing that can be changed of a draft.</summary>
/// <param name="Name">The argument's name.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Value">What it was prepared with; lists one a line.</param>
/// <param name="Choices">What it can be, for a choice.</param>
public sealed record DraftField(string Name, DraftFieldKind Kind, string Value, IReadOnlyList<string> Choices);

/// <summary>How a field is edited.</summary>
public enum DraftFieldKind
{
    /// <summary>Any text.</summary>
    Text,

    /// <summary>A decimal number.</summary>
    Amount,

    /// <summary>One of several words.</summary>
    Choice,

    /// <summary>Texts, one a line.</summary>
    List,
}
