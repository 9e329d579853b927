using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using SupportAgent.Domain.Access;

namespace SupportAgent.Domain.Store;

/// <summary>
/// The database. Each record brings its mapping in its own file; use <see cref="DbContext.Set{TEntity}()"/>, so that this class knows no subject.
/// </summary>
public sealed class SupportDb(DbContextOptions<SupportDb> options) : IdentityDbContext<StaffMember>(options)
{
    /// <inheritdoc />
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        // stored as UTC DateTime: SQLite can then compare and sort them as text, PostgreSQL as timestamptz
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcConverter>();
        configurationBuilder.Properties<Enum>().HaveConversion<string>().HaveMaxLength(40);
    }

    /// <inheritdoc />
    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.Entity<StaffMember>().Property(x => x.DisplayName).HasMaxLength(StaffMember.DisplayNameLength);
        builder.ApplyConfigurationsFromAssembly(typeof(SupportDb).Assembly);
    }

    private sealed class UtcConverter() : ValueConverter<DateTimeOffset, DateTime>(
        v => v.UtcDateTime, v => new DateTimeOffset(DateTime.SpecifyKind(v, DateTimeKind.Utc)));
}
