using System.Text.Json;
using SupportAgent.Domain;
using SupportAgent.Domain.Audit;
using SupportAgent.Domain.Tools;

namespace SupportAgent.Web.Components.Audit;

/// <summary>Audit records in plain words.</summary>
internal static class AuditWords
{
    private const int GistLength = 90;

    /// <summary>Acts that are no tools, and their names for people.</summary>
    public static readonly IReadOnlyDictionary<string, string> Acts = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["approve"] = "Approval",
        ["deny"] = "Denial",
        ["switch_customer"] = "Switch to another customer",
        ["take_over"] = "Conversation taken over",
        ["edit_message"] = "Message edited",
        ["add_prompt"] = "New prompt of the team",
        ["change_prompt"] = "Change of a prompt",
        ["delete_prompt"] = "Prompt deleted",
        ["change_reply_tone"] = "Another tone of replies",
        ["rename_conversation"] = "Conversation renamed",
        ["close_conversation"] = "Conversation closed",
        ["reopen_conversation"] = "Conversation reopened",
        ["assign_conversation"] = "Conversation given to a colleague",
        ["link_ticket"] = "Conversation linked to a ticket",
        ["change_tool"] = "Change of a tool",
        ["sign_in"] = "Sign-in",
        ["sign_out"] = "Sign-out",
        ["create_token"] = "New token of the API",
        ["revoke_token"] = "Token of the API taken back",
        ["create_account"] = "New account",
        ["set_roles"] = "Change of roles",
        ["lock_account"] = "Account locked",
        ["unlock_account"] = "Account opened",
        ["set_password"] = "New password by an admin",
        ["change_password"] = "New password",
        ["change_default_model"] = "Change of the default model",
        ["test_model"] = "Test of a model",
        ["export_audit"] = "Export of the audit",
        ["erase_customer"] = "Erasure of a customer's data",
        ["prune_audit"] = "Removal of old records",
    };

    /// <summary>How something can end, and its words for people.</summary>
    public static readonly IReadOnlyDictionary<string, string> Outcomes = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["succeeded"] = "Done",
        ["failed"] = "Failed",
        ["rejected"] = "Refused",
        ["awaiting_approval"] = "Prepared",
        ["timed_out"] = "Timed out",
        ["approved"] = "Approved",
        ["denied"] = "Denied",
        ["expired"] = "Expired",
        ["stale"] = "Out of date",
        ["superseded"] = "Changed before a decision",
        ["started"] = "Begun",
    };

    /// <summary>A kind of record for people.</summary>
    public static string Of(AuditKind kind) => kind switch
    {
        AuditKind.ToolCall => "Tool call",
        AuditKind.Decision => "Decision",
        AuditKind.Draft => "End of a draft",
        AuditKind.Account => "Account",
        AuditKind.Scope => "Customer of a conversation",
        AuditKind.Settings => "Settings",
        AuditKind.Conversation => "Conversation",
        AuditKind.Ticket => "Ticket",
        AuditKind.Export => "Export",
        AuditKind.Removal => "Removal of data",
    };

    /// <summary>Who asked for it.</summary>
    public static string Asker(AuditRecord record) => record.RequestedBy switch
    {
        "model" => $"the agent, for {record.PersonName}",
        "person" => record.PersonName,
        "api" => $"a program, for {record.PersonName}",
        _ => "the app",
    };

    /// <summary>What happened.</summary>
    public static string Title(AuditRecord record, ToolCatalogue tools) => record.Kind switch
    {
        AuditKind.ToolCall or AuditKind.Draft or AuditKind.Ticket => tools.Find(record.Action)?.Title ?? record.Action,
        AuditKind.Decision or AuditKind.Account or AuditKind.Scope or AuditKind.Settings or AuditKind.Export or AuditKind.Conversation or AuditKind.Removal => Acts.GetValueOrDefault(record.Action, record.Action),
    };

    /// <summary>What it was about, on one line: the values of the arguments, or of the result where those say nothing to people.</summary>
    public static string Gist(AuditRecord record)
    {
        if (record.Removed is { } removed) return removed.ToString();
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
