using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;

namespace SupportAgent.Tests.Infrastructure;

/// <summary>bunit 2 asks for AngleSharp.Diffing 1.1; 0.17 does the same work, but the runtime takes a lower version only from a handler.</summary>
internal static class AngleSharpBinding
{
    private const string Assembly = "AngleSharp.Diffing";

    [ModuleInitializer]
    internal static void Install() => AssemblyLoadContext.Default.Resolving += static (context, name) =>
        name is { Name: Assembly, Version: not null } ? context.LoadFromAssemblyName(new AssemblyName(Assembly)) : null;
}
