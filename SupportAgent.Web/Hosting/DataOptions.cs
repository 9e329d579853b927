using System.ComponentModel.DataAnnotations;

namespace SupportAgent.Web.Hosting;

/// <summary>The section <c>Data</c> of the settings.</summary>
public sealed class DataOptions
{
    /// <summary>Where the app keeps its files. A relative path starts at the folder of the app.</summary>
    [Required] public string Folder { get; init; } = "data";
}
