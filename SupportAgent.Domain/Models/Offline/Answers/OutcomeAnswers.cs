using SupportAgent.Domain.Models.Offline.Memory;

namespace SupportAgent.Domain.Models.Offline.Answers;

/// <summary>Tells what became of a draft once a person has decided.</summary>
internal static class OutcomeAnswers
{
    public static string Of(PerformedCall call)
    {
        var outcome = call.Result;
        return outcome.Text("status") switch
        {
            "executed" when outcome.Text("method") is null => $"Done: {Md.Text(outcome.Text("summary"))}. Approved by {Md.Text(outcome.Text("approved_by"))}.",
            "executed" => $"Done: **{outcome.Money("amount")}** of order {Md.Order(outcome.Text("order_id"))} was refunded to {Md.Text(outcome.Text("method"))}. " +
                $"Approved by {Md.Text(outcome.Text("approved_by"))}. {outcome.Money("left")} is left to refund.",
            "denied" => $"{Md.Text(outcome.Text("denied_by"))} denied this: {Md.Text(outcome.Text("summary"))}. The reason: \"{Md.Text(outcome.Text("reason"))}\" " +
                "Nothing was paid. What shall I do instead?",
            "expired" => $"Nobody decided in time about this: {Md.Text(outcome.Text("summary"))}. Nothing was paid. I can prepare it anew if it is still wanted.",
            "stale" => $"What this was about has changed meanwhile: {Md.Text(outcome.Text("summary"))}. It was not done. I can prepare it anew if it is still wanted.",
            "superseded" => $"This was changed before it was decided: {Md.Text(outcome.Text("summary"))}. In its place stands: {Md.Text(outcome.Text("replaced_by"))}.",
            _ when call.Failed => $"It was not carried out. {Md.Text(outcome.Text("message"))}",
            _ => "It has come to an end; its card tells how.",
        };
    }
}
