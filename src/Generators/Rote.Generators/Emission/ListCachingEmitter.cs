using Rote.Generators.Model;
using Rote.Generators.Shared;

namespace Rote.Generators.Emission;

/// <summary>Writes methods with one entry for each item of a list.</summary>
internal sealed class ListCachingEmitter
{
    private readonly SourceWriter _writer;
    private readonly DecoratorModel _model;
    private readonly MethodModel _method;
    private readonly RegionModel _region;
    private readonly CachedModel _cached;
    private readonly CachedListModel _list;
    private readonly LocalNames _names;
    private readonly LoadState _state;

    public ListCachingEmitter(SourceWriter writer, DecoratorModel model, MethodModel method)
    {
        _writer = writer;
        _model = model;
        _method = method;
        _cached = method.Aspects.Cached!;
        _list = _cached.List!;
        _region = model.Regions[_cached.Region];
        _names = new(method);
        _state = new(_names, [.. method.Parameters.Where((parameter, index) => !parameter.IsToken && index != _list.Parameter)]);
    }

    private string Values => $"{KnownTypes.ReadOnlyList}<{_region.Value}>";

    /// <summary>Writes the method and its private ones.</summary>
    public void Emit()
    {
        var names = _method.Aspects.Names;
        var modifier = IsAsync ? "async " : "";
        if (_method.Aspects.Monitor is null)
        {
            EmitLoad(Signatures.Implementing(_method, modifier));
            return;
        }

        var load = new Call($"{names.Miss}({Signatures.Arguments(_method.Parameters)})", _method.ReturnKind);
        MonitoringEmitter.EmitGuard(_writer, _model, _method, load.Text);
        var measured = Signatures.Private(_method, names.Measured, "", MonitoringEmitter.OwnParameters(_method));
        MonitoringEmitter.EmitMeasured(_writer, measured, _model, _method, load);
        _writer.Blank();
        EmitLoad(Signatures.Private(_method, names.Miss, modifier));
    }

    // Whether what the region gives has to be awaited: to become the method's result, or to know when tokens are done with.
    private bool IsAsync
        => LinkedTokens.AreNeeded(_names)
            || (_list.ResultKind != ListKind.ReadOnlyListInterface && _list.DictionaryKind != DictionaryKind.Dictionary);

    private void EmitLoad(string declaration)
    {
        var isLinked = LinkedTokens.AreNeeded(_names);
        var key = $"static ({KeyState()}, {_names.Item}) => new {_region.Key}({KeyParts()})";
        var token = isLinked ? LinkedTokens.Token(_names) : _names.Token ?? "default";
        IReadOnlyList<string> arguments = [Requested(), _state.Expression, key, $"static {Load()}", token];
        var (start, end) = Result();
        var call = _list.DictionaryKind == DictionaryKind.None
            ? Layout.List($"{start}{_region.Field}.LoadManyAsync", arguments, end)
            : Layout.List($"{start}{KnownNames.DictionaryLoads}.LoadDictionaryAsync", [_region.Field, .. arguments], end);
        if (!isLinked)
        {
            _writer.Lines(declaration).Indented($"=> {call}");
            return;
        }

        using var body = _writer.Open(declaration);
        _writer.Lines(LinkedTokens.Declare(_names)).Lines($"return {call}");
    }

    // What stands around the region's call to make the method's result of it.
    private (string Start, string End) Result() => (IsAsync, _list.ResultKind) switch
    {
        (false, _) => ("", _method.ReturnKind == ReturnKind.TaskOfValue ? ".AsTask();" : ";"),
        (_, ListKind.None or ListKind.ReadOnlyCollectionInterface or ListKind.ReadOnlyListInterface)
            => ("await ", ".ConfigureAwait(false);"),
        _ => ("[.. await ", ".ConfigureAwait(false)];"),
    };

    // The list as it is where it can be read by index; a copy otherwise.
    private string Requested()
    {
        var name = _method.Parameters[_list.Parameter].Name;
        return _list.Kind is ListKind.Array or ListKind.List or ListKind.ReadOnlyListInterface
            ? name
            : $"{name} as {KnownTypes.ReadOnlyList}<{_list.Item}> ?? [.. {name}]";
    }

    private string KeyState() => _cached.KeyParameters.Count == 1 ? "_" : _state.Name;

    private string KeyParts() => string.Join(", ", _cached.KeyParameters.Select(index
        => index == _list.Parameter ? _names.Item : _state.Access(_method.Parameters[index])));

    private string Load()
    {
        var isOverloaded = _model.Members.Count(member => member.Name == _method.Name) > 1;
        var type = isOverloaded ? _method.Parameters[_list.Parameter].Type : null;
        var items = ListConversion.FromArray(_names.Items, _list.Kind, _list.Item, type);
        var arguments = _method.Parameters
            .Select((parameter, index) => parameter.IsToken ? _names.Token!
                : index == _list.Parameter ? items
                : _state.Access(parameter))
            .ToList();
        var call = Calls.Core(_model, _method, _state.Self, arguments);
        var parameters = $"({_state.Name}, {_names.Items}, {_names.Token ?? "_"})";
        return _list.DictionaryKind == DictionaryKind.None
            ? ListConversion.ToReadOnlyList(parameters, call, _list.ResultKind, Values, isExact: true)
            : DictionaryConversion.ToReadOnlyDictionary(parameters, call, _list.DictionaryKind, _method.Result!);
    }
}
