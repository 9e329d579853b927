using Microsoft.AspNetCore.Identity;
using SupportAgent.Domain.Access;
using SupportAgent.Domain.Store;

namespace SupportAgent.Tests.Infrastructure;

/// <summary>The people of the tests, who have accounts in <see cref="ShopTemplate"/>.</summary>
internal static class People
{
    public static Actor Agent { get; } = Person("agent", "Alex Agent", Role.Agent);

    public static Actor OtherAgent { get; } = Person("agent-2", "Otto Agent", Role.Agent);

    public static Actor Approver { get; } = Person("approver", "Pia Approver", Role.Approver);

    public static Actor OtherApprover { get; } = Person("approver-2", "Quin Approver", Role.Approver);

    public static Actor Admin { get; } = Person("admin", "Dana Admin", Role.Admin);

    public static Actor Auditor { get; } = Person("auditor", "Aura Auditor", Role.Auditor);

    /// <summary>Those who work with customers.</summary>
    public static IReadOnlyList<Actor> Staff { get; } = [Agent, OtherAgent, Approver, OtherApprover, Admin];

    public static IReadOnlyList<Actor> All { get; } = [.. Staff, Auditor];

    /// <summary>The e-mail address of a person's account.</summary>
    public static string EmailOf(Actor person) => $"{person.Id}@example.test";

    /// <summary>Gives everybody an account.</summary>
    public static void AddTo(SupportDb db)
    {
        foreach (var role in Role.All) db.Add(new IdentityRole { Id = role, Name = role, NormalizedName = role.ToUpperInvariant() });
        foreach (var person in All)
        {
            var email = EmailOf(person);
            db.Add(new StaffMember
            {
                Id = person.Id,
                UserName = person.Id,
                NormalizedUserName = person.Id.ToUpperInvariant(),
                Email = email,
                NormalizedEmail = email.ToUpperInvariant(),
                DisplayName = person.Name,
                SecurityStamp = person.Id,
            });
            foreach (var role in person.Roles) db.Add(new IdentityUserRole<string> { UserId = person.Id, RoleId = role });
        }
    }

    private static Actor Person(string id, string name, params string[] roles) => new(id, name, roles.ToHashSet(StringComparer.Ordinal));
}
