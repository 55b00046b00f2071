using Rote.Generators.Model;
using Rote.Generators.Shared;

namespace Rote.Generators.Emission;

/// <summary>Writes what decorators with buffered writes have: policies, functions, and reads that wait.</summary>
internal static class BufferEmitter
{
    /// <summary>The base type of such a decorator, with a comma behind it; nothing for others.</summary>
    public static string OwnerOf(DecoratorModel model) => HasBuffers(model) ? KnownNames.WriteBehindOwner + ", " : "";

    /// <summary>The policy of a buffer.</summary>
    public static string Policy(BufferModel buffer, string operation)
    {
        var settings = new List<string> { $"Operation = {Literals.Quote(operation)}" };
        Number("FlushSize", buffer.FlushSize);
        Time("MaxDelay", buffer.MaxDelayMilliseconds);
        Number("MaxCommitSize", buffer.MaxCommitSize);
        Number("MaxConcurrentCommits", buffer.MaxConcurrentCommits);
        Number("MaxPending", buffer.MaxPending);
        Time("CommitTimeout", buffer.CommitTimeoutMilliseconds);
        if (buffer.IsAcknowledgedEarly)
        {
            settings.Add($"Acknowledge = {KnownNames.WriteAcknowledgement}.OnEnqueue");
        }

        if (buffer.PoisonIsolation)
        {
            settings.Add("PoisonIsolation = true");
        }

        return Layout.New(KnownNames.WriteBehindPolicy, settings);

        void Number(string name, int? value)
        {
            if (value is { } number)
            {
                settings.Add($"{name} = {Literals.Number(number)}");
            }
        }

        void Time(string name, int? milliseconds)
        {
            if (milliseconds is { } number)
            {
                settings.Add($"{name} = {KnownTypes.TimeSpan}.FromMilliseconds({Literals.Number(number)})");
            }
        }
    }

    /// <summary>What the buffer asks the decorator; nothing where there is nothing to ask.</summary>
    public static IEnumerable<string> Functions(BatcherModel batcher, string group)
    {
        var buffer = batcher.Buffer!;
        var functions = new List<string>();
        if (!buffer.Arguments.IsEmpty)
        {
            var arguments = buffer.Arguments
                .Select((name, part) => $"new({Literals.Quote(name)}, group.{batcher.Parts[part].Name})");
            functions.Add(Layout.Collection("Arguments = static group => ", [.. arguments]));
        }

        if (buffer.Committed is { } committed)
        {
            var arguments = committed.Arguments.Select(argument => argument.Kind switch
            {
                BulkArgumentKind.Group => $"group.{batcher.Parts[argument.Index].Name}",
                BulkArgumentKind.Items => "item",
                _ => "default",
            });
            var head = committed.Arguments.Any(argument => argument.Kind == BulkArgumentKind.Group) ? "group" : "_";
            functions.Add($"Committed = ({head}, item) => {committed.Name}({string.Join(", ", arguments)})");
        }

        return functions.Count == 0
            ? []
            : [Layout.New($"{KnownNames.WriteBehindFunctions}<{group}, {batcher.Item}>", functions)];
    }

    /// <summary>Whether a write is urgent.</summary>
    public static string Urgency(MethodModel method, BatchedModel batched, IReadOnlyList<string> arguments)
        => batched.Priorities.IsEmpty
            ? "false"
            : string.Join(" || ", batched.Priorities.Select(priority => priority.AtLeast is { } least
                ? $"unchecked((long){arguments[priority.Parameter]}) >= {Literals.Number(least)}L"
                : arguments[priority.Parameter]));

    /// <summary>The way to each buffer.</summary>
    public static void EmitOwner(SourceWriter writer, DecoratorModel model)
    {
        if (HasBuffers(model))
        {
            var buffers = $"{KnownTypes.ReadOnlyList}<{KnownNames.WriteBehindBufferOfAnyType}>";
            writer.Blank()
                .Lines($"{buffers} {KnownNames.WriteBehindOwner}.Buffers")
                .Indented($"=> {model.Type.Names.Context}.Buffers;");
        }
    }

    /// <summary>The private method that invalidates after a commit; nothing where there is none.</summary>
    public static void EmitCommitted(SourceWriter writer, DecoratorModel model, MethodModel method)
    {
        if (method.Aspects.Batched is { } batched && model.Batchers[batched.Batcher].Buffer?.Committed is { } committed)
        {
            var parameters = method.Parameters.Select(parameter => $"{parameter.Type} {parameter.Name}");
            using var body = writer.Blank().Open(Layout.List($"private void {committed.Name}", [.. parameters], ""));
            InvalidationEmitter.Invalidate(writer, model, method, committed.Invalidates);
        }
    }

    /// <summary>The private method that waits for writes before it reads; nothing where there is none.</summary>
    public static void EmitReading(SourceWriter writer, DecoratorModel model, MethodModel method)
    {
        if (method.Aspects.Names.Reading.Length == 0)
        {
            return;
        }

        var names = new LocalNames(method);
        using var body = writer.Blank().Open(Signatures.Private(method, method.Aspects.Names.Reading, "async "));
        foreach (var settle in method.Aspects.Settles)
        {
            var batcher = model.Batchers[settle.Batcher];
            var parts = string.Join(", ", settle.Parameters.Select(index => method.Parameters[index].Name));
            var call = settle.Parameters.IsEmpty ? "SettleAllAsync(" : $"SettleAsync(new {batcher.Group}({parts}), ";
            writer.Lines($"await {batcher.Field}.{call}{names.Token ?? "default"}).ConfigureAwait(false);");
        }

        writer.Lines($"return {Calls.Direct(model, method, "", Calls.OwnArguments(method)).Forgiven(method).Awaited};");
    }

    private static bool HasBuffers(DecoratorModel model) => model.Batchers.Any(batcher => batcher.Buffer is not null);
}
