using Microsoft.AspNetCore.Identity;
using SupportAgent.Domain.Access;

namespace SupportAgent.Domain.Store;

/// <summary>Puts people into an empty store whom nobody signs in as.</summary>
internal static class StaffSeed
{
    /// <summary>Adds all roles, and an account without a password for each person.</summary>
    public static void AddStaff(this SupportDb db, IEnumerable<Actor> people)
    {
        foreach (var role in Role.All) db.Add(new IdentityRole { Id = role, Name = role, NormalizedName = role.ToUpperInvariant() });
        foreach (var person in people)
        {
            var email = $"{person.Id}@example.test";
            db.Add(new StaffMember
            {
                Id = person.Id,
                UserName = email,
                NormalizedUserName = email.ToUpperInvariant(),
                Email = email,
                NormalizedEmail = email.ToUpperInvariant(),
                DisplayName = person.Name,
                SecurityStamp = person.Id,
            });
            foreach (var role in person.Roles) db.Add(new IdentityUserRole<string> { UserId = person.Id, RoleId = role });
        }
    }
}
