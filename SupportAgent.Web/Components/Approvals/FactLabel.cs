using System.Globalization;
using SupportAgent.Web.Texts;

namespace SupportAgent.Web.Components.Approvals;

/// <summary>What a fact of a draft is called. Facts are stored with the draft, the same for everybody; their names are read in the language of the person.</summary>
internal static class FactLabel
{
    /// <summary>The name, from the text <c>Label_Left_after_this</c> for "Left after this"; one without a text, such as an item's name, as it is.</summary>
    public static string Of(string label) => FactTexts.ResourceManager.GetString($"Label_{label.Replace(' ', '_')}", CultureInfo.CurrentUICulture) ?? label;
}
