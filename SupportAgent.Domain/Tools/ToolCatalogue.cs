using System.ComponentModel;
using System.Reflection;
using Microsoft.Extensions.AI;

namespace SupportAgent.Domain.Tools;

/// <summary>All tools, made once from the plugins' methods.</summary>
public sealed class ToolCatalogue
{
    private readonly Dictionary<string, ToolDefinition> _byName;

    /// <summary>Reads the plugins.</summary>
    /// <exception cref="InvalidOperationException">Two tools share a name, one has no description, a schema uses a keyword that is not checked, or a plugin names no group.</exception>
    public ToolCatalogue(IEnumerable<Plugin> plugins)
    {
        All = [.. plugins.SelectMany(plugin => ToolsOf(plugin.Instance)).OrderBy(x => x.Name, StringComparer.Ordinal)];
        _byName = new(StringComparer.Ordinal);
        foreach (var tool in All)
        {
            if (!_byName.TryAdd(tool.Name, tool)) throw new InvalidOperationException($"Two tools are called {tool.Name}.");
            if (tool.Description.Length == 0) throw new InvalidOperationException($"{tool.Name} has no description.");
            ArgumentSchema.EnsureSupported(tool.Name, tool.Schema);
        }
    }

    /// <summary>All tools, by name.</summary>
    public IReadOnlyList<ToolDefinition> All { get; }

    /// <summary>The tool with exactly this name.</summary>
    public ToolDefinition? Find(string name) => _byName.GetValueOrDefault(name);

    private static IEnumerable<ToolDefinition> ToolsOf(object plugin) =>
        from method in plugin.GetType().GetMethods(BindingFlags.Public | BindingFlags.Instance)
        let tool = method.GetCustomAttribute<ToolAttribute>()
        where tool is not null
        select new ToolDefinition(tool.Name, tool.Title, tool.Effect, GroupOf(plugin.GetType()), tool.IsAlwaysOffered, tool.IsLong, AIFunctionFactory.Create(method, plugin, new AIFunctionFactoryOptions
        {
            Name = tool.Name,
            Description = method.GetCustomAttribute<DescriptionAttribute>()?.Description ?? "",
            SerializerOptions = Json.Options,
            ConfigureParameterBinding = BindContext,
            MarshalResult = static (result, _, _) => ValueTask.FromResult(result),
            ExcludeResultSchema = true,
            JsonSchemaCreateOptions = new AIJsonSchemaCreateOptions { TransformOptions = new() { DisallowAdditionalProperties = true } },
        }));

    private static ToolGroup GroupOf(Type plugin) =>
        plugin.GetCustomAttribute<ToolGroupAttribute>()?.Group ?? throw new InvalidOperationException($"{plugin.Name} does not say which group its tools belong to.");

    private static AIFunctionFactoryOptions.ParameterBindingOptions BindContext(ParameterInfo parameter) =>
        parameter.ParameterType == typeof(ToolContext)
            ? new() { ExcludeFromSchema = true, BindParameter = static (_, arguments) => arguments.Context![typeof(ToolContext)] }
            : default;
}

/// <summary>A class whose methods are tools, as registered.</summary>
/// <param name="Instance">The plugin; shared by all calls, so it keeps no state.</param>
public sealed record Plugin(object Instance);
