using Microsoft.CodeAnalysis;
using Rote.Generators.Shared;

namespace Rote.Generators.Parsing;

/// <summary>The parameters of a method that records samples, by what they are.</summary>
/// <param name="Sample">What is recorded.</param>
/// <param name="Time">When; <see langword="null"/> for now.</param>
/// <param name="Others">The group and the series: all but these and the token.</param>
internal sealed record SampleCall(
    IParameterSymbol Sample, IParameterSymbol? Time, IReadOnlyList<IParameterSymbol> Others)
{
    /// <summary>Reads a method, or nothing where it does not say what it records, or when.</summary>
    public static SampleCall? Of(IMethodSymbol method)
    {
        var marked = method.Parameters
            .Where(parameter => parameter.FindAttribute(KnownAttributes.Sample) is not null)
            .ToList();
        var samples = marked.Count > 0 ? marked : [.. method.Parameters.Where(IsCandidate)];
        var times = method.Parameters.Where(IsTime).ToList();
        var tokens = method.Parameters.Count(parameter => parameter.Type.IsCancellationToken());
        if (samples.Count != 1 || !IsCandidate(samples[0]) || times.Count > 1 || tokens > 1)
        {
            return null;
        }

        var time = times.FirstOrDefault();
        return new(
            samples[0],
            time,
            [.. method.Parameters.Where(parameter
                => !Is(parameter, samples[0]) && !Is(parameter, time) && !parameter.Type.IsCancellationToken())]);
    }

    // A scope says whose sample it is, also where it is a number.
    private static bool IsCandidate(IParameterSymbol parameter)
        => !parameter.IsScope() && parameter.Type.SpecialType is >= SpecialType.System_SByte and <= SpecialType.System_Double;

    private static bool IsTime(IParameterSymbol parameter)
        => !parameter.IsScope() && parameter.Type.Is("System", nameof(DateTimeOffset));

    private static bool Is(IParameterSymbol one, IParameterSymbol? other) => SymbolEqualityComparer.Default.Equals(one, other);
}
