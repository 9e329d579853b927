using System.Globalization;
using SupportAgent.Domain.Texts;

namespace SupportAgent.Domain.Tools;

/// <summary>Names of tools as people read them. A model is offered the names and descriptions of the catalogue, whoever reads along.</summary>
public static class ToolNames
{
    /// <summary>Such as "Look up order", from the text of its name; a tool without one has its title.</summary>
    public static string Of(ToolDefinition tool) => ToolNameTexts.ResourceManager.GetString(tool.Name, CultureInfo.CurrentUICulture) ?? tool.Title;

    /// <summary>The same by what the tool is called in the catalogue; one that is not there as it is written.</summary>
    public static string Of(ToolCatalogue catalogue, string name) => catalogue.Find(name) is { } tool ? Of(tool) : name;
}
