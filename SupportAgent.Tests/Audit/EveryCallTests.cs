using SupportAgent.Domain.Access;
using SupportAgent.Domain.Audit;
using SupportAgent.Domain.Tools;
using SupportAgent.Tests.Infrastructure;
using Xunit;

namespace SupportAgent.Tests.Audit;

/// <summary>Walks all tools and what can become of a call: each leaves one record, and it says the truth.</summary>
public sealed class EveryCallTests
{
    [Theory]
    [InlineData("malformed", "{")]
    [InlineData("no object", "[1]")]
    [InlineData("a field too many", """{"no_such_field":1}""")]
    [InlineData("no arguments", "{}")]
    [InlineData("nothing like it", """{"order_id":"#W0000000","customer_id":"nobody","ticket_id":"T-9999","query":"x","token":"08f0","reason":"defective"}""")]
    [InlineData("not permitted", "{}", Role.Auditor)]
    [InlineData("switched off", "{}", Role.Agent, false)]
    public async Task Every_tool_leaves_one_record_of_each_end(string what, string arguments, string role = Role.Agent, bool isOn = true)
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        var person = role == Role.Auditor ? People.Auditor : People.Agent;
        foreach (var tool in domain.Get<ToolCatalogue>().All)
        {
            if (!isOn) Assert.Null(await domain.Get<ToolSettings>().ChangeAsync(People.Admin, new ToolSetting { Name = tool.Name, IsOn = false }));
            var before = (await domain.AuditAsync()).Count;
            var call = await domain.CallAsync(tool.Name, arguments, person: person);
            var record = Assert.Single((await domain.AuditAsync()).Skip(before));
            Assert.Equal((AuditKind.ToolCall, tool.Name, Word(call.Status.ToString()), call.Code, call.Id, "model", person.Id), (record.Kind, record.Action, record.Outcome, record.Code, record.ToolCallId, record.RequestedBy, record.PersonId));
            Assert.Equal(AuditMask.Mask(arguments), record.Arguments);
            Assert.Equal(AuditMask.Mask(call.Result!), record.Result);
            if (role == Role.Auditor || !isOn || what is "malformed" or "no object" or "a field too many") Assert.Equal("rejected", record.Outcome);
        }
    }

    private static string Word(string name) => System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(name);
}
