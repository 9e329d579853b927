using System.Globalization;
using SupportAgent.Domain.Texts;

namespace SupportAgent.Domain.Tools;

/// <summary>Names of tools as people read them. A model is offered the names and descriptions of the catalogue, whoever reads along.</summary>
public static class ToolNames
{
    /// <summary>Such as "Look up order", from the text of its name; a tool without one has its title.</summary>
    public static string Of(ToolDefinition tool) => ToolNameTexts.ResourceManager.GetString(tool.Name, CultureInfo.CurrentUICulture) ?? tool.Title;
}
