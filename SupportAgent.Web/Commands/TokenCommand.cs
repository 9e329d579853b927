using SupportAgent.Web.Api;

namespace SupportAgent.Web.Commands;

/// <summary>
/// <c>token create --user agent@example.test --scopes chat,approvals,audit</c>: makes a token and prints it, alone on the last line.
/// <c>token revoke --user agent@example.test</c>, or <c>--token sa_…</c>: takes all of an account back, or one.
/// </summary>
internal static class TokenCommand
{
    private const string Usage = """
        Usage: token create --user <e-mail> --scopes <chat,approvals,audit>
               token revoke --user <e-mail> | --token <token>
        """;

    /// <summary>Whether the command line asks for it.</summary>
    public static bool IsAskedFor(string[] args) => args is ["token", ..];

    /// <summary>Runs it.</summary>
    /// <returns>The exit code: 0 done, 1 refused, 2 not understood.</returns>
    public static async Task<int> RunAsync(IServiceProvider services, string[] args)
    {
        if (args is ["token", "revoke", "--user" or "--token", var which]) return await RevokeAsync(services, which);
        if (args is not ["token", "create", "--user", var user, "--scopes", var scopes])
        {
            await Console.Error.WriteLineAsync(Usage);
            return 2;
        }

        var (token, problem) = await services.GetRequiredService<ApiTokens>().CreateAsync(user, scopes.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        if (token is null)
        {
            await Console.Error.WriteLineAsync(problem);
            return 1;
        }

        Console.WriteLine("Keep it: it is shown only once.");
        Console.WriteLine(token);
        return 0;
    }

    private static async Task<int> RevokeAsync(IServiceProvider services, string which)
    {
        var (count, problem) = await services.GetRequiredService<ApiTokens>().RevokeAsync(which);
        if (problem is not null)
        {
            await Console.Error.WriteLineAsync(problem);
            return 1;
        }

        Console.WriteLine(count == 1 ? "1 token was taken back." : $"{count} tokens were taken back.");
        return 0;
    }
}
