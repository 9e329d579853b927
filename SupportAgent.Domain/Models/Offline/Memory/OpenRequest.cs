using SupportAgent.Domain.Models.Offline.Understanding;

namespace SupportAgent.Domain.Models.Offline.Memory;

/// <summary>A request that cannot go on until somebody tells what is missing.</summary>
internal sealed record OpenRequest(Request Request, Missing Missing);
