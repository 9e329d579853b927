namespace SupportAgent.Web.Accounts;

/// <summary>Where to go after signing in. It comes from the address bar, so it could be anything.</summary>
internal static class ReturnPath
{
    /// <summary>The path if it stays on this site, otherwise the first page.</summary>
    public static string OrHome(string? path) => IsLocal(path) ? path! : "/";

    // browsers read "//host" and "/\host" as another site, and drop control characters while they do
    private static bool IsLocal(string? path) =>
        path is ['/', ..] and not ['/', '/' or '\\', ..] && !path.Any(char.IsControl);
}
