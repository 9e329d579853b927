using System.Text.RegularExpressions;
using SupportAgent.Tests.Infrastructure;
using Xunit;

namespace SupportAgent.Tests;

public sealed partial class ArchitectureTests
{
    // highest first. Store stands above Access, because the database holds the accounts
    private static readonly string[] Order =
        ["Evaluation", "Reports", "Agent", "Models", "Execution", "Erasure", "Handover", "Overview", "Refunds", "Tickets", "Shop", "Policies", "Tools", "Payments", "Conversations", "Approvals", "Audit", "Store", "Access"];

    [Fact]
    public void Imports_go_only_downwards()
    {
        var upward =
            from file in Repository.Sources("SupportAgent.Domain", ".cs")
            from Match import in Import().Matches(file.Text)
            let imported = import.Groups["folder"].Value
            where Order.Contains(imported) && !MayImport(FolderOf(file.Path), imported)
            select $"{file.Path} imports {imported}";
        Assert.Empty(upward);
    }

    [Fact]
    public void Every_folder_has_its_place_in_the_order() =>
        Assert.Empty(Repository.Sources("SupportAgent.Domain", ".cs").Select(x => FolderOf(x.Path)).Distinct().Except([.. Order, ""]));

    [Fact]
    public void The_domain_knows_nothing_of_the_web()
    {
        var web =
            from file in Repository.Sources("SupportAgent.Domain", ".cs")
            from Match import in AspNet().Matches(file.Text)
            where import.Groups["name"].Value != "Identity" || FolderOf(file.Path) is not ("Access" or "Store")
            select $"{file.Path} imports {import.Value}";
        Assert.Empty(web);
    }

    [Fact]
    public void A_file_is_one_idea() =>
        Assert.Empty(Repository.Sources("SupportAgent.Domain", ".cs").Where(x => x.Text.Count(c => c == '\n') > 300).Select(x => x.Path));

    [Fact]
    public void Raw_HTML_comes_from_one_component() =>
        Assert.Empty(Repository.Sources("SupportAgent.Web", ".cs", ".razor")
            .Where(x => x.Text.Contains("MarkupString", StringComparison.Ordinal) && !Path.GetFileName(x.Path).StartsWith("Markdown", StringComparison.Ordinal))
            .Select(x => x.Path));

    // what stands directly in the project (money, JSON, text) is below all folders; models know nothing of the product
    private static bool MayImport(string folder, string imported) =>
        folder == imported || (folder is not ("" or "Models") && Array.IndexOf(Order, imported) > Array.IndexOf(Order, folder));

    private static string FolderOf(string path) => path.Contains('/', StringComparison.Ordinal) ? path[..path.IndexOf('/', StringComparison.Ordinal)] : "";

    [GeneratedRegex(@"\bSupportAgent\.Domain\.(?<folder>\w+)", RegexOptions.NonBacktracking)]
    private static partial Regex Import();

    [GeneratedRegex(@"\bMicrosoft\.AspNetCore\.(?<name>\w+)", RegexOptions.NonBacktracking)]
    private static partial Regex AspNet();
}
