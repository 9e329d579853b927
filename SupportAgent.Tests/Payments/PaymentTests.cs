using Microsoft.EntityFrameworkCore;
using SupportAgent.Domain.Approvals;
using SupportAgent.Domain.Conversations;
using SupportAgent.Domain.Execution;
using SupportAgent.Domain.Payments;
using SupportAgent.Domain.Refunds;
using SupportAgent.Domain.Shop;
using SupportAgent.Tests.Infrastructure;
using Xunit;

namespace SupportAgent.Tests.Payments;

// a refund through a gateway that takes its time
public sealed class PaymentTests : IAsyncLifetime
{
    private FakeGateway _gateway = null!;

    public async Task InitializeAsync() => _gateway = await FakeGateway.StartAsync();

    public async Task DisposeAsync() => await _gateway.DisposeAsync();

    [Fact]
    public async Task A_slow_refund_lets_its_approver_go_on_and_its_outcome_arrives_in_the_conversation()
    {
        var open = Hold();
        await using var domain = await TestDomain.CreateAsync(settings: _gateway.Settings);
        var draft = await domain.PrepareAsync(20);
        var decided = await domain.ApproveAsync(draft);

        Assert.Equal((DecisionResult.Recorded, DraftState.Executing), (decided.Result, decided.Draft!.State));
        Assert.Contains("The payment is under way", decided.Message, StringComparison.Ordinal);
        var waiting = (await domain.ReadAsync(draft.ConversationId)).ToolCalls.Single(x => x.Name == RefundsPlugin.Execute);
        Assert.Equal(ToolCallStatus.Running, waiting.Status);
        Assert.Contains($"\"status\":\"pending\",\"handle\":\"{waiting.Id}\"", waiting.Result, StringComparison.Ordinal);
        Assert.Equal(0, (await domain.OrderAsync()).Refunded.Minor);

        open.SetResult();
        var after = await domain.UntilAsync(draft.ConversationId, x => x.Turns.Any(turn => turn.Turn is { DraftId: not null, State: TurnState.Completed }));
        Assert.Equal(DraftState.Executed, after.Drafts.Single().State);
        Assert.Equal((waiting.Id, ToolCallStatus.Succeeded), after.ToolCalls.Where(x => x.Name == RefundsPlugin.Execute).Select(x => (x.Id, x.Status)).Single());
        Assert.Contains("$20.00", after.Turns.Last().Answers.Single().Text, StringComparison.Ordinal);
        Assert.Equal(2000, (await domain.OrderAsync()).Refunded.Minor);
        Assert.Single(_gateway.Effects);
        Assert.Single(await domain.AuditAsync(), x => x.Action == RefundsPlugin.Execute);
        Assert.Equal((PaymentState.Succeeded, $"pay_{draft.Id:n}"), await PaymentAsync(domain, draft));
    }

    [Fact]
    public async Task A_payment_that_a_crash_left_open_is_asked_for_again_with_the_same_key()
    {
        var open = Hold();
        var crashed = await TestDomain.CreateAsync(settings: _gateway.Settings, running: false);
        var draft = await crashed.PrepareAsync(20);
        await crashed.ApproveAsync(draft);
        open.SetResult();

        await using var next = crashed.Restarted();
        await next.StartAsync();
        await next.UntilAsync(draft.ConversationId, x => x.Drafts.Single().State == DraftState.Executed);
        Assert.Equal([draft.Id.ToString("n")], _gateway.Effects.Select(x => x.Key));
        Assert.Equal(2000, (await next.OrderAsync()).Refunded.Minor);
        Assert.Single(await next.AuditAsync(), x => x.Action == RefundsPlugin.Execute);
    }

    [Fact]
    public async Task An_answer_that_was_lost_after_the_effect_is_asked_for_until_it_is_known()
    {
        var answers = 0;
        _gateway.Behaviour = async (http, pay) =>
        {
            await pay();
            if (Interlocked.Increment(ref answers) < 3) http.Abort();
        };
        await using var domain = await TestDomain.CreateAsync(settings: _gateway.Settings, running: false);
        var draft = await domain.PrepareAsync(20);
        await domain.ApproveAsync(draft);
        for (var attempt = 0; attempt < 3; attempt++)
        {
            Assert.Equal(DraftState.Executing, (await domain.DraftAsync(draft.Id)).State);
            await AskAsync(domain, draft);
        }

        Assert.Equal(DraftState.Executed, (await domain.DraftAsync(draft.Id)).State);
        Assert.Equal(3, _gateway.Requests.Count);
        Assert.Single(_gateway.Effects);
        Assert.Empty(_gateway.Conflicts);
    }

