using System.Text;
using Microsoft.CodeAnalysis;

namespace Rote.Generators.Fuzz.Tests.Running;

/// <summary>Writes the implementation of an interface that records every call on the tape.</summary>
/// <remarks>All members are explicit, and the type parameters are closed: no name clashes and no constraint is
/// repeated.</remarks>
internal sealed class RecorderWriter
{
    private readonly StringBuilder _text = new();

    /// <summary>The implementation of an interface whose type parameters are closed.</summary>
    public static string Write(INamedTypeSymbol type, string name)
    {
        var writer = new RecorderWriter();
        writer.Line("[global::System.Obsolete(\"\", true)]");
        writer.Line($"internal sealed unsafe class {name} : {Code.Of(type)}").Line("{");
        foreach (var member in Members.Of(type).Where(member => IsWritten(member, type)))
        {
            writer.Write(member);
        }

        return writer.Line("}")._text.ToString();
    }

    // Every second default member keeps its body, unless an interface on the way gives it another.
    private static bool IsWritten(ISymbol member, INamedTypeSymbol type)
        => member.IsAbstract
            || member.Name.Length % 2 == 0
            || member is not IMethodSymbol
            || type.AllInterfaces.Insert(0, type).Any(declaring => declaring.GetMembers().Any(Members.IsExplicit));

    private void Write(ISymbol member)
    {
        switch (member)
        {
            case IMethodSymbol method:
                Write(method);
                break;
            case IPropertySymbol property:
                Write(property);
                break;
            case IEventSymbol symbol:
                Write(symbol);
                break;
        }
    }

    private void Write(IMethodSymbol method)
    {
        var generics = method.IsGenericMethod ? $"<{string.Join(", ", method.TypeParameters.Select(Code.Of))}>" : "";
        var type = Code.Reference(method.RefKind) + Code.Of(method.ReturnType);
        Line($"    {type} {Name(method)}{generics}({Code.Parameters(method.Parameters)})");
        foreach (var parameter in method.TypeParameters)
        {
            var kind = parameter.IsReferenceType ? "class" : parameter.IsValueType ? "struct" : "default";
            Line($"        where {Code.Of(parameter)} : {kind}");
        }

        Line("    {");
        Body(method, method.Parameters);
        Return(method.ReturnType, method.RefKind);
        Line("    }");
    }

    private void Write(IPropertySymbol property)
    {
        var name = property.IsIndexer
            ? $"{Code.Of(property.ContainingType)}.this[{Code.Parameters(property.Parameters)}]"
            : Name(property);
        Line($"    {Code.Reference(property.RefKind)}{Code.Of(property.Type)} {name}").Line("    {");
        if (Members.IsImplemented(property.GetMethod))
        {
            Line("    get {");
            Body(property, property.Parameters);
            Return(property.Type, property.RefKind);
            Line("    }");
        }

        if (Members.IsImplemented(property.SetMethod))
        {
            Line($"    {(property.SetMethod!.IsInitOnly ? "init" : "set")} {{");
            Body(property, property.Parameters);
            Line($"        {Code.Tape}.See({Code.Show(property.Type, "value")});");
            Line($"        {Code.Tape}.Leave();");
            Line("    }");
        }

        Line("    }");
    }

    private void Write(IEventSymbol symbol)
    {
        Line($"    event {Code.Of(symbol.Type)} {Name(symbol)}").Line("    {");
        foreach (var accessor in new[] { "add", "remove" })
        {
            var label = Code.Quote(accessor + " " + Code.Label(symbol));
            Line($"        {accessor} {{ {Code.Tape}.Enter({label}); {Code.Tape}.See(value); {Code.Tape}.Leave(); }}");
        }

        Line("    }");
    }

    private static string Name(ISymbol member) => $"{Code.Of(member.ContainingType)}.@{member.Name}";

    private void Body(ISymbol member, IReadOnlyList<IParameterSymbol> parameters)
    {
        Line($"        {Code.Tape}.Enter({Code.Quote(Code.Label(member))});");
        foreach (var parameter in parameters.Where(parameter => parameter.RefKind != RefKind.Out))
        {
            if (Code.Show(parameter.Type, $"p{parameter.Ordinal}") is { } shown)
            {
                Line($"        {Code.Tape}.See({shown});");
            }
        }

        foreach (var parameter in parameters.Where(parameter => parameter.RefKind is RefKind.Out or RefKind.Ref))
        {
            Line($"        p{parameter.Ordinal} = {Code.Value(parameter.Type, "Answer")};");
        }
    }

    private void Return(ITypeSymbol type, RefKind kind)
    {
        Line($"        {Code.Tape}.Leave();");
        if (kind != RefKind.None)
        {
            Line($"        return ref {Code.Tape}.Slot<{Code.Of(type)}>();");
        }
        else if (type.SpecialType != SpecialType.System_Void)
        {
            Line($"        return {Code.Value(type, "Value")};");
        }
    }

    private RecorderWriter Line(string text)
    {
        _text.AppendLine(text);
        return this;
    }
}
