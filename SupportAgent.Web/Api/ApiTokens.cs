using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using SupportAgent.Domain.Access;
using SupportAgent.Domain.Audit;
using SupportAgent.Domain.Store;
using SupportAgent.Web.Accounts;

namespace SupportAgent.Web.Api;

/// <summary>Makes tokens for programs and tells who stands behind one.</summary>
internal sealed class ApiTokens(SupportStore store, AuditLog audit, TimeProvider time)
{
    /// <summary>The claim with a scope of the token.</summary>
    public const string ScopeClaim = "scope";

    private const string Prefix = "sa_";

    /// <summary>Makes a token for an account; null with the reason when it can't be made.</summary>
    public async Task<(string? Token, string? Problem)> CreateAsync(string email, IReadOnlyCollection<string> scopes)
    {
        if (scopes.Count == 0) return (null, $"Name at least one scope: {string.Join(", ", ApiScope.All)}.");
        if (scopes.Except(ApiScope.All, StringComparer.Ordinal).FirstOrDefault() is { } unknown) return (null, $"There is no scope {unknown}. There are: {string.Join(", ", ApiScope.All)}.");

        var token = Prefix + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        var name = email.Trim().ToUpperInvariant();
        return await store.WriteAsync(async db =>
        {
            if (await db.Users.FirstOrDefaultAsync(x => x.NormalizedUserName == name) is not { } person) return ((string?)null, (string?)$"There is no account {email}.");
            db.Add(new ApiToken { Hash = HashOf(token), PersonId = person.Id, Scopes = string.Join(' ', scopes), CreatedAt = time.GetUtcNow() });
            await audit.AppendAsync(db, AccountAct.Of("create_token", Actor.System, person, new { scopes }));
            return (token, null);
        });
    }

    /// <summary>Takes a token back, or all of an account: programs that use them are refused from now on. Gives how many, or the reason why none.</summary>
    /// <param name="tokenOrEmail">The token itself, or the account's e-mail address.</param>
    public Task<(int Count, string? Problem)> RevokeAsync(string tokenOrEmail)
    {
        var (hash, name) = (HashOf(tokenOrEmail.Trim()), tokenOrEmail.Trim().ToUpperInvariant());
        return store.WriteAsync(async db =>
        {
            var found = await db.Set<ApiToken>().Where(x => x.Hash == hash || db.Users.Any(person => person.Id == x.PersonId && person.NormalizedUserName == name)).ToListAsync();
            if (found.Count == 0) return (0, (string?)"There is no such token, and no account of this name that has one.");
            foreach (var token in found)
            {
                var person = await db.Users.FirstAsync(x => x.Id == token.PersonId);
                db.Remove(token);
                await audit.AppendAsync(db, AccountAct.Of("revoke_token", Actor.System, person, new { scopes = token.Scopes.Split(' '), made = token.CreatedAt }));
            }

            return (found.Count, null);
        });
    }

    /// <summary>The person behind a token, with the roles of now and the token's scopes as claims; null when it opens nothing.</summary>
    public Task<ClaimsPrincipal?> FindAsync(string token, string address, CancellationToken cancel) => store.ReadAsync(async db =>
    {
        var hash = HashOf(token);
        if (await db.Set<ApiToken>().FirstOrDefaultAsync(x => x.Hash == hash, cancel) is not { } found) return null;
        if (await db.FindActorAsync(found.PersonId, time.GetUtcNow(), cancel) is not { } person) return null;
        return new ClaimsPrincipal(new ClaimsIdentity(
            [
                new(ClaimTypes.NameIdentifier, person.Id),
                new(StaffClaims.DisplayName, person.Name),
                new(StaffClaims.ClientAddress, address),
                .. person.Roles.Select(x => new Claim(ClaimTypes.Role, x)),
                .. found.Scopes.Split(' ').Select(x => new Claim(ScopeClaim, x)),
            ],
            ApiTokenHandler.SchemeName));
    }, cancel);

    private static string HashOf(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}
