using System.Text.Json;
using Microsoft.Extensions.AI;

namespace SupportAgent.Domain.Models;

/// <summary>Values of the conversation as JSON without white space: a model pays for every character.</summary>
internal static class CompactJson
{
    private static readonly JsonSerializerOptions Options = new(AIJsonUtilities.DefaultOptions) { WriteIndented = false };

    public static string Of(object? value) => JsonSerializer.Serialize(value, Options);
}
