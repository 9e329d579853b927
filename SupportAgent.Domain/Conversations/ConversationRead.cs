using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SupportAgent.Domain.Access;

namespace SupportAgent.Domain.Conversations;

/// <summary>How far a person has seen a conversation.</summary>
public sealed class ConversationRead
{
    /// <summary>The conversation.</summary>
    public required Guid ConversationId { get; init; }

    /// <summary>The person's account.</summary>
    public required string PersonId { get; init; }

    /// <summary>The revision of the conversation that the person had before the eyes last.</summary>
    public required long Revision { get; set; }
}

internal sealed class ConversationReadMapping : IEntityTypeConfiguration<ConversationRead>
{
    public void Configure(EntityTypeBuilder<ConversationRead> builder)
    {
        builder.ToTable("ConversationReads");
        builder.HasKey(x => new { x.ConversationId, x.PersonId });
        builder.HasOne<Conversation>().WithMany().HasForeignKey(x => x.ConversationId);
        builder.HasOne<StaffMember>().WithMany().HasForeignKey(x => x.PersonId);
    }
}
