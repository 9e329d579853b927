using SupportAgent.Domain.Models.Offline.Memory;
using SupportAgent.Domain.Models.Offline.Understanding;

namespace SupportAgent.Domain.Models.Offline.Planning;

/// <summary>
/// The calls of a turn. One whose result is there is never asked for again, so that every request comes to its end after the few calls that it
/// needs.
/// </summary>
internal sealed class Calls(Turn turn)
{
    /// <summary>What came of a call in this turn, or null.</summary>
    public PerformedCall? ResultOf(PlannedCall call) => turn.ResultOf(call.Key);

    /// <summary>Asks for a call; its result, whatever it is, answers the request.</summary>
    public Step Run(Request request, PlannedCall call) => Use(request, call, result => new Step.Answer(request, result));

    /// <summary>Asks for a call and goes on with its result; an error answers the request.</summary>
    public Step Use(Request request, PlannedCall call, Func<PerformedCall, Step> then) => ResultOf(call) switch
    {
        null => new Step.Call(request, [call]),
        { Failed: true } failed => new Step.Answer(request, failed),
        { } result => then(result),
    };
}
