using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace SupportAgent.Domain.Tools;

/// <summary>One tool of the catalogue.</summary>
/// <param name="Name">The name that models and programs use.</param>
/// <param name="Title">In plain words for staff.</param>
/// <param name="Effect">What it may do.</param>
/// <param name="Group">What it is about.</param>
/// <param name="IsAlwaysOffered">Whether it goes out with every round.</param>
/// <param name="IsLong">Whether it may have to wait for a payment gateway.</param>
/// <param name="Function">The method, with its schema and description.</param>
public sealed record ToolDefinition(string Name, string Title, ToolEffect Effect, ToolGroup Group, bool IsAlwaysOffered, bool IsLong, AIFunction Function)
{
    /// <summary>When to use it and when not, for the model.</summary>
    public string Description => Function.Description;

    /// <summary>The JSON Schema of its arguments.</summary>
    public JsonElement Schema => Function.JsonSchema;

    /// <summary>Which name, description and schema this is, for the audit: the first 12 hex digits of their SHA-256.</summary>
    public string Version { get; } = VersionOf(Name, Function);

    /// <summary>Whether a model may ever see it.</summary>
    public bool IsOffered => Effect != ToolEffect.Execute;

    private static string VersionOf(string name, AIFunction function) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Json.Write<string[]>([name, function.Description, function.JsonSchema.GetRawText()]))))[..12];
}
