using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SupportAgent.Domain.Access;

namespace SupportAgent.Domain.Tools;

/// <summary>What an admin has set about a tool. One that has no row is on, for everybody, with the limits of the settings file.</summary>
public sealed class ToolSetting
{
    /// <summary>The tool.</summary>
    public required string Name { get; init; }

    /// <summary>Whether it can be used at all.</summary>
    public bool IsOn { get; set; } = true;

    /// <summary>The roles that may use it, separated by spaces; empty for all.</summary>
    public string Roles { get; set; } = "";

    /// <summary>How often a person may have it called in a minute; null for the limit of all tools.</summary>
    public int? CallsPerMinute { get; set; }

    /// <summary>How long it may take, in seconds; null for the limit of all tools.</summary>
    public int? Seconds { get; set; }

    /// <summary>The roles, one by one; none for all.</summary>
    public IReadOnlyList<string> RoleList => Roles.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Null when a person may use the tool; else the sentence that says why not.</summary>
    public string? WhyNot(Actor person)
    {
        if (!IsOn) return $"An admin has switched {Name} off. Do without it, and say so.";
        return RoleList.Count == 0 || person.IsIn([.. RoleList]) ? null : $"{person.Name} may not use {Name}: it is for {string.Join(" and ", RoleList)}.";
    }
}

internal sealed class ToolSettingMapping : IEntityTypeConfiguration<ToolSetting>
{
    public void Configure(EntityTypeBuilder<ToolSetting> builder)
    {
        builder.ToTable("ToolSettings");
        builder.HasKey(x => x.Name);
        builder.Property(x => x.Name).HasMaxLength(64);
        builder.Property(x => x.Roles).HasMaxLength(100);
    }
}
