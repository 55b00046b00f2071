using Rote.Generators.Model;
using Rote.Generators.Shared;

namespace Rote.Generators.Emission;

/// <summary>Writes the calls that aspects put themselves around.</summary>
internal static class Calls
{
    /// <summary>The call below the cache and the monitor: the write that invalidates, the batcher, or the inner store.</summary>
    /// <param name="model">The decorator.</param>
    /// <param name="method">The method.</param>
    /// <param name="self">What stands before members of the decorator: nothing, or <c>self.</c> in a static lambda.</param>
    /// <param name="arguments">An expression for each parameter.</param>
    public static Call Core(DecoratorModel model, MethodModel method, string self, IReadOnlyList<string> arguments)
        => method.Aspects.Invalidates is null
            ? Below(model, method, self, arguments)
            : new(self + method.Aspects.Names.Writing + WithBrackets(method, arguments), method.ReturnKind);

    /// <summary>The call that a write waits for before it invalidates, and that waits for buffered writes.</summary>
    public static Call Below(DecoratorModel model, MethodModel method, string self, IReadOnlyList<string> arguments)
        => method.Aspects.Names.Reading is { Length: > 0 } reading
            ? new(self + reading + WithBrackets(method, arguments), method.ReturnKind)
            : Direct(model, method, self, arguments);

    /// <summary>The call that waits for nothing: the batcher, or the inner store.</summary>
    public static Call Direct(DecoratorModel model, MethodModel method, string self, IReadOnlyList<string> arguments)
    {
        if (method.Aspects is { Batched: { } batched, Names.Linked: var linked })
        {
            return linked.Length == 0
                ? Batched(model, method, batched, self, arguments)
                : new(self + linked + WithBrackets(method, arguments), method.ReturnKind);
        }

        if (method.Aspects.Paged is not null)
        {
            return PagingEmitter.Stream(method, self, arguments);
        }

        if (method.Aspects.Aggregated is not null)
        {
            return AggregationEmitter.Add(model, method, self, arguments);
        }

        return method.Aspects.Split is { } split
            ? new(self + split.Name + WithBrackets(method, arguments), method.ReturnKind)
            : ResilienceEmitter.Store(model, method, self, arguments);
    }

    /// <summary>The call of the inner store.</summary>
    public static Call Inner(DecoratorModel model, MethodModel method, string self, IReadOnlyList<string> arguments)
    {
        var receiver = Receiver(method.Implementation.Cast, self + InnerEmitter.Asked(model, method.Name));
        return new($"{receiver}.{method.Name}{WithBrackets(method, arguments)}", method.ReturnKind);
    }

    /// <summary>The names of a method's parameters, as the expressions that pass them on.</summary>
    public static IReadOnlyList<string> OwnArguments(MethodModel method)
        => [.. method.Parameters.Select(parameter => parameter.Name)];

    /// <summary>A store, addressed through one of its interfaces where its own would be ambiguous.</summary>
    public static string Receiver(string? cast, string store) => cast is null ? store : $"(({cast}){store})";

    /// <summary>Arguments as a call has them, behind its type arguments.</summary>
    public static string WithBrackets(MethodModel method, IReadOnlyList<string> arguments)
    {
        var passed = method.Parameters.Select((parameter, index) => parameter.ArgumentModifier + arguments[index]);
        return $"{Signatures.TypeArguments(method.TypeParameters)}({string.Join(", ", passed)})";
    }

    /// <summary>Writes the private method that links the tokens of a batched call.</summary>
    public static void EmitLinked(SourceWriter writer, DecoratorModel model, MethodModel method)
    {
        var names = new LocalNames(method);
        var arguments = method.Parameters
            .Select(parameter => parameter.IsToken ? LinkedTokens.Token(names) : parameter.Name)
            .ToList();
        var call = Batched(model, method, method.Aspects.Batched!, "", arguments);
        using var body = writer.Blank().Open(Signatures.Private(method, method.Aspects.Names.Linked, "async "));
        writer.Lines(LinkedTokens.Declare(names)).Lines($"{(method.Result is null ? "" : "return ")}{call.Awaited};");
    }

    private static Call Batched(
        DecoratorModel model, MethodModel method, BatchedModel batched, string self, IReadOnlyList<string> arguments)
    {
        var batcher = model.Batchers[batched.Batcher];
        var group = batcher.Group is null
            ? "default"
            : $"new {batcher.Group}({string.Join(", ", batched.GroupParameters.Select(index => arguments[index]))})";
        var token = method.Parameters
            .Select((parameter, index) => parameter.IsToken ? arguments[index] : null)
            .FirstOrDefault(name => name is not null);
        var (operation, kind) = batcher.Result is null
            ? ("AddAsync", ReturnKind.ValueTask)
            : ("GetAsync", ReturnKind.ValueTaskOfValue);
        var urgency = batcher.Buffer is null ? "" : BufferEmitter.Urgency(method, batched, arguments) + ", ";
        var item = Item(batcher, batched, arguments);
        return new($"{self}{batcher.Field}.{operation}({group}, {item}, {urgency}{token ?? "default"})", kind);
    }

    private static string Item(BatcherModel batcher, BatchedModel batched, IReadOnlyList<string> arguments)
        => batched.ItemParameters.IsEmpty
            ? arguments[batched.Item]
            : (batcher.ItemParts.IsEmpty ? "" : $"new {batcher.Item}")
                + $"({string.Join(", ", batched.ItemParameters.Select(index => arguments[index]))})";
}
