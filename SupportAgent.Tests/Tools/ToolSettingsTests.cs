using SupportAgent.Domain.Access;
using SupportAgent.Domain.Audit;
using SupportAgent.Domain.Conversations;
using SupportAgent.Domain.Tools;
using SupportAgent.Tests.Infrastructure;
using Xunit;

namespace SupportAgent.Tests.Tools;

public sealed class ToolSettingsTests
{
    private static readonly object Order = new { order_id = "#W2378156" };

    [Fact]
    public async Task A_tool_that_is_switched_off_is_neither_offered_nor_run_and_one_that_is_on_again_is()
    {
        var model = new ScriptedModel().Calls(("get_order", """{"order_id":"#W2378156"}""")).Says("No.");
        await using var domain = await TestDomain.CreateAsync(model);
        await SetAsync(domain, new ToolSetting { Name = "get_order", IsOn = false });
        var turn = Assert.Single((await domain.AskAsync("Go")).Turns);
        Assert.DoesNotContain(model.Requests.First().Options!.Tools!, x => x.Name == "get_order");
        Assert.Equal(ErrorCode.UnknownTool, Assert.Single(turn.ToolCalls).Code);
        var call = await domain.CallAsync("get_order", Order); // as if it had been switched off in mid-round
        Assert.Equal((ToolCallStatus.Rejected, ErrorCode.NotPermitted), (call.Status, call.Code));
        Assert.Contains("switched get_order off", call.Result, StringComparison.Ordinal);

        await SetAsync(domain, new ToolSetting { Name = "get_order" });
        Assert.Equal(ToolCallStatus.Succeeded, (await domain.CallAsync("get_order", Order)).Status);
    }

    [Fact]
    public async Task A_tool_is_for_the_roles_that_an_admin_chose()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        await SetAsync(domain, new ToolSetting { Name = "get_order", Roles = Role.Approver });
        Assert.Equal(ErrorCode.NotPermitted, (await domain.CallAsync("get_order", Order, person: People.Agent)).Code);
        Assert.Equal(ToolCallStatus.Succeeded, (await domain.CallAsync("get_order", Order, person: People.Approver)).Status);
    }

    [Fact]
    public async Task A_person_may_have_a_tool_called_so_often_in_a_minute_and_others_are_not_held_up()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        await SetAsync(domain, new ToolSetting { Name = "get_order", CallsPerMinute = 3 });
        for (var i = 0; i < 3; i++) Assert.Equal(ToolCallStatus.Succeeded, (await domain.CallAsync("get_order", Order)).Status);
        var fourth = await domain.CallAsync("get_order", Order);
        Assert.Equal((ToolCallStatus.Rejected, ErrorCode.RateLimited), (fourth.Status, fourth.Code));
        Assert.Equal(ToolCallStatus.Succeeded, (await domain.CallAsync("get_order", Order, person: People.Approver)).Status);
        Assert.Equal(ToolCallStatus.Succeeded, (await domain.CallAsync("get_order_status", Order)).Status);
        domain.Time.Advance(TimeSpan.FromSeconds(61));
        Assert.Equal(ToolCallStatus.Succeeded, (await domain.CallAsync("get_order", Order)).Status);
    }

    [Fact]
    public async Task The_usual_limit_counts_where_an_admin_has_set_none()
    {
        await using var domain = await TestDomain.CreateAsync(settings: new Dictionary<string, string?> { ["Limits:CallsPerMinuteAndTool"] = "1" }, running: false);
        await domain.CallAsync("get_order", Order);
        Assert.Equal(ErrorCode.RateLimited, (await domain.CallAsync("get_order", Order)).Code);
    }

    [Fact]
    public async Task What_a_person_has_approved_is_carried_out_whatever_the_rate()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        await SetAsync(domain, new ToolSetting { Name = "execute_refund", CallsPerMinute = 0 });
        Assert.Equal(2000, (await domain.CarryOutAsync("prepare_refund", new { order_id = "#W2378156", reason = "defective", amount = 20 })).Amount.Minor);
        Assert.Equal(2000, (await domain.OrderAsync()).Refunded.Minor);
    }

    [Fact]
    public async Task Switching_the_executing_tool_off_keeps_back_even_what_was_approved()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        var draft = await domain.PrepareAsync(20);
        await SetAsync(domain, new ToolSetting { Name = "execute_refund", IsOn = false });
        await domain.ApproveAsync(draft);
        Assert.Equal(Domain.Approvals.DraftState.Failed, (await domain.DraftAsync(draft.Id)).State);
        Assert.Equal(0, (await domain.OrderAsync()).Refunded.Minor);
    }

    [Fact]
    public async Task A_change_is_in_the_audit_with_what_was_before_and_after()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        await SetAsync(domain, new ToolSetting { Name = "get_order", IsOn = false, Roles = "agent admin", CallsPerMinute = 5, Seconds = 7 });
        var record = Assert.Single(await domain.AuditAsync());
        Assert.Equal((AuditKind.Settings, ToolSettings.Act, People.Admin.Id), (record.Kind, record.Action, record.PersonId));
        Assert.Equal("""{"tool":"get_order","before":{"on":true,"roles":[]},"after":{"on":false,"roles":["agent","admin"],"calls_per_minute":5,"seconds":7}}""", record.Arguments);
    }

    [Fact]
    public async Task Only_an_admin_changes_tools_and_only_within_bounds()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        var settings = domain.Get<ToolSettings>();
        var off = new ToolSetting { Name = "get_order", IsOn = false };
        Assert.Equal("Only an admin can change tools.", await settings.ChangeAsync(People.Approver, off));
        // a page that says somebody is an admin is not believed
        Assert.Equal("Only an admin can change tools.", await settings.ChangeAsync(People.Approver with { Roles = People.Admin.Roles }, off));
        Assert.NotNull(await settings.ChangeAsync(People.Admin, new ToolSetting { Name = "no_such_tool" }));
        Assert.NotNull(await settings.ChangeAsync(People.Admin, new ToolSetting { Name = "get_order", Roles = "root" }));
        Assert.NotNull(await settings.ChangeAsync(People.Admin, new ToolSetting { Name = "get_order", CallsPerMinute = -1 }));
        Assert.NotNull(await settings.ChangeAsync(People.Admin, new ToolSetting { Name = "get_order", Seconds = 0 }));
        Assert.Empty(await settings.AllAsync());
        Assert.Empty(await domain.AuditAsync());
    }

    private static async Task SetAsync(TestDomain domain, ToolSetting setting) => Assert.Null(await domain.Get<ToolSettings>().ChangeAsync(People.Admin, setting));
}
