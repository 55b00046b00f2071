using System.Text;
using Microsoft.CodeAnalysis;

namespace Rote.Generators.Fuzz.Tests.Running;

/// <summary>Writes a caller of every member of an interface: one numbered step for each, which records what it gets.</summary>
internal sealed class ProbeWriter
{
    private readonly StringBuilder _text = new();
    private readonly List<Step> _steps = [];
    private readonly Closing _closing;

    private ProbeWriter(Closing closing) => _closing = closing;

    /// <summary>The caller of an interface whose type parameters are closed, and its steps.</summary>
    public static (string Text, IReadOnlyList<Step> Steps) Write(INamedTypeSymbol type, string name, string extensions,
        Closing closing)
    {
        var writer = new ProbeWriter(closing);
        var arguments = TypeArgumentsOf(type).Select(Code.Of).ToList();
        var generics = arguments.Count == 0 ? "" : $"<{string.Join(", ", arguments)}>";
        writer.Line("[global::System.Obsolete(\"\", true)]");
        writer.Line($"internal static unsafe class {name}").Line("{");
        writer.Line($"    public static object Inner() => new {name}Recorder();");
        var decorate = $"{extensions}.Decorate{generics}";
        writer.Line($"    public static object Decorate(object inner) => {decorate}(({Code.Of(type)})inner);");
        foreach (var member in Members.Of(type).Where(member => !Members.IsDisposal(member, type)))
        {
            writer.Write(member);
        }

        var cases = writer._steps.Select(step => $"{step.Number} => S{step.Number}(o), ");
        writer.Line($"    public static global::System.Threading.Tasks.Task Play(int step, object o) => step switch {{ "
            + $"{string.Concat(cases)}_ => throw null! }};");
        return (writer.Line("}")._text.ToString(), writer._steps);
    }

    private static IEnumerable<ITypeSymbol> TypeArgumentsOf(INamedTypeSymbol type)
        => (type.ContainingType is null ? [] : TypeArgumentsOf(type.ContainingType)).Concat(type.TypeArguments);

    private void Write(ISymbol member)
    {
        switch (member)
        {
            case IMethodSymbol method when _closing.Close(method) is { } closed:
                WriteCall(method, closed, closed.ReturnType, method.RefKind, $".@{method.Name}{TypeArguments(closed)}(", ")");
                break;
            case IPropertySymbol property:
                WriteProperty(property);
                break;
            case IEventSymbol symbol:
                Open(symbol);
                Line($"        var h = {Code.Tape}.Argument<{Code.Of(symbol.Type)}>();");
                Line($"        t.@{symbol.Name} += h;").Line($"        t.@{symbol.Name} -= h;");
                Close();
                break;
        }
    }

    private static string TypeArguments(IMethodSymbol method)
        => method.IsGenericMethod ? $"<{string.Join(", ", method.TypeArguments.Select(Code.Of))}>" : "";

    private void WriteProperty(IPropertySymbol property)
    {
        var (before, after) = property.IsIndexer ? ("[", "]") : ($".@{property.Name}", "");
        if (Members.IsImplemented(property.GetMethod))
        {
            WriteCall(property, property, property.Type, property.RefKind, before, after);
        }

        if (Members.IsImplemented(property.SetMethod) && !property.SetMethod!.IsInitOnly)
        {
            Open(property);
            Declare(property.Parameters);
            Line($"        t{before}{Arguments(property.Parameters)}{after} = {Code.Value(property.Type, "Argument")};");
            Close();
        }
    }

    private void WriteCall(ISymbol member, ISymbol closed, ITypeSymbol type, RefKind kind, string before, string after)
    {
        var parameters = Code.ParametersOf(closed);
        var call = $"t{before}{Arguments(parameters)}{after}";
        var isVoid = type.SpecialType == SpecialType.System_Void;
        var hasResult = kind == RefKind.None && !isVoid;
        Open(member);
        Declare(parameters);
        if (hasResult)
        {
            Line($"        {(Code.IsStackBound(type) ? "scoped " : "")}{Code.Of(type)} r = default!;");
        }

        Line("        try {");
        if (kind != RefKind.None)
        {
            Line($"            {Code.Reference(kind)}{Code.Of(type)} r = ref {call};");
            Line($"            {Code.Tape}.Got((object?)r);");
            Line(kind == RefKind.Ref ? $"            r = {Code.Value(type, "Argument")};" : "");
            Line($"            {Code.Tape}.Got((object?){Code.Tape}.Slot<{Code.Of(type)}>());");
        }
        else
        {
            Line($"            {(hasResult ? "r = " : "")}{call};");
        }

        Line("        } finally {");
        foreach (var parameter in parameters.Where(parameter => parameter.RefKind != RefKind.None))
        {
            Line(Code.Show(parameter.Type, $"a{parameter.Ordinal}") is { } shown ? $"            {Code.Tape}.Got({shown});" : "");
        }

        Line("        }");
        Close(hasResult ? Result(type) : null);
    }

    private static string? Result(ITypeSymbol type)
        => IsAwaited(type) ? "r" : Code.Show(type, "r");

    private static bool IsAwaited(ITypeSymbol type)
        => type is INamedTypeSymbol { Name: "Task" or "ValueTask" or "IAsyncEnumerable", TypeKind: not TypeKind.Dynamic }
            && type.NullableAnnotation != NullableAnnotation.Annotated
            && type.OriginalDefinition.SpecialType != SpecialType.System_Nullable_T;

    private void Open(ISymbol member)
    {
        _steps.Add(new(_steps.Count, member));
        Line($"    private static global::System.Threading.Tasks.Task S{_steps.Count - 1}(object o)").Line("    {");
        Line($"        var t = ({Code.Of(member.ContainingType)})o;");
    }

    private void Close(string? result = null)
        => Line(result is null
            ? "        return global::System.Threading.Tasks.Task.CompletedTask;"
            : $"        return {Code.Tape}.Outcome({result});").Line("    }");

    private void Declare(IEnumerable<IParameterSymbol> parameters)
    {
        foreach (var parameter in parameters)
        {
            var value = parameter.RefKind == RefKind.Out ? "default!" : Code.Value(parameter.Type, "Argument");
            var scoped = Code.IsStackBound(parameter.Type) ? "scoped " : "";
            Line($"        {scoped}{Code.Of(parameter.Type)} a{parameter.Ordinal} = {value};");
        }
    }

    private static string Arguments(IEnumerable<IParameterSymbol> parameters)
        => string.Join(", ", parameters.Select(parameter => Code.Argument(parameter, $"a{parameter.Ordinal}")));

    private ProbeWriter Line(string text)
    {
        if (text.Length > 0)
        {
            _text.AppendLine(text);
        }

        return this;
    }
}
