namespace SupportAgent.Web.Components.Shared;

/// <summary>What a state means to the person who looks at it. Never shown by colour alone.</summary>
public enum Tone
{
    /// <summary>Done, as wished.</summary>
    Good,

    /// <summary>Failed or refused.</summary>
    Bad,

    /// <summary>Waits for a person.</summary>
    Wait,

    /// <summary>In progress.</summary>
    Busy,

    /// <summary>Over, or of no matter now.</summary>
    Muted,
}
