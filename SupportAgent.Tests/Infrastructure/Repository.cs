namespace SupportAgent.Tests.Infrastructure;

/// <summary>The sources, for tests that hold how they are written.</summary>
internal static class Repository
{
    public static string Root { get; } = Find(new DirectoryInfo(AppContext.BaseDirectory));

    /// <summary>The files of a project that are written by hand, as paths relative to the project, with their text.</summary>
    public static IEnumerable<(string Path, string Text)> Sources(string project, params string[] extensions)
    {
        var folder = Path.Combine(Root, project);
        return from file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
               let path = Path.GetRelativePath(folder, file).Replace('\\', '/')
               where extensions.Contains(Path.GetExtension(path)) && !path.Split('/').Any(x => x is "bin" or "obj" or "Migrations")
               select (path, File.ReadAllText(file));
    }

    private static string Find(DirectoryInfo? folder)
    {
        for (; folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "SupportAgent.sln"))) return folder.FullName;
        throw new DirectoryNotFoundException("SupportAgent.sln is in no folder above the tests.");
    }
}
