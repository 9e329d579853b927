namespace SupportAgent.Domain.Tools;

/// <summary>What a tool may do. The invoker gives a tool no more than this.</summary>
public enum ToolEffect
{
    /// <summary>Looks something up. Calls of one round run side by side.</summary>
    Read,

    /// <summary>Writes something without consequence for a customer, such as a ticket. Needs no approval.</summary>
    Write,

    /// <summary>Makes a draft that waits for a person. Nothing else.</summary>
    Prepare,

    /// <summary>Carries out an approved draft. Never offered to a model.</summary>
    Execute,
}
