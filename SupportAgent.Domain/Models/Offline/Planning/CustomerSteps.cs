using SupportAgent.Domain.Models.Offline.Memory;
using SupportAgent.Domain.Models.Offline.Understanding;

namespace SupportAgent.Domain.Models.Offline.Planning;

/// <summary>Finds the customer that a request is about.</summary>
internal sealed class CustomerSteps(Calls calls)
{
    /// <summary>Answers who a customer is.</summary>
    public Step Find(Request request)
    {
        if (request.Customer is { } id)
            return calls.Run(request, PlannedCall.Of(ToolNames.GetCustomer, ("customer_id", id)));
        return LookUp(request, found => found.Result.Objects("customers").Count > 1
            ? new Step.Ask(request, Missing.CustomerChoice, found)
            : new Step.Answer(request, found)) ?? new Step.Ask(request, Missing.Customer);
    }

    /// <summary>Goes on with the id of the customer; asks when nobody or more than one is named.</summary>
    public Step With(Request request, Func<string, Step> next)
    {
        if (request.Customer is { } id)
            return next(id);
        if (request.Order is { } order && request.Email is null && request.Name is null)
        {
            return calls.Use(request, PlannedCall.Of(ToolNames.GetOrder, ("order_id", order)), found =>
                found.Result.Text("customer_id") is { } owner ? next(owner) : new Step.Answer(request, found));
        }

        return LookUp(request, found =>
        {
            var customers = found.Result.Objects("customers").Select(KnownCustomer.Of).OfType<KnownCustomer>().ToList();
            if (Choice.Of(customers, request) is { } chosen)
                return next(chosen.Id);
            return customers.Count == 0 ? new Step.Answer(request, found) : new Step.Ask(request, Missing.CustomerChoice, found);
        }) ?? new Step.Ask(request, Missing.Customer);
    }

    /// <summary>Looks a customer up by what is known; null when that is not enough.</summary>
    private Step? LookUp(Request request, Func<PerformedCall, Step> then)
    {
        PerformedCall? missed = null;
        foreach (var attempt in AttemptsFor(request))
        {
            var results = attempt.Select(calls.ResultOf).OfType<PerformedCall>().ToList();
            if (results.Count < attempt.Count)
                return new Step.Call(request, [.. attempt.Where(x => calls.ResultOf(x) is null)]);
            if (results.Find(x => x is { Failed: true, Result.Error: not "not_found" }) is { } broken)
                return new Step.Answer(request, broken);
            if (HalfNames.Join(results).FirstOrDefault(x => !x.Failed) is { } found)
                return then(found);
            missed ??= results[0];
        }

        return missed is null ? null : new Step.Answer(request, missed);
    }

    /// <summary>What to try, one after the other until something is found; the calls of one try are made side by side.</summary>
    private static IEnumerable<IReadOnlyList<PlannedCall>> AttemptsFor(Request request)
    {
        if (request.Email is { } email)
            return [[PlannedCall.Of(ToolNames.FindCustomer, ("email", email))]];
        if (request.Name is { } name)
            return AttemptsFor(name, request.Zip);
        return request.Order is { } order ? [[PlannedCall.Of(ToolNames.FindCustomer, ("order_id", order))]] : [];
    }

    /// <summary>People write a name in either order, and a single one can be the first or the last.</summary>
    private static IEnumerable<IReadOnlyList<PlannedCall>> AttemptsFor(PersonName name, string? zip)
    {
        var words = name.ToString().Split(' ');
        return words switch
        {
            [var only] => [[Named(null, only), Named(only, null)]],
            [var one, var other] => [[Named(one, other)], [Named(other, one)]],
            _ => [[Named(words[0], string.Join(' ', words[1..]))], [Named(string.Join(' ', words[..^1]), words[^1])]],
        };

        PlannedCall Named(string? first, string? last) => PlannedCall.Of(ToolNames.FindCustomer, ("first_name", first), ("last_name", last), ("zip", zip));
    }
}
