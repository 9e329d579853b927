using System.Text.Json;
using SupportAgent.Domain;
using SupportAgent.Domain.Audit;
using SupportAgent.Domain.Tools;
using SupportAgent.Web.Components.Shared;
using SupportAgent.Web.Texts;

namespace SupportAgent.Web.Components.Audit;

/// <summary>Audit records in plain words.</summary>
internal static class AuditWords
{
    private const int GistLength = 90;

    /// <summary>Acts that are no tools, and their names for people.</summary>
    public static readonly IReadOnlyDictionary<string, Func<string>> Acts = new Dictionary<string, Func<string>>(StringComparer.Ordinal)
    {
        ["approve"] = () => AuditTexts.ActApprove,
        ["deny"] = () => AuditTexts.ActDeny,
        ["switch_customer"] = () => AuditTexts.ActSwitchCustomer,
        ["take_over"] = () => AuditTexts.ActTakeOver,
        ["edit_message"] = () => AuditTexts.ActEditMessage,
        ["add_prompt"] = () => AuditTexts.ActNewPrompt,
        ["change_prompt"] = () => AuditTexts.ActChangePrompt,
        ["delete_prompt"] = () => AuditTexts.ActDeletePrompt,
        ["change_reply_tone"] = () => AuditTexts.ActChangeReplyTone,
        ["rename_conversation"] = () => AuditTexts.ActRenameConversation,
        ["close_conversation"] = () => AuditTexts.ActCloseConversation,
        ["reopen_conversation"] = () => AuditTexts.ActReopenConversation,
        ["assign_conversation"] = () => AuditTexts.ActAssignConversation,
        ["link_ticket"] = () => AuditTexts.ActLinkTicket,
        ["change_tool"] = () => AuditTexts.ActChangeTool,
        ["sign_in"] = () => AuditTexts.ActSignIn,
        ["sign_out"] = () => AuditTexts.ActSignOut,
        ["create_token"] = () => AuditTexts.ActCreateToken,
        ["revoke_token"] = () => AuditTexts.ActRevokeToken,
        ["create_account"] = () => AuditTexts.ActCreateAccount,
        ["set_roles"] = () => AuditTexts.ActSetRoles,
        ["lock_account"] = () => AuditTexts.ActLockAccount,
        ["unlock_account"] = () => AuditTexts.ActUnlockAccount,
        ["set_password"] = () => AuditTexts.ActSetPassword,
        ["change_password"] = () => AuditTexts.ActChangePassword,
        ["change_default_model"] = () => AuditTexts.ActChangeDefaultModel,
        ["test_model"] = () => AuditTexts.ActTestModel,
        ["export_audit"] = () => AuditTexts.ActExportAudit,
        ["erase_customer"] = () => AuditTexts.ActEraseCustomer,
        ["prune_audit"] = () => AuditTexts.ActPruneAudit,
    };

    /// <summary>How something can end, and its words for people.</summary>
    public static readonly IReadOnlyDictionary<string, Func<string>> Outcomes = new Dictionary<string, Func<string>>(StringComparer.Ordinal)
    {
        ["succeeded"] = () => AuditTexts.OutcomeSucceeded,
        ["failed"] = () => AuditTexts.OutcomeFailed,
        ["rejected"] = () => AuditTexts.OutcomeRejected,
        ["awaiting_approval"] = () => AuditTexts.OutcomeAwaitingApproval,
        ["timed_out"] = () => AuditTexts.OutcomeTimedOut,
        ["approved"] = () => AuditTexts.OutcomeApproved,
        ["denied"] = () => AuditTexts.OutcomeDenied,
        ["expired"] = () => AuditTexts.OutcomeExpired,
        ["stale"] = () => AuditTexts.OutcomeStale,
        ["superseded"] = () => AuditTexts.OutcomeSuperseded,
        ["started"] = () => AuditTexts.OutcomeStarted,
    };

    /// <summary>How it ended; one that is not known as it is written.</summary>
    public static string Outcome(string outcome) => Outcomes.GetValueOrDefault(outcome)?.Invoke() ?? outcome;

    /// <summary>Why there is no more to see of a record, and since when: "Erased on 21 Nov 2026".</summary>
    public static string Of(AuditRemoval removal) => (removal.Why == AuditRemovalReason.Retention ? AuditTexts.RemovedByRetention : AuditTexts.Erased).With(Moments.Day(removal.At.ToUniversalTime()));

    /// <summary>Who asked for it.</summary>
    public static string Asker(AuditRecord record) => record.RequestedBy switch
    {
        "model" => AuditTexts.ModelAsked.With(record.PersonName),
        "person" => record.PersonName,
        "api" => AuditTexts.Api.With(record.PersonName),
        _ => AuditTexts.App,
    };

    /// <summary>What happened.</summary>
    public static string Title(AuditRecord record, ToolCatalogue tools) => record.Kind switch
    {
        AuditKind.ToolCall or AuditKind.Draft or AuditKind.Ticket => ToolNames.Of(tools, record.Action),
        AuditKind.Decision or AuditKind.Account or AuditKind.Scope or AuditKind.Settings or AuditKind.Export or AuditKind.Conversation or AuditKind.Removal => Acts.GetValueOrDefault(record.Action)?.Invoke() ?? record.Action,
    };

    /// <summary>What it was about, on one line: the values of the arguments, or of the result where those say nothing to people.</summary>
    public static string Gist(AuditRecord record)
    {
        if (record.Removed is { } removed) return Of(removed);
        var asked = Gist(record.Arguments);
        return asked.Length > 0 ? asked : Gist(record.Result);
    }

    private static string Gist(string? text)
    {
        try
        {
            using var json = JsonDocument.Parse(text ?? "{}");
            if (json.RootElement.ValueKind != JsonValueKind.Object) return "";
            if (json.RootElement.TryGetProperty("summary", out var summary)) return Text.Shorten(summary.ToString(), GistLength);
            var values = json.RootElement.EnumerateObject().Where(x => x.Value.ValueKind is JsonValueKind.String or JsonValueKind.Number && !x.Name.EndsWith("_token", StringComparison.Ordinal));
            return Text.Shorten(string.Join(" · ", values.Select(x => x.Value.ToString())), GistLength);
        }
        catch (JsonException)
        {
            return Text.Shorten(text!, GistLength);
        }
    }
}
