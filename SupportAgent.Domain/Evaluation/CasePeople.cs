using Microsoft.AspNetCore.Identity;
using SupportAgent.Domain.Access;
using SupportAgent.Domain.Store;

namespace SupportAgent.Domain.Evaluation;

/// <summary>The people of a case: one who asks, and two who decide.</summary>
internal static class CasePeople
{
    /// <summary>Asks the agent.</summary>
    public static Actor Agent { get; } = Person("agent", "Alex Agent", Role.Agent);

    /// <summary>Decide about drafts: the second where two have to.</summary>
    public static IReadOnlyList<Actor> Approvers { get; } = [Person("approver", "Pia Approver", Role.Approver), Person("approver-2", "Quin Approver", Role.Approver)];

    /// <summary>Gives everybody an account, without a password: nobody signs in.</summary>
    public static void AddTo(SupportDb db)
    {
        foreach (var role in Role.All) db.Add(new IdentityRole { Id = role, Name = role, NormalizedName = role.ToUpperInvariant() });
        foreach (var person in Approvers.Prepend(Agent))
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

    private static Actor Person(string id, string name, string role) => new(id, name, new HashSet<string>([role], StringComparer.Ordinal));
}
