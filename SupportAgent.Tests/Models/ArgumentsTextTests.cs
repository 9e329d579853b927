using Microsoft.Extensions.AI;
using SupportAgent.Domain.Models;
using Xunit;

namespace SupportAgent.Tests.Models;

public sealed class ArgumentsTextTests
{
    [Theory]
    [InlineData("""{"a": 1.50, "a": 2}""", true)]
    [InlineData("{\"a", false)]
    [InlineData("[1]", false)]
    [InlineData("null", false)]
    public void A_call_keeps_its_text_and_is_parsed_only_where_it_is_an_object(string text, bool isObject)
    {
        var call = ArgumentsText.Call("a", "get_order", text);
        Assert.Equal(text, ArgumentsText.Of(call));
        Assert.Equal(isObject, call.Arguments is not null);
    }

    [Fact]
    public void Of_a_call_without_text_the_arguments_are_written() =>
        Assert.Equal("""{"n":1}""", ArgumentsText.Of(new FunctionCallContent("a", "x", new Dictionary<string, object?> { ["n"] = 1 })));

    [Fact]
    public void Arguments_that_its_client_could_not_read_are_not_taken_for_none() =>
        Assert.Equal("(not JSON)", ArgumentsText.Of(new FunctionCallContent("a", "x") { Exception = new FormatException() }));
}
