using Rote.Generators.Model;

namespace Rote.Generators.Emission;

/// <summary>How a method with one entry for each call makes its key, and what it gives to its load.</summary>
internal sealed class KeyedLoad
{
    private readonly MethodModel _method;
    private readonly RegionModel _region;
    private readonly CachedModel _cached;
    private readonly LocalNames _names;

    public KeyedLoad(DecoratorModel model, MethodModel method, LocalNames names)
    {
        _method = method;
        _cached = method.Aspects.Cached!;
        _region = model.Regions[_cached.Region];
        _names = names;
        State = new(names, [.. method.Parameters.Where((parameter, index) => !IsGivenOtherwise(parameter, index))]);
    }

    /// <summary>The decorator and the parameters that are not in the key.</summary>
    public LoadState State { get; }

    /// <summary>The key of a call.</summary>
    public string NewKey
    {
        get
        {
            var arguments = _cached.KeyParameters
                .Select(index => _method.Parameters[index].Name + _method.Parameters[index].Forgiveness);
            return $"new {_region.Key}({string.Join(", ", arguments)})";
        }
    }

    /// <summary>Arguments of the inner call: parts of the key, what is not in it, and the token of the load.</summary>
    public IReadOnlyList<string> Arguments => [.. _method.Parameters.Select((parameter, index) =>
    {
        var part = _cached.KeyParameters.TakeWhile(keyed => keyed != index).Count();
        return part < _cached.KeyParameters.Count ? $"{_names.Key}.{_region.Parts[part].Name}{parameter.Forgiveness}"
            : IsGivenOtherwise(parameter, index) ? _names.Token!
            : State.Access(parameter);
    })];

    // A plain call has no token of its own: its callers' are passed on as they are.
    private bool IsGivenOtherwise(ParameterModel parameter, int index)
        => _cached.KeyParameters.Contains(index) || (parameter.IsToken && (_method.IsAsync || _cached.IsBuffered));
}
