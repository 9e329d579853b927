using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace SupportAgent.Domain.Access;

/// <summary>Lets a program act for a person, within scopes. Only the token's hash is kept: whoever reads the database can't use it.</summary>
public sealed class ApiToken
{
    /// <summary>SHA-256 of the token, in hex. A token is random and long, so a fast hash does.</summary>
    public required string Hash { get; init; }

    /// <summary>The account on whose behalf it acts, with the rights of that account at each act.</summary>
    public required string PersonId { get; init; }

    /// <summary>What it opens, separated by spaces: see <see cref="ApiScope"/>.</summary>
    public required string Scopes { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }
}

/// <summary>What a token can open. The person behind it has to have the right as well.</summary>
public static class ApiScope
{
    /// <summary>Chat, conversations and tools.</summary>
    public const string Chat = "chat";

    /// <summary>The queue, and decisions.</summary>
    public const string Approvals = "approvals";

    /// <summary>The audit.</summary>
    public const string Audit = "audit";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Chat, Approvals, Audit];
}

internal sealed class ApiTokenMapping : IEntityTypeConfiguration<ApiToken>
{
    public void Configure(EntityTypeBuilder<ApiToken> builder)
    {
        builder.ToTable("ApiTokens");
        builder.HasKey(x => x.Hash);
        builder.Property(x => x.Hash).HasMaxLength(64);
        builder.Property(x => x.Scopes).HasMaxLength(100);
        builder.HasOne<StaffMember>().WithMany().HasForeignKey(x => x.PersonId);
    }
}
