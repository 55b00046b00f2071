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
    private readonly CachedModel _cached;
    private readonly LocalNames _names;
    private readonly LoadState _state;

    public CachingEmitter(SourceWriter writer, DecoratorModel model, MethodModel method)
    {
        _writer = writer;
        _model = model;
        _method = method;
        _cached = method.Aspects.Cached!;
        _region = model.Regions[_cached.Region];
        _names = new(method);
        _state = new(
            _names,
            [.. method.Parameters.Where((parameter, index) => !IsOfLoad(parameter) && !_cached.KeyParameters.Contains(index))]);
    }

    // An asynchronous load has a token of its own; a synchronous one belongs to its caller, with his token.
    private string? Token => _method.IsAsync ? _names.Token : null;

    private string? Monitor => _method.Aspects.Monitor is { } index ? _model.Monitors[index].Field : null;

    // What the private methods take, and what they are given: the key, what is not in it, and the token.
    private string Passed => string.Join(", ", _state.Parameters
        .Select(parameter => parameter.Name + parameter.Forgiveness)
        .Prepend(_names.Key)
        .Concat(Token is null ? [] : [Token]));

    private IEnumerable<(string Type, string Name)> PassedParameters
        => _state.Parameters.Select(parameter => (parameter.Type, parameter.Name))
            .Prepend((_region.Key, _names.Key))
            .Concat(Token is null ? [] : [(KnownTypes.CancellationToken, Token)]);

    /// <summary>Writes the method and its private ones.</summary>
    public void Emit()
    {
        EmitHit();
        if (Monitor is not null)
        {
            var miss = new Call($"{_method.Aspects.Names.Miss}({Passed})", _method.ReturnKind).Forgiven(_method);
            var modifier = _method.IsAsync ? "async " : "";
            MonitoringEmitter.EmitMeasured(_writer, Private(_method.Aspects.Names.Measured, modifier), _model, _method, miss);
        }

        EmitMiss();
    }

    private void EmitHit()
    {
        var arguments = string.Join(", ", _cached.KeyParameters
            .Select(index => _method.Parameters[index].Name + _method.Parameters[index].Forgiveness));
        var isTask = _method.ReturnKind == ReturnKind.TaskOfValue;
        var found = isTask
            ? $"{_region.Field}.TryGetTask(in {_names.Key}, out var {_names.Task})"
            : $"{_region.Field}.TryGet(in {_names.Key}, out var {_names.Value})";
        var hit = isTask ? _names.Task
            : _method.ReturnKind == ReturnKind.Value ? _names.Value
            : $"new {_method.Type}({_names.Value})";
        var miss = $"{_method.Aspects.Names.Miss}({Passed})";
        using var body = _writer.Open(Signatures.Implementing(_method));
        _writer.Lines($"var {_names.Key} = new {_region.Key}({arguments});");
        if (Monitor is null)
        {
            Return(found, hit, miss);
            return;
        }

        using (_writer.Open($"if ({found})"))
        {
            _writer.Lines($"{Monitor}.CountHit();").Lines($"return {hit}{Forgiveness};");
        }

        _writer.Blank();
        Return($"{Monitor}.IsEnabled", $"{_method.Aspects.Names.Measured}({Passed})", miss);
    }

    private void EmitMiss()
    {
        _writer.Blank().Lines(Private(_method.Aspects.Names.Miss, ""));
        var call = Calls.Core(_model, _method, _state.Self, Arguments()).Forgiven(_method);
        if (_method.ReturnKind == ReturnKind.Value)
        {
            var read = Layout.Lambda($"static ({_state.Name}, {_names.Key})", call.Text);
            _writer.Indented(Layout.List($"=> {_region.Field}.Load", [_names.Key, _state.Expression, read], ";"));
            return;
        }

        var load = call.As(ReturnKind.ValueTaskOfValue, _method.Result);
        var lambda = Layout.Lambda($"static ({_state.Name}, {_names.Key}, {Token ?? "_"})", load);
        _writer.Indented(Layout.List(
            $"=> {_region.Field}.LoadAsync",
            [_names.Key, _state.Expression, lambda, Token ?? "default"],
            _method.ReturnKind == ReturnKind.TaskOfValue ? ".AsTask();" : ";"));
    }

    // Inside the load: parts of the key, what is not in it, and the token of the load.
    private IReadOnlyList<string> Arguments() => [.. _method.Parameters.Select((parameter, index) =>
    {
        var part = _cached.KeyParameters.TakeWhile(keyed => keyed != index).Count();
        return IsOfLoad(parameter) ? Token!
            : part < _cached.KeyParameters.Count ? $"{_names.Key}.{_region.Parts[part].Name}{parameter.Forgiveness}"
            : _state.Access(parameter);
    })];

    private bool IsOfLoad(ParameterModel parameter) => parameter.IsToken && _method.IsAsync;

    private string Private(string name, string modifier) => Signatures.Declaration(
        $"private {modifier}{_method.Type} {name}",
        PassedParameters.Select(parameter => $"{parameter.Type} {parameter.Name}"),
        []);

    private string Forgiveness => Call.ForgivenessOf(_method);

    private void Return(string condition, string yes, string no)
        => _writer.Lines(Layout.Choice("return ", condition, yes + Forgiveness, no + Forgiveness) + ";");
}
