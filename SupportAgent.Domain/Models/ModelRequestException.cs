using System.Net;

namespace SupportAgent.Domain.Models;

/// <summary>A model's server refused a request.</summary>
/// <param name="message">What it said, without the key; for the log alone.</param>
/// <param name="status">Its status, where it gave one.</param>
/// <param name="retryAfter">How long it wants to be left alone, where it said so.</param>
public sealed class ModelRequestException(string message, HttpStatusCode? status, TimeSpan? retryAfter = null) : HttpRequestException(message, inner: null, status)
{
    /// <summary>How long the server wants to be left alone.</summary>
    public TimeSpan? RetryAfter { get; } = retryAfter;
}
