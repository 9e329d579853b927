using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace SupportAgent.Domain.Conversations;

/// <summary>A message that the team has saved, to be used again.</summary>
public sealed class Prompt
{
    /// <summary>Longest name.</summary>
    public const int NameLength = 40;

    /// <summary>Our id, time-ordered.</summary>
    public required Guid Id { get; init; }

    /// <summary>What people pick it by; once in the team, however it is written.</summary>
    public required string Name { get; set; }

    /// <summary>What comes into the composer: plain text of at most <see cref="Message.TextLength"/> UTF-16 units.</summary>
    public required string Text { get; set; }

    /// <summary>The account that saved it.</summary>
    public required string OwnerId { get; init; }

    /// <summary>That person's name.</summary>
    public required string OwnerName { get; init; }

    /// <summary>When it was last changed.</summary>
    public required DateTimeOffset UpdatedAt { get; set; }
}

internal sealed class PromptMapping : IEntityTypeConfiguration<Prompt>
{
    public void Configure(EntityTypeBuilder<Prompt> builder)
    {
        builder.ToTable("Prompts");
        builder.Property(x => x.Name).HasMaxLength(Prompt.NameLength);
        builder.Property(x => x.Text).HasMaxLength(Message.TextLength);
        builder.HasIndex(x => x.Name).IsUnique();
    }
}
