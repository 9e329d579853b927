using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SupportAgent.Domain.Agent;
using SupportAgent.Domain.Conversations;
using SupportAgent.Tests.Infrastructure;
using Xunit;

namespace SupportAgent.Tests.Agent;

public sealed class LabelDeskTests
{
    private const string Other = """{"category":"other","urgency":"low","order_id":null,"summary":"Hello"}""";
    private const string Refund = """{"category":"refund","urgency":"high","order_id":"#W2378156","summary":"Money back"}""";

    private static readonly Dictionary<string, string?> On = new() { ["Labels:IsOn"] = "true" };

    [Fact]
    public async Task The_first_message_labels_the_conversation_and_does_not_move_it_in_the_list()
    {
        await using var domain = await TestDomain.CreateAsync(settings: On);
        var id = (await domain.SubmitAsync("I want my money back for #W2378156, this is urgent!!")).ConversationId!.Value;
        var label = (await LabelledAsync(domain, id)).Label!;
        Assert.Equal((LabelCategory.Refund, LabelUrgency.High, "#W2378156"), (label.Category, label.Urgency, label.OrderId));
    }

    [Fact]
    public async Task Later_messages_are_looked_at_while_the_label_is_other_or_when_they_name_another_order()
    {
        var model = new ScriptedModel().Fills(Other).Fills(Refund).Fills("""{"category":"other","urgency":"low","order_id":"#W9711842","summary":"?"}""");
        await using var domain = await TestDomain.CreateAsync(model, On);
        var id = (await domain.AskAsync("Hello")).Conversation!.Id;
        await LabelledAsync(domain, id);
        await domain.AskAsync("Money back for #W2378156", id);
        await LabelledAsync(domain, id, x => x.Category == LabelCategory.Refund);
        await domain.AskAsync("Thanks for #W2378156", id); // the same order: no need
        await domain.AskAsync("And #W9711842?", id);
        var conversation = await LabelledAsync(domain, id, x => x.LabelOrderId == "#W9711842");
        Assert.Equal((LabelCategory.Refund, "Money back"), (conversation.Category, conversation.Summary)); // "other" makes nothing known unknown
        Assert.Equal(3, model.Forms.Count);
    }

    [Fact]
    public async Task A_conversation_is_looked_at_so_often_and_no_more()
    {
        var model = new ScriptedModel();
        var more = LabelDesk.MostMessages + 2;
        for (var i = 0; i < more; i++) model.Fills(Other);
        await using var domain = await TestDomain.CreateAsync(model, new Dictionary<string, string?> { ["Labels:IsOn"] = "true", ["Limits:MessagesPerMinute"] = "1000" });
        var id = (await domain.AskAsync("1")).Conversation!.Id;
        for (var i = 1; i < more; i++)
        {
            var asked = Math.Min(i, LabelDesk.MostMessages);
            await domain.UntilAsync(id, x => model.Forms.Count == asked && x.Conversation!.Category is not null);
            await domain.AskAsync($"{i + 1}", id);
        }

        Assert.Equal(LabelDesk.MostMessages, model.Forms.Count);
    }

    [Fact]
    public async Task The_answer_does_not_wait_for_the_label_and_a_label_takes_only_so_long()
    {
        var gone = new TaskCompletionSource();
        var model = new ScriptedModel().Says("Hello!").FillsBy(cancel => NeverAsync(gone, cancel));
        await using var domain = await TestDomain.CreateAsync(model, On);
        var transcript = await domain.AskAsync("Hi");
        Assert.Equal("Hello!", Assert.Single(Assert.Single(transcript.Turns).Answers).Text);
        Assert.Null(transcript.Conversation!.Label);
        while (model.Forms.IsEmpty) await Task.Yield();
        domain.Time.Advance(TimeSpan.FromSeconds(21));
        await gone.Task.WaitAsync(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task A_label_that_fails_is_logged_without_what_was_said_and_fails_nothing_else()
    {
        var log = new LogLines();
        var model = new ScriptedModel().Says("Hello!").FillsBy(_ => throw new InvalidOperationException("secret words"));
        await using var domain = await TestDomain.CreateAsync(model, On, services => services.AddSingleton<ILoggerFactory>(LoggerFactory.Create(x => x.AddProvider(log))));
        var transcript = await domain.AskAsync("secret words");
        Assert.Equal(TurnState.Completed, Assert.Single(transcript.Turns).Turn.State);
        await WaitAsync(() => log.All.Any(x => x.Contains("got no label: InvalidOperationException", StringComparison.Ordinal)));
        Assert.DoesNotContain(log.All, x => x.Contains("secret", StringComparison.Ordinal));
    }

    private static async Task<Conversation> LabelledAsync(TestDomain domain, Guid id, Func<Conversation, bool>? wanted = null) =>
        (await domain.UntilAsync(id, x => x.Conversation!.Label is not null && (wanted is null || wanted(x.Conversation)))).Conversation!;

    private static async Task WaitAsync(Func<bool> wanted)
    {
        using var tooLong = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!wanted())
        {
            tooLong.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    private static async IAsyncEnumerable<ChatResponseUpdate> NeverAsync(TaskCompletionSource gone, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        using var registration = cancel.Register(() => gone.TrySetResult());
        await gone.Task;
        cancel.ThrowIfCancellationRequested();
        yield break;
    }
}
