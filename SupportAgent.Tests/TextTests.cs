using System.Text;
using FsCheck;
using FsCheck.Fluent;
using SupportAgent.Domain;
using SupportAgent.Tests.Infrastructure;
using Xunit;
using Xunit.Abstractions;

namespace SupportAgent.Tests;

public sealed class TextTests(ITestOutputHelper output)
{
    [Fact] // no InlineData: an attribute cannot hold half a character
    public void Broken_characters_are_replaced()
    {
        (string Text, string Expected)[] cases =
        [
            ("", ""), ("Zoë 💸", "Zoë 💸"), ("a\ud83db", "a\ufffdb"), ("\udcb8", "\ufffd"), ("end\ud83d", "end\ufffd"), ("a\0b", "a\u2400b"),
        ];
        Assert.All(cases, x => Assert.Equal(x.Expected, Text.WellFormed(x.Text)));
    }

    [Fact]
    public void Any_text_becomes_one_that_can_be_encoded() => Prop.ForAll(
        Gen.Choose(0, 0xffff).Select(x => (char)x).ArrayOf().Select(x => new string(x)).ToArbitrary(),
        text =>
        {
            var sound = Text.WellFormed(text);
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetByteCount(sound) >= 0 && !sound.Contains('\0', StringComparison.Ordinal) && Text.WellFormed(sound) == sound;
        }).Check(output);

    [Theory]
    [InlineData("short", 5, "short")]
    [InlineData("longer", 5, "long…")]
    [InlineData("abc💸d", 5, "abc…")]
    public void A_text_is_cut_between_characters(string text, int length, string expected) => Assert.Equal(expected, Text.Shorten(text, length));

    [Theory]
    [InlineData("One. Two.", 20, "One. Two.")]
    [InlineData("One.\nTwo  is\tlonger. Three.", 20, "One. Two is longer.")]
    [InlineData("One. Two is longer.", 18, "One.")]
    [InlineData("It costs $1.50 now. Yes.", 20, "It costs $1.50 now.")]
    [InlineData("No end in sight here", 8, "No end …")]
    [InlineData("", 8, "")]
    public void A_text_opens_with_whole_sentences(string text, int length, string expected) => Assert.Equal(expected, Text.Opening(text, length));

    [Theory]
    [InlineData("  One\r\n\ttwo\u00a0 three\n", 40, "One two three")]
    [InlineData("One\ntwo three", 8, "One two…")]
    [InlineData(" \n ", 8, "")]
    public void A_text_goes_on_one_line(string text, int length, string expected) => Assert.Equal(expected, Text.OneLine(text, length));
}
