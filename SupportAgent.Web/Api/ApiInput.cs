using System.Text.Json;
using SupportAgent.Domain;

namespace SupportAgent.Web.Api;

/// <summary>Reads bodies of requests: JSON in snake_case, nothing unknown in it.</summary>
internal static class ApiInput
{
    /// <summary>Longest body.</summary>
    public const int MaxBytes = 1024 * 1024;

    /// <summary>The body as a value.</summary>
    /// <exception cref="ApiInputException">It is no JSON, or does not fit.</exception>
    public static async Task<T> ReadAsync<T>(HttpRequest request) where T : class
    {
        try
        {
            return await JsonSerializer.DeserializeAsync<T>(request.Body, Json.Options, request.HttpContext.RequestAborted)
                ?? throw new ApiInputException("invalid_arguments", "The body is null.");
        }
        catch (JsonException e)
        {
            throw new ApiInputException("invalid_json", $"The body does not fit{(e.Path is { Length: > 1 } path ? $" at {path}" : "")}.");
        }
        catch (BadHttpRequestException e)
        {
            throw new ApiInputException("invalid_arguments", e.Message);
        }
    }
}
