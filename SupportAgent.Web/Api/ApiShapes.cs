using System.Text.Json;
using SupportAgent.Domain;
using SupportAgent.Domain.Approvals;
using SupportAgent.Domain.Conversations;
using SupportAgent.Domain.Execution;

namespace SupportAgent.Web.Api;

/// <summary>How the API writes what is stored. A contract: names are only added.</summary>
internal static class ApiShapes
{
    /// <summary>A tool call.</summary>
    public static object Of(ToolCall call) => new
    {
        call.Id,
        call.Name,
        arguments = AsJson(call.Arguments),
        call.Status,
        call.Code,
        result = call.Result is null ? (JsonElement?)null : AsJson(call.Result),
        duration_ms = call.EndedAt is { } end ? (long?)(end - call.StartedAt).TotalMilliseconds : null,
    };

    /// <summary>A message.</summary>
    public static object Of(Message message) => new { message.Id, role = RoleOf(message.Speaker), content = message.Text, name = message.SpeakerName, message.TurnId, message.At };

    /// <summary>What a conversation is about. It says null where nothing was said yet, and where no order was named.</summary>
    public static JsonElement Of(ConversationLabel? label) => JsonSerializer.SerializeToElement(
        label is null ? null : new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["category"] = label.Category,
            ["urgency"] = label.Urgency,
            ["order_id"] = label.OrderId,
            ["summary"] = label.Summary,
        },
        Json.Options);

    /// <summary>A draft that waits, in short.</summary>
    public static object Pending(Draft draft) => new { draft.Id, tool = draft.PrepareTool, draft.Summary, amount = draft.Amount.Major, currency = draft.Amount.Currency, draft.ExpiresAt };

    /// <summary>A draft in full.</summary>
    public static object Of(Draft draft, DateTimeOffset now) => new
    {
        draft.Id,
        tool = draft.PrepareTool,
        state = StateOf(draft, now),
        draft.Summary,
        amount = draft.Amount.Major,
        currency = draft.Amount.Currency,
        preview = AsJson(draft.Facts),
        draft.ConversationId,
        draft.CustomerId,
        subject_id = draft.SubjectId,
        replaces_id = draft.ReplacesId,
        prepared_by = draft.PreparedByName,
        draft.PreparedAt,
        draft.ExpiresAt,
        draft.ApprovalsNeeded,
        decisions = draft.Decisions.Select(x => new { verdict = x.Verdict, by = x.PersonName, x.At, note = x.Note }),
        message = DraftText.WhatHappened(draft, draft.StateAsOf(now)),
        result = draft.Outcome is null ? (JsonElement?)null : AsJson(draft.Outcome),
    };

    /// <summary>The state in the words of the API.</summary>
    public static string StateOf(Draft draft, DateTimeOffset now) => JsonNamingPolicy.SnakeCaseLower.ConvertName(draft.StateAsOf(now).ToString());

    /// <summary>Who speaks, in the words of chat APIs.</summary>
    public static string RoleOf(Speaker speaker) => speaker == Speaker.Person ? "user" : "assistant";

    /// <summary>Text of a model or a tool as JSON; as a JSON string where it is none.</summary>
    public static JsonElement AsJson(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<JsonElement>(text);
        }
        catch (JsonException)
        {
            return JsonSerializer.SerializeToElement(text);
        }
    }

    /// <summary>An answer.</summary>
    public static IResult Ok<T>(T value) => Results.Json(value, Json.Options);
}
