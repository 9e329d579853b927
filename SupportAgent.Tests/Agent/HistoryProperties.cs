using Microsoft.Extensions.AI;
using SupportAgent.Domain;
using SupportAgent.Domain.Agent;
using SupportAgent.Domain.Conversations;
using SupportAgent.Tests.Infrastructure;
using Xunit;
using Xunit.Abstractions;

namespace SupportAgent.Tests.Agent;

/// <summary>Conversations of any length for models with little room: 500 random ones; the seed is 20261121, or SEED.</summary>
public sealed class HistoryProperties(ITestOutputHelper output)
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Whatever_is_left_out_each_call_keeps_its_result_and_the_last_message_stays()
    {
        var seed = (ulong)Dial.Of("SEED", 20261121);
        output.WriteLine($"seed {seed}");
        var dice = new Dice(seed);
        var shortened = 0;
        for (var i = 0; i < 500; i++)
        {
            var transcript = Random(dice);
            var history = new History(transcript, transcript.Turns[^1], contextTokens: 4000 + dice.Below(20_000));
            var messages = history.Messages;
            AssertPaired(messages);
            Assert.Equal(transcript.Messages.Last(x => x.Speaker == Speaker.Person).Text, messages.Last(x => x.Role == ChatRole.User).Text);
            if (Calls(messages).Any(x => x.Name == EarlierTurns.Name)) shortened++;
        }

        output.WriteLine($"{shortened} were too long");
        Assert.InRange(shortened, 50, 450);
    }

    [Fact]
    public void A_conversation_that_fits_is_sent_whole()
    {
        var transcript = Random(new Dice(1));
        var messages = new History(transcript, transcript.Turns[^1], contextTokens: 10_000_000).Messages;
        Assert.Equal(transcript.ToolCalls.Select(x => x.Result), messages.SelectMany(x => x.Contents).OfType<FunctionResultContent>().Select(x => x.Result));
        Assert.DoesNotContain(Calls(messages), x => x.Name == EarlierTurns.Name);
    }

    private static IEnumerable<FunctionCallContent> Calls(IEnumerable<ChatMessage> messages) => messages.SelectMany(x => x.Contents).OfType<FunctionCallContent>();

    private static void AssertPaired(IReadOnlyList<ChatMessage> messages)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < messages.Count; i++)
        {
            var calls = messages[i].Contents.OfType<FunctionCallContent>().Select(x => x.CallId).ToList();
            Assert.All(calls, x => Assert.True(seen.Add(x), "an id stands twice"));
            if (calls.Count > 0) Assert.Equal(calls, messages[i + 1].Contents.OfType<FunctionResultContent>().Select(x => x.CallId));
            if (messages[i].Role == ChatRole.Tool) Assert.NotEmpty(messages[i - 1].Contents.OfType<FunctionCallContent>());
        }
    }

    private static TranscriptChanges Random(Dice dice)
    {
        var conversation = new Conversation { Id = Id.Next(Start), Title = "Test", OwnerId = "a", OwnerName = "A", CreatedAt = Start, UpdatedAt = Start };
        List<Message> messages = [];
        List<Turn> turns = [];
        List<ToolCall> calls = [];
        for (var t = 1 + dice.Below(25); t > 0; t--)
        {
            var at = Start.AddMinutes(turns.Count);
            var turn = new Turn { Id = Id.Next(at), ConversationId = conversation.Id, PersonId = "a", PersonName = "A", CreatedAt = at };
            turns.Add(turn);
            messages.Add(Said(turn, Speaker.Person, 0, at, $"Question {turns.Count} {new string('?', dice.Below(300))}"));
            for (var round = 1 + dice.Below(4); round > 0; round--)
            {
                turn.Rounds++;
                if (dice.Below(3) > 0) messages.Add(Said(turn, Speaker.Agent, turn.Rounds, at, new string('x', 1 + dice.Below(2000))));
                for (var position = 0; position < dice.Below(4); position++)
                {
                    calls.Add(new ToolCall
                    {
                        Id = Id.Next(at),
                        ConversationId = conversation.Id,
                        TurnId = turn.Id,
                        Round = turn.Rounds,
                        Position = position,
                        Name = dice.Below(9) == 0 ? "odd name!" : "get_order",
                        Arguments = dice.Below(9) == 0 ? "{oops" : """{"order_id":"#W1234567"}""",
                        Origin = ToolOrigin.Model,
                        Status = ToolCallStatus.Succeeded,
                        PersonName = "A",
                        StartedAt = at,
                        Result = $"{{\"text\":\"{new string('y', dice.Below(4000))}\"}}",
                    });
                }
            }
        }

        return new TranscriptChanges(conversation, messages, turns, calls, [], []);
    }

    private static Message Said(Turn turn, Speaker speaker, int round, DateTimeOffset at, string text) => new()
    {
        Id = Id.Next(at),
        ConversationId = turn.ConversationId,
        TurnId = turn.Id,
        Speaker = speaker,
        SpeakerName = "A",
        Round = round,
        Text = text,
        At = at,
        Revision = 1,
    };
}
