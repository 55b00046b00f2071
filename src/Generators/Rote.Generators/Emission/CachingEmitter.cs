using Rote.Generators.Model;
using Rote.Generators.Shared;

namespace Rote.Generators.Emission;

/// <summary>Writes methods with one entry for each call: the hit in the implementing member, everything else elsewhere.</summary>
internal sealed class CachingEmitter
{
    private readonly SourceWriter _writer;
    private readonly DecoratorModel _model;
    private readonly MethodModel _method;
    private readonly RegionModel _region;
    private readonly LocalNames _names;
    private readonly KeyedLoad _load;

    public CachingEmitter(SourceWriter writer, DecoratorModel model, MethodModel method)
    {
        _writer = writer;
        _model = model;
        _method = method;
        _region = model.Regions[method.Aspects.Cached!.Region];
        _names = new(method);
        _load = new(model, method, _names);
    }

    private string? Monitor => _method.Aspects.Monitor is { } index ? _model.Monitors[index].Field : null;

    // What the private methods take, and what they are given: the key, what is not in it, and the tokens.
    private string Passed => string.Join(", ", PassedArguments);

    private IEnumerable<string> PassedArguments => _load.State.Parameters
        .Select(parameter => parameter.Name + parameter.Forgiveness)
        .Prepend(_names.Key)
        .Concat(Tokens);

    private IEnumerable<(string Type, string Name)> PassedParameters
        => _load.State.Parameters.Select(parameter => (parameter.Type, parameter.Name))
            .Prepend((_region.Key, _names.Key))
            .Concat(Tokens.Select(token => (KnownTypes.CancellationToken, token)));

    // Tokens that are not passed on as they are.
    private IEnumerable<string> Tokens => _method.IsAsync ? _names.Tokens : [];

    /// <summary>Writes the method and its private ones.</summary>
    public void Emit()
    {
        EmitHit();
        if (Monitor is not null)
        {
            var miss = new Call($"{_method.Aspects.Names.Miss}({Passed})", _method.ReturnKind).Forgiven(_method);
            var measured = Private(_method.Aspects.Names.Measured, MonitoringEmitter.OwnParameters(_method));
            MonitoringEmitter.EmitMeasured(_writer, measured, _model, _method, miss);
        }

        EmitMiss();
    }

    private void EmitHit()
    {
        var isTask = _method.ReturnKind == ReturnKind.TaskOfValue;
        var found = isTask
            ? $"{_region.Field}.TryGetTask(in {_names.Key}, out var {_names.Task})"
            : $"{_region.Field}.TryGet(in {_names.Key}, out var {_names.Value})";
        var hit = isTask ? _names.Task
            : _method.ReturnKind == ReturnKind.Value ? _names.Value
            : $"new {_method.Type}({_names.Value})";
        var miss = $"{_method.Aspects.Names.Miss}({Passed})";
        using var body = _writer.Open(Signatures.Implementing(_method));
        _writer.Lines($"var {_names.Key} = {_load.NewKey};");
        if (Monitor is null)
        {
            Return(found, hit, miss);
            return;
        }

        using (_writer.Open($"if ({found})"))
        {
            _writer.Lines($"return {hit}{Forgiveness};");
        }

        _writer.Blank();
        Return($"{Monitor}.IsEnabled", MonitoringEmitter.Measured(_model, _method, PassedArguments), miss);
    }

    private void EmitMiss()
    {
        _writer.Blank();
        var call = Calls.Core(_model, _method, _load.State.Self, _load.Arguments).Forgiven(_method);
        if (_method.ReturnKind == ReturnKind.Value)
        {
            var read = Layout.Lambda($"static ({_load.State.Name}, {_names.Key})", call.Text);
            _writer.Lines(Private(_method.Aspects.Names.Miss, "")).Indented(
                Layout.List($"=> {_region.Field}.Load", [_names.Key, _load.State.Expression, read], ";"));
            return;
        }

        var load = call.As(ReturnKind.ValueTaskOfValue, _method.Result);
        var lambda = Layout.Lambda($"static ({_load.State.Name}, {_names.Key}, {_names.Token ?? "_"})", load);
        if (LinkedTokens.AreNeeded(_names))
        {
            using var body = _writer.Open(Private(_method.Aspects.Names.Miss, "async "));
            _writer.Lines(LinkedTokens.Declare(_names)).Lines(Layout.List(
                $"return await {_region.Field}.LoadAsync",
                [_names.Key, _load.State.Expression, lambda, LinkedTokens.Token(_names)],
                ".ConfigureAwait(false);"));
            return;
        }

        _writer.Lines(Private(_method.Aspects.Names.Miss, "")).Indented(Layout.List(
            $"=> {_region.Field}.LoadAsync",
            [_names.Key, _load.State.Expression, lambda, _names.Token ?? "default"],
            _method.ReturnKind == ReturnKind.TaskOfValue ? ".AsTask();" : ";"));
    }

    private string Private(string name, string modifier) => Private(name, [], modifier);

    private string Private(string name, IEnumerable<string> own, string modifier = "")
        => Signatures.Requirements(_method) + Signatures.Declaration(
            $"private {modifier}{_method.Type} {name}",
            own.Concat(PassedParameters.Select(parameter => $"{parameter.Type} {parameter.Name}")),
            []);

    private string Forgiveness => Call.ForgivenessOf(_method);

    private void Return(string condition, string yes, string no)
        => _writer.Lines(Layout.Choice("return ", condition, yes + Forgiveness, no + Forgiveness) + ";");
}
