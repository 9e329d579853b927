using SupportAgent.Domain.Models.Offline.Interpretation;
using SupportAgent.Domain.Models.Offline.Memory;
using SupportAgent.Domain.Models.Offline.Planning;
using SupportAgent.Domain.Models.Offline.Understanding;

namespace SupportAgent.Domain.Models.Offline;

/// <summary>Follows a conversation from its first turn and finds what the last one still needs. Nothing is kept between two answers.</summary>
internal sealed class Dialogue
{
    private readonly Interpreter _interpreter = new(new MessageReader(new IntentRecogniser()));

    /// <summary>The next step of each request of the last turn, and what the conversation was about before it.</summary>
    public (IReadOnlyList<Step> Steps, ConversationMemory Before) Follow(IReadOnlyList<Turn> turns)
    {
        var (before, after) = (ConversationMemory.Empty, ConversationMemory.Empty);
        IReadOnlyList<Step> steps = [];
        foreach (var turn in turns)
        {
            before = after;
            var requests = _interpreter.Read(turn.Text, before);
            var planner = new Planner(turn);
            steps = [.. requests.Select(planner.Next)];
            after = before.After(turn, requests, steps.OfType<Step.Ask>().Select(ask => new OpenRequest(ask.Request, ask.Missing)).LastOrDefault());
        }

        return (steps, before);
    }
}
