using System.ComponentModel.DataAnnotations;

namespace SupportAgent.Web.Accounts;

/// <summary>The section <c>Demo</c> of the settings. It counts in the environment Development only.</summary>
public sealed class DemoOptions
{
    /// <summary>Whether the demo accounts exist.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>The password of all of them.</summary>
    [Required, StringLength(NewAccount.LongestPassword, MinimumLength = NewAccount.ShortestPassword)]
    public string Password { get; init; } = "Demo-Passw0rd!";
}
