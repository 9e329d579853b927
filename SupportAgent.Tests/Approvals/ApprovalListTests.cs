using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SupportAgent.Domain.Approvals;
using SupportAgent.Tests.Infrastructure;
using Xunit;

namespace SupportAgent.Tests.Approvals;

public sealed class ApprovalListTests
{
    [Fact]
    public async Task Drafts_that_wait_are_counted_without_a_warning_of_the_database()
    {
        using var log = new LogLines();
        await using var domain = await TestDomain.CreateAsync(
            running: false, more: services => services.AddSingleton<ILoggerFactory>(LoggerFactory.Create(x => x.AddProvider(log).SetMinimumLevel(LogLevel.Warning))));
        Assert.Equal((0, 0), await domain.Get<ApprovalList>().CountPendingAsync(People.Approver));
        Assert.Empty(log.All);
    }
}
