using Microsoft.Extensions.Options;
using SupportAgent.Domain;
using SupportAgent.Domain.Access;
using SupportAgent.Domain.Approvals;
using Xunit;

namespace SupportAgent.Tests.Approvals;

public sealed class ApprovalPolicyTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private readonly ApprovalPolicy _policy = new(Options.Create(new ApprovalOptions { StaffLimit = 200, TwoPersonLimit = 1000, ExpireAfterMinutes = 60 }));

    [Theory]
    [InlineData(Role.Agent, 0.01, true)]
    [InlineData(Role.Agent, 200.00, true)]
    [InlineData(Role.Agent, 200.01, false)]
    [InlineData(Role.Approver, 0.01, true)]
    [InlineData(Role.Approver, 200.01, true)]
    [InlineData(Role.Approver, 5000.00, true)]
    [InlineData(Role.Admin, 200.00, true)]
    [InlineData(Role.Admin, 200.01, false)]
    [InlineData("visitor", 0.01, false)]
    public void A_role_decides_up_to_its_limit(string role, double amount, bool may) =>
        Assert.Equal(may, _policy.WhyNot(Person("1", role), Draft((decimal)amount)) is null);

    [Fact]
    public void The_system_decides_about_nothing() => Assert.NotNull(_policy.WhyNot(Actor.System, Draft(1)));

    [Fact]
    public void The_refusal_names_the_limit() => Assert.Equal("Amounts above $200.00 need an approver.", _policy.WhyNot(Person("1", Role.Agent), Draft(300)));

    [Theory]
    [InlineData(1000.00, 1)]
    [InlineData(1000.01, 2)]
    public void Above_the_second_limit_two_people_approve(double amount, int needed) =>
        Assert.Equal(needed, _policy.ApprovalsNeeded(Money.FromMajor((decimal)amount, "USD")));

    [Fact]
    public void Nobody_approves_twice()
    {
        var draft = Draft(2000);
        draft.Decisions.Add(new Decision { Id = Domain.Id.Next(Now), DraftId = draft.Id, Verdict = Verdict.Approved, PersonId = "1", PersonName = "Ada", At = Now });
        Assert.NotNull(_policy.WhyNot(Person("1", Role.Approver), draft));
        Assert.Null(_policy.WhyNot(Person("2", Role.Approver), draft));
    }

    [Fact]
    public void A_draft_waits_as_long_as_the_options_say() => Assert.Equal(Now.AddMinutes(60), _policy.ExpiryOf(Now));

    private static Actor Person(string id, string role) => new(id, "Ada", new HashSet<string> { role });

    private static Draft Draft(decimal amount) => new()
    {
        Id = Domain.Id.Next(Now),
        Token = "token",
        ConversationId = Domain.Id.Next(Now),
        ToolCallId = Domain.Id.Next(Now),
        PrepareTool = "prepare_refund",
        ExecuteTool = "execute_refund",
        Action = "{}",
        SubjectId = "#W1234567",
        SubjectVersion = 1,
        CustomerId = "zoe_lee_1",
        Amount = Money.FromMajor(decimal.Round(amount, 2), "USD"),
        Summary = "Refund",
        Facts = "[]",
        ApprovalsNeeded = 1,
        PreparedById = "1",
        PreparedByName = "Ada",
        PreparedAt = Now,
        ExpiresAt = Now.AddHours(1),
        StateAt = Now,
    };
}
