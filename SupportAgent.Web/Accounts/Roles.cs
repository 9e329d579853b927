using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using SupportAgent.Domain.Access;
using SupportAgent.Domain.Store;

namespace SupportAgent.Web.Accounts;

/// <summary>The roles as Identity stores them.</summary>
internal sealed class Roles(SupportStore store, ILookupNormalizer names)
{
    /// <summary>Adds the roles that are not stored yet.</summary>
    public Task CreateAsync() => store.WriteAsync(async db =>
    {
        var stored = await db.Roles.Select(x => x.Name).ToListAsync();
        foreach (var role in Role.All.Except(stored, StringComparer.Ordinal))
            db.Add(new IdentityRole { Name = role, NormalizedName = names.NormalizeName(role) });
    });
}
