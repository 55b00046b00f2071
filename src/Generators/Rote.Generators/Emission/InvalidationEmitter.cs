using Rote.Generators.Model;
using Rote.Generators.Shared;

namespace Rote.Generators.Emission;

/// <summary>Writes calls that are followed by invalidation, also when they fail: a failed write may have written.</summary>
internal static class InvalidationEmitter
{
    /// <summary>A method that makes the call below it and then invalidates.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="declaration">The method's declaration.</param>
    /// <param name="model">The decorator.</param>
    /// <param name="method">The method whose call it is.</param>
    public static void Emit(SourceWriter writer, string declaration, DecoratorModel model, MethodModel method)
    {
        var call = Calls.Below(model, method, "", Calls.OwnArguments(method)).Forgiven(method);
        if (method.Aspects.IsOutside)
        {
            EmitOutside(writer, declaration, model, method, call.Text);
            return;
        }

        if (method.IsStream)
        {
            EmitStream(writer, declaration, model, method, call.Text);
            return;
        }

        using var body = writer.Open(declaration);
        using (writer.Open("try"))
        {
            writer.Lines($"{(method.Result is null ? "" : "return ")}{call.Awaited};");
        }

        using (writer.Open("finally"))
        {
            Invalidate(writer, model, method, method.Aspects.Invalidates!);
        }
    }

    /// <summary>The statements that invalidate, in a method with the parameters of another.</summary>
    public static void Invalidate(SourceWriter writer, DecoratorModel model, MethodModel method, InvalidatesModel invalidates)
    {
        var context = model.Type.Names.Context;
        if (invalidates.All)
        {
            writer.Lines($"{context}.InvalidateAll();");
        }

        foreach (var region in invalidates.Regions)
        {
            writer.Lines($"{model.Regions[region].Field}.InvalidateAll();");
        }

        foreach (var key in invalidates.Keys)
        {
            InvalidateKey(writer, model.Regions[key.Region], method, key);
        }

        foreach (var tag in invalidates.Tags)
        {
            var text = TagEmitter.New(tag, index => (method.Parameters[index].Name, method.Parameters[index].IsText));
            writer.Lines($"{context}.Invalidate({text});");
        }
    }

    // Invalidates when a reading has ended: a stream may write as it is read.
    private static void EmitStream(
        SourceWriter writer, string declaration, DecoratorModel model, MethodModel method, string stream)
    {
        using var body = writer.Open(declaration);
        var name = new LocalNames(method).Invalidate;
        var opened = Layout.Lambda("()", stream);
        writer.Lines(Layout.List($"return {KnownNames.FollowedStreams}.Follow", [opened, name], ";")).Blank();
        using (writer.Open($"void {name}()"))
        {
            Invalidate(writer, model, method, method.Aspects.Invalidates!);
        }
    }

    // Follows what the call hands over: no asynchronous method and no lambda has such parameters. Those by reference may be
    // other ones by then.
    private static void EmitOutside(
        SourceWriter writer, string declaration, DecoratorModel model, MethodModel method, string call)
    {
        using var body = writer.Open(declaration);
        var names = new LocalNames(method);
        var copied = WithCopies(method);
        for (var index = 0; index < method.Parameters.Count; index++)
        {
            if (copied.Parameters[index] != method.Parameters[index])
            {
                writer.Lines($"var {copied.Parameters[index].Name} = {method.Parameters[index].Name};");
            }
        }

        writer.Lines($"{method.Type} {names.Result};");
        using (writer.Open("try"))
        {
            writer.Lines($"{names.Result} = {call};");
        }

        using (writer.Open("catch"))
        {
            writer.Lines($"{names.Invalidate}();").Lines("throw;");
        }

        var follow = method.IsStream ? $"{KnownNames.FollowedStreams}.Follow" : $"{KnownNames.FollowedCalls}.ThenAsync";
        writer.Blank().Lines($"return {follow}({names.Result}, {names.Invalidate});").Blank();
        using (writer.Open($"void {names.Invalidate}()"))
        {
            Invalidate(writer, model, copied, method.Aspects.Invalidates!);
        }
    }

    // The method with copies of those parameters by reference that say what is stale.
    private static MethodModel WithCopies(MethodModel method)
    {
        var invalidates = method.Aspects.Invalidates!;
        var used = invalidates.Keys.SelectMany(key => key.Parameters)
            .Concat(invalidates.Tags.SelectMany(tag => tag.Scope.Concat(
                tag.Segments.Where(segment => segment.Literal is null).Select(segment => segment.Index))))
            .ToList();
        var taken = method.Parameters.Select(parameter => parameter.Name).ToList();
        return method with
        {
            Parameters = method.Parameters
                .Select((parameter, index) => parameter.ArgumentModifier.Length > 0 && used.Contains(index)
                    ? parameter with { Name = LocalNames.Free(parameter.Name.TrimStart('@') + "Written", taken) }
                    : parameter)
                .ToEquatableArray(),
        };
    }

    private static void InvalidateKey(SourceWriter writer, RegionModel region, MethodModel method, StaleKeyModel key)
    {
        var arguments = key.Parameters.Select((index, part) => Argument(method.Parameters[index], region.Parts[part])).ToList();
        if (!key.IsList)
        {
            writer.Lines($"{region.Field}.Invalidate(new {region.Key}({string.Join(", ", arguments)}));");
            return;
        }

        var item = new LocalNames(method).Item;
        var list = method.Parameters[key.Parameters[key.Parameters.Count - 1]].Name;
        arguments[arguments.Count - 1] = item;
        using (writer.Open($"foreach (var {item} in {list} ?? [])"))
        {
            writer.Lines($"{region.Field}.Invalidate(new {region.Key}({string.Join(", ", arguments)}));");
        }
    }

    // The writer's parameter may be annotated otherwise than the reader's.
    private static string Argument(ParameterModel parameter, PartModel part)
        => parameter.Type == part.Type ? parameter.Name : parameter.Name + "!";
}
