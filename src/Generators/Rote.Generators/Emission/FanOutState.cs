using Rote.Generators.Model;

namespace Rote.Generators.Emission;

/// <summary>What a static lambda is given of a call to make it on each store, instead of capturing it.</summary>
internal sealed class FanOutState
{
    private readonly LocalNames _names;
    private readonly List<ParameterModel> _parameters;

    public FanOutState(MethodModel method, LocalNames names)
    {
        _names = names;
        _parameters = [.. method.Parameters.Where(parameter => !parameter.IsToken)];
    }

    /// <summary>The state as an argument; none where the call needs nothing.</summary>
    public IEnumerable<string> Arguments => _parameters.Count switch
    {
        0 => [],
        1 => [_parameters[0].Name],
        _ => [$"({string.Join(", ", _parameters.Select(parameter => parameter.Name))})"],
    };

    /// <summary>The lambda's parameters, in brackets.</summary>
    public string LambdaParameters
        => $"({string.Join(", ", StateNames.Prepend(_names.Store).Append(_names.Token ?? "_"))})";

    private IEnumerable<string> StateNames => _parameters.Count switch
    {
        0 => [],
        1 => [_parameters[0].Name],
        _ => [_names.State],
    };

    /// <summary>A parameter inside the lambda.</summary>
    public string Access(ParameterModel parameter)
    {
        var place = _parameters.FindIndex(own => own.Name == parameter.Name);
        var name = _parameters.Count == 1 ? parameter.Name : $"{_names.State}.{LoadState.ElementName(parameter, place)}";
        return name + parameter.Forgiveness;
    }
}
