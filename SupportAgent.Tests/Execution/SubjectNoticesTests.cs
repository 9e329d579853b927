using SupportAgent.Domain.Approvals;
using SupportAgent.Domain.Execution;
using SupportAgent.Domain.Store;
using SupportAgent.Tests.Infrastructure;
using SupportAgent.Tests.Payments;
using Xunit;

namespace SupportAgent.Tests.Execution;

/// <summary>Whoever shows an order or its customer hears of what happens about it, and of nothing else.</summary>
public sealed class SubjectNoticesTests
{
    [Theory]
    [InlineData("#W2378156")]
    [InlineData("yusuf_rossi_9620")]
    public async Task Each_step_of_a_draft_and_a_new_ticket_are_told_to_the_order_and_its_customer(string subject)
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        var heard = 0;
        using var subscription = domain.Get<ChangeFeed>().Subscribe(Topic.Subject(subject), () => heard++);

        var draft = await domain.PrepareAsync(20);
        Assert.Equal(1, heard);
        await domain.ApproveAsync(draft);
        Assert.Equal(3, heard); // the decision and the execution
        await domain.DenyAsync(await domain.PrepareAsync(30));
        Assert.Equal(5, heard);
        await domain.PrepareAsync(40);
        domain.Time.Advance(TimeSpan.FromMinutes(61));
        await domain.Get<DraftClerk>().ExpireAsync(CancellationToken.None);
        Assert.Equal(7, heard);
        await domain.CallAsync("create_support_ticket", new { category = "order", subject = "The parcel", message = "It was open.", priority = "high", order_id = "#W2378156" });
        Assert.Equal(8, heard);
    }

    [Fact]
    public async Task A_payment_that_takes_its_time_is_told_when_it_is_done()
    {
        var open = new TaskCompletionSource();
        await using var gateway = await FakeGateway.StartAsync();
        gateway.Behaviour = async (_, pay) =>
        {
            await open.Task;
            await pay();
        };
        await using var domain = await TestDomain.CreateAsync(settings: gateway.Settings);
        var draft = await domain.PrepareAsync(20);
        Assert.Equal(DraftState.Executing, (await domain.ApproveAsync(draft)).Draft!.State);
        var heard = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var subscription = domain.Get<ChangeFeed>().Subscribe(Topic.Subject("#W2378156"), () => heard.TrySetResult());
        open.SetResult();
        await heard.Task.WaitAsync(TimeSpan.FromSeconds(20));
        Assert.Equal((DraftState.Executed, 2000L), ((await domain.DraftAsync(draft.Id)).State, (await domain.OrderAsync()).Refunded.Minor));
    }

    [Fact]
    public async Task What_was_refused_or_is_about_another_order_is_told_to_nobody()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        var heard = 0;
        using var subscription = domain.Get<ChangeFeed>().Subscribe(Topic.Subject("#W2378156"), () => heard++);
        await domain.CallAsync("prepare_refund", new { order_id = "#W2378156", reason = "defective", amount = 1_000_000 });
        await domain.CallAsync("get_order", new { order_id = "#W2378156" });
        Assert.Equal(DraftState.Pending, (await domain.PrepareAsync(20, order: "#W9077205")).State);
        Assert.Equal(0, heard);
    }
}
