namespace SupportAgent.Domain.Policies;

/// <summary>Where the shop's policies lie. Section <c>Policies</c>.</summary>
public sealed class PolicyOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Policies";

    /// <summary>The folder with one Markdown file a policy. A path that is not absolute starts beside the app. Default: the texts that come with it.</summary>
    public string Folder { get; init; } = "policies";

    /// <summary>The folder as an absolute path.</summary>
    internal string Root => Path.GetFullPath(Folder, AppContext.BaseDirectory);

    /// <summary>Whether there is such a folder.</summary>
    internal bool IsThere => !string.IsNullOrWhiteSpace(Folder) && !Folder.Contains('\0', StringComparison.Ordinal) && Directory.Exists(Root);
}
