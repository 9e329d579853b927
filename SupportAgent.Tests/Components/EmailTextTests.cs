using Bunit;
using SupportAgent.Web.Components.Shared;
using Xunit;

namespace SupportAgent.Tests.Components;

public sealed class EmailTextTests
{
    [Theory]
    [InlineData("anna.b@example.test", "anna.b@<wbr>example.test")]
    [InlineData("\"a@b\"@example.test", "&quot;a@b&quot;@<wbr>example.test")]
    [InlineData("no address", "<wbr>no address")]
    [InlineData("", "<wbr>")]
    public async Task An_address_breaks_before_its_domain_and_stands_whole_in_its_title(string address, string shown)
    {
        await using var page = new BunitContext();
        var text = page.Render<EmailText>(x => x.Add(email => email.Value, address));
        text.MarkupMatches($"""<span title="{address.Replace("\"", "&quot;", StringComparison.Ordinal)}">{shown}</span>""");
    }
}