    [Fact]
    public async Task Asking_pauses_longer_each_time_and_says_why_it_is_not_known_yet()
    {
        _gateway.Answer(503, "");
        await using var domain = await TestDomain.CreateAsync(settings: _gateway.Settings, running: false);
        var draft = await domain.PrepareAsync(20);
        await domain.ApproveAsync(draft);
        List<double> pauses = [];
        for (var attempt = 0; attempt < 9; attempt++)
        {
            await AskAsync(domain, draft);
            var payment = await FindAsync(domain, draft);
            pauses.Add((payment.NextAttemptAt - domain.Time.GetUtcNow()).TotalSeconds);
            Assert.Equal("The gateway answered with status 503.", payment.Problem);
        }

        Assert.Equal([1, 2, 4, 8, 16, 32, 60, 60, 60], pauses);
    }

    [Fact]
    public async Task Two_processes_do_not_ask_at_the_same_time()
    {
        var open = Hold();
        var one = await TestDomain.CreateAsync(settings: _gateway.Settings, running: false);
        var draft = await one.PrepareAsync(20);
        await one.ApproveAsync(draft);
        await using var other = one.Restarted();
        var payment = await FindAsync(one, draft);
        var asks = new[] { one, other }.Select(x => x.Get<PaymentClerk>().AskAsync(payment, CancellationToken.None)).ToList();
        await Task.WhenAny(asks); // the one that came second goes at once
        open.SetResult();
        await Task.WhenAll(asks);
        Assert.Single(_gateway.Requests);
        Assert.Equal(DraftState.Executed, (await other.DraftAsync(draft.Id)).State);
    }

    [Fact]
    public async Task A_payment_that_is_declined_changes_nothing_and_the_agent_hears_why()
    {
        _gateway.Answer(402, """{"message":"The card is closed."}""");
        await using var domain = await TestDomain.CreateAsync(settings: _gateway.Settings);
        var draft = await domain.PrepareAsync(20);
        await domain.ApproveAsync(draft);
        var after = await domain.UntilAsync(draft.ConversationId, x => x.Turns.Any(turn => turn.Turn is { DraftId: not null, State: TurnState.Completed }));
        Assert.Equal(DraftState.Failed, after.Drafts.Single().State);
        Assert.Contains("The card is closed.", after.Drafts.Single().Outcome, StringComparison.Ordinal);
        Assert.Equal(ToolCallStatus.Failed, after.ToolCalls.Single(x => x.Name == RefundsPlugin.Execute).Status);
        Assert.Equal(0, (await domain.OrderAsync()).Refunded.Minor);
        Assert.Equal(1, (await domain.OrderAsync()).Version);
    }

    [Fact]
    public async Task While_a_payment_of_a_customer_is_open_nothing_else_of_that_customer_is_carried_out()
    {
        var open = Hold();
        await using var domain = await TestDomain.CreateAsync(settings: _gateway.Settings);
        var first = await domain.PrepareAsync(20);
        var second = await domain.PrepareAsync("prepare_update_customer_address", new
        {
            customer_id = first.CustomerId,
            address1 = "1 Long Road",
            city = "Denver",
            state = "CO",
            country = "USA",
            zip = "80202",
        });
        await domain.ApproveAsync(first);
        await domain.ApproveAsync(second);
        Assert.Equal(DraftState.Approved, (await domain.DraftAsync(second.Id)).State);
        Assert.DoesNotContain(await domain.AuditAsync(), x => x.Action == second.ExecuteTool);

        open.SetResult();
        await domain.UntilAsync(second.ConversationId, x => x.Drafts.Single().State == DraftState.Executed);
        Assert.Equal("1 Long Road", (await domain.CustomerAsync(first.CustomerId)).Address.Address1);
    }

