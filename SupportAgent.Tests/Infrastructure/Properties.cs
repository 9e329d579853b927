using FsCheck;
using Microsoft.FSharp.Core;
using Xunit.Abstractions;

namespace SupportAgent.Tests.Infrastructure;

/// <summary>Checks a property with a fixed seed, which the output names: the same cases on every machine and day.</summary>
internal static class Properties
{
    private const ulong Seed = 20260302;

    public static void Check(this Property property, ITestOutputHelper output, int cases = 500)
    {
        output.WriteLine($"seed {Seed}, {cases} cases");
        var replay = new Replay(new Rnd(Seed), FSharpOption<int>.None);
        property.Check(Config.QuickThrowOnFailure.WithMaxTest(cases).WithReplay(FSharpOption<Replay>.Some(replay)));
    }
}
