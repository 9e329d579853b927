using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;

namespace SupportAgent.Domain.Store;

/// <summary>
/// Microsoft.Data.Sqlite asks for SQLitePCLRaw 2.1; where only 2.0 can be restored the runtime refuses the lower assembly version
/// unless it is handed over here. With 2.1 restored this never fires.
/// </summary>
internal static class SqliteRawBinding
{
#pragma warning disable CA2255 // a module initializer in a library: it must run before the first SqliteConnection
    [ModuleInitializer]
#pragma warning restore CA2255
    internal static void Install() => AssemblyLoadContext.Default.Resolving += static (context, name) =>
        name.Version is not null && name.Name is { } simple && simple.StartsWith("SQLitePCLRaw.", StringComparison.Ordinal)
            ? context.LoadFromAssemblyName(new AssemblyName(simple))
            : null;
}
