using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using SupportAgent.Domain.Access;
using SupportAgent.Domain.Store;
using SupportAgent.Web.Texts;

namespace SupportAgent.Web.Accounts;

/// <summary>
/// Makes the first admin of a new installation. Whoever can read the log may: it holds a code that works once and is gone with the process.
/// </summary>
public sealed partial class SetUp(SupportStore store, IServiceProvider services, ILogger<SetUp> logger)
{
    private string? _code;

    /// <summary>Whether a first admin can still be made.</summary>
    public bool IsOpen => Volatile.Read(ref _code) is not null;

    /// <summary>Writes a code to the log if there is no account at all.</summary>
    internal async Task OpenIfEmptyAsync()
    {
        if (await store.ReadAsync(db => db.Users.AnyAsync())) return;
        var code = string.Join('-', Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)).Chunk(8).Select(x => new string(x)));
        Volatile.Write(ref _code, code);
        LogCode(code);
    }

    /// <summary>Makes the first admin, with all roles.</summary>
    /// <exception cref="StoreUnavailableException">Nothing was made; the code still works.</exception>
    internal async Task<AccountOutcome> CreateAdminAsync(string code, string email, string name, string password)
    {
        var expected = Volatile.Read(ref _code);
        if (expected is null) return AccountOutcome.Refused(AccountTexts.ExistsSignIn);
        if (!CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(code.Trim()), Encoding.UTF8.GetBytes(expected)))
            return AccountOutcome.Refused(AccountTexts.CodeIsWrong);

        await using var scope = services.CreateAsyncScope();
        var outcome = await scope.ServiceProvider.GetRequiredService<AccountDesk>().CreateFirstAsync(new NewAccount(email.Trim(), name.Trim(), password, [.. Role.All]));
        if (outcome.Succeeded) Volatile.Write(ref _code, null);
        return outcome;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "There are no accounts yet. Open /set-up and make the first admin with this code: {Code}")]
    private partial void LogCode(string code);
}
