using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using SupportAgent.Domain.Store;

namespace SupportAgent.Web.Api;

/// <summary>Signs programs in by <c>Authorization: Bearer …</c>. A cookie opens nothing of the API, so that no other site can use it through a browser.</summary>
internal sealed class ApiTokenHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logs, UrlEncoder encoder, ApiTokens tokens)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logs, encoder)
{
    /// <summary>The name of the scheme.</summary>
    public const string SchemeName = "ApiToken";

    private const string Bearer = "Bearer ";
    private const int LongestToken = 200;

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        if (!header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) || header.Length > LongestToken) return AuthenticateResult.NoResult();
        return await tokens.FindAsync(header[Bearer.Length..].Trim(), Address(), Context.RequestAborted) is { } person
            ? AuthenticateResult.Success(new AuthenticationTicket(person, SchemeName))
            : AuthenticateResult.Fail("Unknown token.");
    }

    private string Address() => Context.Connection.RemoteIpAddress is { } address ? (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).ToString() : "unknown";

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = "Bearer";
        return ApiProblem.Of(StatusCodes.Status401Unauthorized, "unauthorized", "Send a valid token: Authorization: Bearer <token>.").ExecuteAsync(Context);
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        ApiProblem.Of(StatusCodes.Status403Forbidden, "not_permitted", "The token has not the scope for this, or the person behind it not the role.").ExecuteAsync(Context);
}

/// <summary>Errors of the API: problem details (RFC 9457) with a code.</summary>
internal static class ApiProblem
{
    /// <summary>A problem.</summary>
    public static IResult Of(int status, string code, string detail, object? state = null)
    {
        var more = new Dictionary<string, object?>(StringComparer.Ordinal) { ["code"] = code };
        if (state is not null) more["state"] = state;
        return Results.Problem(detail, statusCode: status, extensions: more);
    }

    /// <summary>Turns what commonly goes wrong in an endpoint into problems.</summary>
    public static async ValueTask<object?> FilterAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (StoreUnavailableException e)
        {
            return Of(StatusCodes.Status503ServiceUnavailable, "store_unavailable", e.Message);
        }
        catch (ApiInputException e)
        {
            return Of(StatusCodes.Status400BadRequest, e.Code, e.Message);
        }
    }
}

/// <summary>A request that can't be understood.</summary>
internal sealed class ApiInputException(string code, string message) : Exception(message)
{
    /// <summary>The code of the problem.</summary>
    public string Code { get; } = code;
}