    [Fact]
    public async Task A_refund_to_a_gift_card_never_leaves_the_shop()
    {
        await using var domain = await TestDomain.CreateAsync(settings: _gateway.Settings, running: false);
        var order = await GiftCardOrderAsync(domain);
        var draft = await domain.PrepareAsync(1, order);
        Assert.Equal(DraftState.Executed, (await domain.ApproveAsync(draft)).Draft!.State);
        Assert.Empty(_gateway.Requests);
    }

    [Fact]
    public async Task Money_that_moved_is_never_forgotten_though_the_shop_cannot_take_the_change()
    {
        await using var domain = await TestDomain.CreateAsync(settings: _gateway.Settings, running: false);
        var draft = await domain.PrepareAsync(20);
        await domain.ApproveAsync(draft);
        // somebody with the database in hand
        await domain.Store.WriteAsync(db => db.Set<Order>().Where(x => x.Id == draft.SubjectId).ExecuteUpdateAsync(set => set.SetProperty(x => x.Version, 7)));
        await AskAsync(domain, draft);
        Assert.Equal(DraftState.Executing, (await domain.DraftAsync(draft.Id)).State);
        Assert.StartsWith("The money moved", (await FindAsync(domain, draft)).Problem, StringComparison.Ordinal);

        await domain.Store.WriteAsync(db => db.Set<Order>().Where(x => x.Id == draft.SubjectId).ExecuteUpdateAsync(set => set.SetProperty(x => x.Version, 1)));
        await AskAsync(domain, draft);
        Assert.Equal(DraftState.Executed, (await domain.DraftAsync(draft.Id)).State);
        Assert.Single(_gateway.Effects);
    }

    [Fact]
    public async Task Cancelling_an_order_gives_everything_back_as_one_payment()
    {
        await using var domain = await TestDomain.CreateAsync(settings: _gateway.Settings);
        var order = await domain.Store.ReadAsync(db => db.Set<Order>().Where(x => x.Status == OrderStatus.Pending && x.Ledger.All(entry => !EF.Functions.Like(entry.PaymentMethodId, "gift%"))).OrderBy(x => x.Position).FirstAsync());
        var draft = await domain.PrepareAsync("prepare_cancel_order", new { order_id = order.Id, reason = "no_longer_needed" });
        await domain.ApproveAsync(draft);
        if (draft.ApprovalsNeeded > 1) await domain.ApproveAsync(draft, People.OtherApprover);
        await domain.UntilAsync(draft.ConversationId, x => x.Drafts.Single().State == DraftState.Executed);
        var after = await domain.OrderAsync(order.Id);
        Assert.Equal((OrderStatus.Cancelled, 0), (after.Status, after.Left.Minor));
        Assert.Equal(after.Ledger.Count(x => x.Kind == LedgerKind.Refund), _gateway.Effects.Count);
        Assert.Single(_gateway.Requests);
    }

    [Fact]
    public async Task Every_tool_that_moves_money_says_that_it_may_have_to_wait()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        Assert.Equal(
            ["execute_cancel_order", "execute_change_items", "execute_change_payment", "execute_refund"],
            domain.Get<Domain.Tools.ToolCatalogue>().All.Where(x => x.IsLong).Select(x => x.Name));
    }

    // the gateway takes requests and answers when the test says so
    private TaskCompletionSource Hold()
    {
        var open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _gateway.Behaviour = async (http, pay) =>
        {
            await open.Task.WaitAsync(http.RequestAborted);
            await pay();
        };
        return open;
    }

    private static async Task AskAsync(TestDomain domain, Draft draft) => await domain.Get<PaymentClerk>().AskAsync(await FindAsync(domain, draft), CancellationToken.None);

    private static Task<Payment> FindAsync(TestDomain domain, Draft draft) => domain.Store.ReadAsync(db => db.Set<Payment>().FirstAsync(x => x.DraftId == draft.Id));

    private static async Task<(PaymentState State, string? Reference)> PaymentAsync(TestDomain domain, Draft draft)
    {
        var payment = await FindAsync(domain, draft);
        return (payment.State, payment.Reference);
    }

    private static Task<string> GiftCardOrderAsync(TestDomain domain) => domain.Store.ReadAsync(db =>
        db.Set<Order>().Where(x => x.Status == OrderStatus.Delivered && x.Ledger.All(entry => EF.Functions.Like(entry.PaymentMethodId, "gift%"))).OrderBy(x => x.Position).Select(x => x.Id).FirstAsync());
}
