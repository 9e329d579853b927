namespace SupportAgent.Domain.Models.Offline.Memory;

/// <summary>An order of a list that a tool has shown.</summary>
internal sealed record KnownOrder(string Id, string PlacedAt);
