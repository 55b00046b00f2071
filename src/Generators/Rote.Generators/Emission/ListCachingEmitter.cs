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
        var modifier = IsConverted ? "async " : "";
        if (_method.Aspects.Monitor is null)
        {
            EmitLoad(Signatures.Implementing(_method, modifier));
            return;
        }

        var load = new Call($"{names.Miss}({Signatures.Arguments(_method.Parameters)})", _method.ReturnKind);
        MonitoringEmitter.EmitGuard(_writer, _model, _method, load.Text);
        MonitoringEmitter.EmitMeasured(_writer, Signatures.Private(_method, names.Measured, "async "), _model, _method, load);
        _writer.Blank();
        EmitLoad(Signatures.Private(_method, names.Miss, modifier));
    }

    // Whether the region's list has to be awaited to become the method's.
    private bool IsConverted => _list.ResultKind != ListKind.ReadOnlyListInterface;

    private void EmitLoad(string declaration)
    {
        var (start, end) = (IsConverted, _list.ResultKind) switch
        {
            (false, _) => ("=> ", _method.ReturnKind == ReturnKind.TaskOfValue ? ".AsTask();" : ";"),
            (_, ListKind.ReadOnlyCollectionInterface) => ("=> await ", ".ConfigureAwait(false);"),
            _ => ("=> [.. await ", ".ConfigureAwait(false)];"),
        };
        var key = $"static ({KeyState()}, {_names.Item}) => new {_region.Key}({KeyParts()})";
        _writer.Lines(declaration).Indented(Layout.List(
            $"{start}{_region.Field}.LoadManyAsync",
            [Requested(), _state.Expression, key, $"static {Load()}", _names.Token ?? "default"],
            end));
    }

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
        return ListConversion.ToReadOnlyList(parameters, call, _list.ResultKind, Values, isExact: true);
    }
}
