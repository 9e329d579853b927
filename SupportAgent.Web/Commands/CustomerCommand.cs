using System.Globalization;
using SupportAgent.Domain.Audit;
using SupportAgent.Domain.Erasure;
using SupportAgent.Domain.Store;

namespace SupportAgent.Web.Commands;

/// <summary><c>customer erase noah_brown_6181 --user admin@example.test</c>: erases a customer's personal data, in the name of an admin.</summary>
internal static class CustomerCommand
{
    private const string Usage = "Usage: customer erase <customer id> --user <e-mail of an admin>";

    /// <summary>Whether the command line asks for it.</summary>
    public static bool IsAskedFor(string[] args) => args is ["customer", ..];

    /// <summary>Runs it.</summary>
    /// <returns>The exit code: 0 done, 1 refused, 2 not understood or not possible.</returns>
    public static async Task<int> RunAsync(IServiceProvider services, string[] args)
    {
        if (args is not ["customer", "erase", var customer, "--user", var user]) return await RefuseAsync(2, Usage);
        try
        {
            var outcome = await services.GetRequiredService<CustomerErasure>().EraseAsync(customer, user);
            if (outcome.Problem is { } problem) return await RefuseAsync(1, problem);
            Console.WriteLine($"Erased: the customer, {Count(outcome.Orders, "order")}, {Count(outcome.Tickets, "ticket")}, {Count(outcome.Conversations, "conversation")}, {Count(outcome.Records, "audit record")}.");
            Console.WriteLine("Backups and exports that were made before still hold the data, and free places of the database file may: run VACUUM with the app stopped.");
            return 0;
        }
        catch (AuditUnsoundException e)
        {
            return await RefuseAsync(1, e.Message);
        }
        catch (Exception e) when (e is StoreUnavailableException or IOException or UnauthorizedAccessException)
        {
            return await RefuseAsync(2, e.Message);
        }
    }

    private static string Count(int number, string what) => $"{number.ToString("N0", CultureInfo.InvariantCulture)} {what}{(number == 1 ? "" : "s")}";

    private static async Task<int> RefuseAsync(int code, string why)
    {
        await Console.Error.WriteLineAsync(why);
        return code;
    }
}
