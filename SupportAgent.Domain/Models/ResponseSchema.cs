using Microsoft.Extensions.AI;

namespace SupportAgent.Domain.Models;

/// <summary>The form that an answer has to have, for a request: strict where strict mode can say it.</summary>
/// <param name="Name">Its name: letters, digits, <c>_</c> and <c>-</c>, as servers want it.</param>
/// <param name="Schema">A JSON Schema.</param>
/// <param name="IsStrict">Whether the server can hold its model to it.</param>
/// <param name="Description">What it is for.</param>
internal sealed record ResponseSchema(string Name, BinaryData Schema, bool IsStrict, string? Description)
{
    private const string DefaultName = "answer";

    /// <summary>The form that the options ask for; null where they ask for free text or for JSON of any form.</summary>
    public static ResponseSchema? Of(ChatOptions? options)
    {
        if (options?.ResponseFormat is not ChatResponseFormatJson { Schema: { } schema } format) return null;
        var strict = StrictSchema.Of(schema);
        return new(format.SchemaName ?? DefaultName, BinaryData.FromString(strict ?? schema.GetRawText()), strict is not null, format.SchemaDescription);
    }
}
