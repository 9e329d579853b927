using System.Text.Json;

namespace SupportAgent.Tests.Models.OpenAIResponses;

/// <summary>The events of a response as they stand on the wire.</summary>
internal static class Event
{
    public static string Created { get; } = Of("response.created", new { response = Response("in_progress") });

    public static string Text(string delta, int place = 0) =>
        Of("response.output_text.delta", new { item_id = $"msg_{place}", output_index = place, content_index = 0, delta, logprobs = Array.Empty<object>() });

    public static string TextDone(string text, int place = 0) =>
        Of("response.output_text.done", new { item_id = $"msg_{place}", output_index = place, content_index = 0, text, logprobs = Array.Empty<object>() });

    public static string Refusal(string delta) => Of("response.refusal.delta", new { item_id = "msg_0", output_index = 0, content_index = 0, delta });

    public static string RefusalDone(string refusal) => Of("response.refusal.done", new { item_id = "msg_0", output_index = 0, content_index = 0, refusal });

    public static string CallBegins(int place, string item, string? callId, string? name, string arguments = "") =>
        Of("response.output_item.added", new { output_index = place, item = Call(item, callId, name, arguments, "in_progress") });

    public static string Fragment(int place, string item, string delta) =>
        Of("response.function_call_arguments.delta", new { item_id = item, output_index = place, delta });

    public static string ArgumentsDone(int place, string item, string arguments) =>
        Of("response.function_call_arguments.done", new { item_id = item, output_index = place, arguments });

    public static string CallEnds(int place, string item, string? callId, string? name, string arguments) =>
        Of("response.output_item.done", new { output_index = place, item = Call(item, callId, name, arguments, "completed") });

    /// <summary>A whole call, its arguments in fragments of a few characters.</summary>
    public static string WholeCall(int place, string callId, string name, string arguments)
    {
        var item = $"fc_{place}";
        return CallBegins(place, item, callId, name)
            + string.Concat(arguments.Chunk(3).Select(x => Fragment(place, item, new string(x))))
            + ArgumentsDone(place, item, arguments) + CallEnds(place, item, callId, name, arguments);
    }

    public static string Reasoning(int place, string encrypted, params string[] summary) => Of("response.output_item.done", new
    {
        output_index = place,
        item = new { type = "reasoning", id = $"rs_{place}", encrypted_content = encrypted, summary = summary.Select(text => new { type = "summary_text", text }) },
    });

    public static string Completed(string status = "completed") => Of("response.completed", new { response = Response(status) });

    public static string Incomplete(string? reason) =>
        Of("response.incomplete", new { response = Response("incomplete", incomplete: reason is null ? null : new { reason }) });

    public static string Failed(string code, string message) => Of("response.failed", new { response = Response("failed", error: new { code, message }) });

    public static string Error(string? code, string message) => Of("error", new { code, message, param = (string?)null });

    public static string Of(string type, object more)
    {
        var fields = JsonSerializer.SerializeToNode(more)!.AsObject();
        fields["type"] = type;
        fields["sequence_number"] = 1;
        return $"event: {type}\ndata: {fields.ToJsonString()}\n\n";
    }

    private static object Call(string id, string? call_id, string? name, string arguments, string status) =>
        new { type = "function_call", id, call_id, name, arguments, status };

    private static object Response(string status, object? error = null, object? incomplete = null) => new
    {
        id = "resp_1",
        @object = "response",
        created_at = 1,
        status,
        error,
        incomplete_details = incomplete,
        model = "m-1",
        output = Array.Empty<object>(),
        parallel_tool_calls = true,
        tools = Array.Empty<object>(),
        usage = status == "in_progress" ? null : new
        {
            input_tokens = 7,
            input_tokens_details = new { cached_tokens = 4 },
            output_tokens = 5,
            output_tokens_details = new { reasoning_tokens = 2 },
            total_tokens = 12,
        },
    };
}
