namespace SupportAgent.Domain.Models;

/// <summary>The configuration section <c>Models</c>: those that can be picked beside the one of the section <c>Model</c>, by their ids.</summary>
public sealed class MoreModels() : Dictionary<string, ModelOptions>(StringComparer.OrdinalIgnoreCase);
