using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace SupportAgent.Domain.Store;

/// <summary>One thing that an admin has set while the app runs. What is not set has no row.</summary>
public sealed class Setting
{
    /// <summary>What is set, such as <c>model.default</c>.</summary>
    public required string Key { get; init; }

    /// <summary>To what.</summary>
    public required string Value { get; set; }
}

internal sealed class SettingMapping : IEntityTypeConfiguration<Setting>
{
    public void Configure(EntityTypeBuilder<Setting> builder)
    {
        builder.ToTable("Settings");
        builder.HasKey(x => x.Key);
        builder.Property(x => x.Key).HasMaxLength(64);
        builder.Property(x => x.Value).HasMaxLength(2000);
    }
}
