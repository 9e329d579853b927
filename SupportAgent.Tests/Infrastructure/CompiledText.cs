using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Components.Rendering;

namespace SupportAgent.Tests.Infrastructure;

/// <summary>A literal in compiled code.</summary>
/// <param name="Text">The literal.</param>
/// <param name="Use">What it is handed to.</param>
/// <param name="Attribute">The attribute or the parameter of a component that it is a value of; null elsewhere.</param>
internal sealed record CompiledText(string Text, LiteralUse Use, string? Attribute)
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<short, OpCode> Codes = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static).Select(x => (OpCode)x.GetValue(null)!).ToDictionary(x => x.Value);

    /// <summary>All in the methods of a type, without the types nested in it.</summary>
    public static IEnumerable<CompiledText> Of(Type type) =>
        type.GetMethods(Declared).Where(x => !IsOfRecord(x)).Cast<MethodBase>().Concat(type.GetConstructors(Declared)).SelectMany(Of);

    // the compiler's own, which nobody reads but who debugs
    private static bool IsOfRecord(MethodInfo method) => method.Name is "PrintMembers" or nameof(ToString) && method.IsDefined(typeof(CompilerGeneratedAttribute));

    private static List<CompiledText> Of(MethodBase method)
    {
        List<CompiledText> found = [];
        if (method.GetMethodBody()?.GetILAsByteArray() is not { } code) return found;
        List<(string Text, bool FollowsNumber)> pending = [];
        var before = OpCodes.Nop;
        for (var at = 0; at < code.Length;)
        {
            var value = code[at] == 0xFE ? unchecked((short)(0xFE00 | code[at + 1])) : code[at];
            var op = Codes[value];
            at += op.Size;
            if (op.OperandType == OperandType.InlineString)
            {
                pending.Add((method.Module.ResolveString(BitConverter.ToInt32(code, at)), before.Name!.StartsWith("ldc.i4", StringComparison.Ordinal)));
            }
            else if (op.OperandType == OperandType.InlineMethod && Resolve(method, BitConverter.ToInt32(code, at)) is { } called)
            {
                if (called.DeclaringType == typeof(RenderTreeBuilder)) Hand(called.Name, pending, found);
                // the values of a component whose type is found by the compiler go there without their names
                else if (called.DeclaringType?.Name == "TypeInference") Hand(nameof(RenderTreeBuilder.AddContent), pending, found);
                else if (before == OpCodes.Ldstr && called.DeclaringType == typeof(string) && called.Name is "op_Equality" or "op_Inequality") pending.RemoveAt(pending.Count - 1);
            }

            at += SizeOf(op, code, at);
            before = op;
        }

        found.AddRange(pending.Select(x => new CompiledText(x.Text, LiteralUse.Code, null)));
        return found;
    }

    // what is handed to the builder stands behind the number of its place; a value stands behind its name
    private static void Hand(string builds, List<(string Text, bool FollowsNumber)> pending, List<CompiledText> found)
    {
        var name = builds switch
        {
            nameof(RenderTreeBuilder.AddAttribute) or nameof(RenderTreeBuilder.AddComponentParameter) => pending.FindIndex(x => x.FollowsNumber),
            nameof(RenderTreeBuilder.OpenElement) => pending.FindLastIndex(x => x.FollowsNumber),
            _ => -1,
        };
        for (var i = 0; i < pending.Count; i++)
        {
            if (i == name) continue;
            var use = builds switch
            {
                nameof(RenderTreeBuilder.AddContent) => LiteralUse.Content,
                nameof(RenderTreeBuilder.AddMarkupContent) => LiteralUse.Markup,
                nameof(RenderTreeBuilder.AddAttribute) or nameof(RenderTreeBuilder.AddComponentParameter) when name >= 0 && i > name => LiteralUse.Attribute,
                _ => LiteralUse.Code,
            };
            found.Add(new(pending[i].Text, use, use == LiteralUse.Attribute ? pending[name].Text : null));
        }

        pending.Clear();
    }

    private static MethodBase? Resolve(MethodBase method, int token)
    {
        try
        {
            return method.Module.ResolveMethod(token, method.DeclaringType?.GetGenericArguments(), method.IsGenericMethod ? method.GetGenericArguments() : null);
        }
        catch (Exception e) when (e is ArgumentException or BadImageFormatException or FileNotFoundException)
        {
            return null;
        }
    }

    private static int SizeOf(OpCode op, byte[] code, int at) => op.OperandType switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        OperandType.InlineSwitch => 4 + 4 * BitConverter.ToInt32(code, at),
        _ => 4,
    };
}

/// <summary>What a literal is handed to.</summary>
internal enum LiteralUse
{
    /// <summary>Anything but what draws a page.</summary>
    Code,

    /// <summary>Text on a page.</summary>
    Content,

    /// <summary>Markup of a page.</summary>
    Markup,

    /// <summary>The value of an attribute of an element or of a parameter of a component.</summary>
    Attribute,
}
