using SupportAgent.Web.Components.Shared;
using Xunit;

namespace SupportAgent.Tests.Components;

/// <summary>Spans, counts and code words as people read them.</summary>
public sealed class SpansTests
{
    [Theory]
    [InlineData(0, "0 s")]
    [InlineData(0.012, "12 ms")]
    [InlineData(3.4, "3.4 s")]
    [InlineData(125, "2 min 5 s")]
    [InlineData(3599, "59 min 59 s")]
    [InlineData(94_260, "26 h 11 min")]
    public void A_span_has_the_two_units_that_matter(double seconds, string expected) => Assert.Equal(expected, Spans.Of(TimeSpan.FromSeconds(seconds)));

    [Theory]
    [InlineData("no_longer_needed", "No longer needed")]
    [InlineData("other", "Other")]
    [InlineData("", "")]
    public void A_code_word_becomes_words(string codeWord, string expected) => Assert.Equal(expected, Words.Of(codeWord));
}
