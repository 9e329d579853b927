using SupportAgent.Domain.Store;
using Xunit;

namespace SupportAgent.Tests.Store;

public sealed class ChangeFeedTests
{
    private readonly ChangeFeed _feed = new();

    [Fact]
    public void Listeners_hear_of_their_topic_only()
    {
        var conversation = Guid.Parse("00000000-0000-0000-0000-000000000001");
        List<string> heard = [];
        using var one = _feed.Subscribe(Topic.Approvals, () => heard.Add("queue"));
        using var two = _feed.Subscribe(Topic.Conversation(conversation), () => heard.Add("conversation"));
        _feed.Publish(Topic.Conversation(conversation), Topic.Conversations);
        _feed.Publish(Topic.Approvals);
        Assert.Equal(["conversation", "queue"], heard);
    }

    [Fact]
    public void A_disposed_listener_hears_nothing_more()
    {
        var heard = 0;
        var subscription = _feed.Subscribe(Topic.Approvals, () => heard++);
        _feed.Publish(Topic.Approvals);
        subscription.Dispose();
        subscription.Dispose();
        _feed.Publish(Topic.Approvals);
        Assert.Equal(1, heard);
    }

    [Fact]
    public void A_listener_may_leave_while_it_is_called()
    {
        IDisposable? first = null;
        var heard = 0;
        first = _feed.Subscribe(Topic.Approvals, () => first!.Dispose());
        using var second = _feed.Subscribe(Topic.Approvals, () => heard++);
        _feed.Publish(Topic.Approvals);
        _feed.Publish(Topic.Approvals);
        Assert.Equal(2, heard);
    }
}
