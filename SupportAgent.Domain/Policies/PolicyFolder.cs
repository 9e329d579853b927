using Microsoft.Extensions.Logging;

namespace SupportAgent.Domain.Policies;

/// <summary>
/// The folder with the policies' files. It is read within bounds: what is beyond them or can't be read is left out, and the log says so once.
/// Not safe for several threads at once.
/// </summary>
internal sealed partial class PolicyFolder(string root, ILogger<PolicyLibrary> log)
{
    /// <summary>Most files that are read, by their names.</summary>
    public const int MostFiles = 200;

    /// <summary>Largest file, in bytes.</summary>
    public const int LargestFile = 256 * 1024;

    private readonly HashSet<string> _reported = new(StringComparer.Ordinal);

    /// <summary>What lies there now; null when the folder can't be read.</summary>
    public IReadOnlyList<PolicyFile>? List()
    {
        try
        {
            return [.. Directory.EnumerateFiles(root, "*.md").Order(StringComparer.Ordinal).Select(PolicyFile.At)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Report(root, e.Message);
            return null;
        }
    }

    /// <summary>Reads files.</summary>
    /// <param name="files">As they were listed.</param>
    /// <returns>The policies by their names, and whether reading once more may give more.</returns>
    public (IReadOnlyList<Policy> Policies, bool IsComplete) Read(IReadOnlyList<PolicyFile> files)
    {
        var found = new SortedDictionary<string, Policy>(StringComparer.Ordinal);
        var isComplete = true;
        foreach (var file in files.Take(MostFiles))
        {
            var name = Slug.Of(Path.GetFileNameWithoutExtension(file.Path));
            if (file.Length > LargestFile) Report(file.Path, $"it has {file.Length} bytes, and {LargestFile} are read at most");
            else if (name.Length == 0) Report(file.Path, "its name has neither a letter nor a digit");
            else if (found.ContainsKey(name)) Report(file.Path, $"another file is called {name} already");
            else if (TextOf(file) is { } text) found.Add(name, PolicyText.Read(name, text));
            else isComplete = false;
        }

        if (files.Count > MostFiles) Report(root, $"it holds {files.Count} files, and the first {MostFiles} are read");
        return ([.. found.Values], isComplete);
    }

    private string? TextOf(PolicyFile file)
    {
        try
        {
            var text = File.ReadAllText(file.Path);
            _reported.Remove(file.Path);
            return text;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Report(file.Path, e.Message);
            return null;
        }
    }

    private void Report(string path, string reason)
    {
        if (_reported.Add(path)) LogLeftOut(log, path, reason);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Policies: {Path} is left out: {Reason}")]
    private static partial void LogLeftOut(ILogger log, string path, string reason);
}

/// <summary>A file as it lies there: when any of this differs, it has to be read again.</summary>
internal readonly record struct PolicyFile(string Path, DateTime Written, long Length)
{
    /// <summary>The file at a path; without a length when it can't be looked at, such as a link that leads nowhere.</summary>
    public static PolicyFile At(string path)
    {
        var file = new FileInfo(path);
        return file.Exists ? new(path, file.LastWriteTimeUtc, file.Length) : new(path, default, 0);
    }
}
