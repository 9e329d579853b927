using SupportAgent.Web.Api;

namespace SupportAgent.Web.Commands;

/// <summary><c>token create --user agent@example.test --scopes chat,approvals,audit</c>: makes a token and prints it, alone on the last line.</summary>
internal static class TokenCommand
{
    private const string Usage = "Usage: token create --user <e-mail> --scopes <chat,approvals,audit>";

    /// <summary>Whether the command line asks for it.</summary>
    public static bool IsAskedFor(string[] args) => args is ["token", ..];

    /// <summary>Runs it.</summary>
    /// <returns>The exit code: 0 done, 1 refused, 2 not understood.</returns>
    public static async Task<int> RunAsync(IServiceProvider services, string[] args)
    {
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
}
