using Microsoft.CodeAnalysis;
using Rote.Generators.Model;
using Rote.Generators.Shared;

namespace Rote.Generators.Parsing;

/// <summary>Reads how the samples of a method are folded.</summary>
internal sealed class AggregationParser(IReadOnlyList<InterfaceMember> members, NameAllocator names, TypeWriter types)
{
    private readonly List<AggregatorModel> _aggregators = [];

    /// <summary>The aggregators of all methods read so far.</summary>
    public IReadOnlyList<AggregatorModel> Aggregators => _aggregators;

    /// <summary>The aspect of a method that can be wrapped, or nothing where it has none or no bulk method fits.</summary>
    public AggregatedModel? Parse(IMethodSymbol method, string operation)
    {
        if (method.FindAttribute(KnownAttributes.Aggregated) is not { } attribute
            || AggregationPolicyReader.BulkMemberOf(attribute) is not { } bulkName
            || !IsEligible(method)
            || SampleCall.Of(method) is not { } call)
        {
            return null;
        }

        foreach (var member in members)
        {
            if (member.Method is { } bulk
                && bulk.Name == bulkName
                && !SymbolEqualityComparer.Default.Equals(bulk, method)
                && Fit(call, bulk) is { } fit)
            {
                return Add(method, call, member, fit, AggregationPolicyReader.Read(attribute, operation));
            }
        }

        return null;
    }

    private AggregatedModel Add(
        IMethodSymbol method, SampleCall call, InterfaceMember bulk, AggregateFit fit, AggregationPolicyModel settings)
    {
        var group = GroupNames.Of(method, "Aggregator", fit.Group, names, types);
        types.Note(bulk.Symbol);
        _aggregators.Add(new(
            group.Field,
            group.Type,
            group.Parts,
            types.Write(fit.SeriesType),
            settings,
            BulkCall(bulk, fit)));
        return new(
            _aggregators.Count - 1,
            fit.Group.Select(parameter => parameter.Ordinal).ToEquatableArray(),
            fit.Series.Select(parameter => parameter.Ordinal).ToEquatableArray(),
            call.Sample.Ordinal,
            call.Sample.Type.SpecialType == SpecialType.System_Decimal,
            call.Time?.Ordinal);
    }

    private static bool IsEligible(IMethodSymbol method)
        => method is { IsStatic: false, MethodKind: MethodKind.Ordinary, IsGenericMethod: false }
            && TypeFacts.ReturnKindOf(method) is ReturnKind.Task or ReturnKind.ValueTask
            && method.Parameters.All(parameter => parameter.RefKind == RefKind.None && !parameter.Type.IsStackBound());

    /// <summary>What becomes of the parameters of the single method in a bulk method, or nothing where they do not fit.</summary>
    private AggregateFit? Fit(SampleCall call, IMethodSymbol bulk)
    {
        var lists = bulk.Parameters.Where(parameter => SeriesTypeOf(parameter) is not null).ToList();
        if (!IsEligible(bulk) || bulk.IsForbidden() || bulk.HasRequirements() || lists.Count != 1)
        {
            return null;
        }

        var group = call.Others.Where(parameter => bulk.Parameters.Any(other => IsSame(parameter, other))).ToList();
        var series = call.Others.Except(group).ToList();
        var isCarried = bulk.Parameters.All(parameter
            => parameter.IsOptional
                || parameter.Type.IsCancellationToken()
                || SymbolEqualityComparer.Default.Equals(parameter, lists[0])
                || group.Any(single => IsSame(single, parameter)));
        var seriesType = SeriesTypeOf(lists[0])!;

        // A scope that is part of the series would travel with others.
        return isCarried && IsSeries(series, seriesType) && !series.Any(ParameterMarks.IsScope) && group.All(IsKeyable)
            ? new(lists[0], group, series, seriesType)
            : null;
    }

    // One parameter as it is, several as a tuple. A series is never null.
    private bool IsSeries(List<IParameterSymbol> parameters, ITypeSymbol type)
    {
        if (parameters.Count == 1)
        {
            return IsKeyable(parameters[0])
                && type.NullableAnnotation != NullableAnnotation.Annotated
                && type.OriginalDefinition.SpecialType != SpecialType.System_Nullable_T
                && types.Write(parameters[0].Type) == types.Write(type);
        }

        return type is INamedTypeSymbol { IsTupleType: true, TupleElements: var elements }
            && elements.Length == parameters.Count
            && elements.Zip(parameters, (element, parameter)
                => IsKeyable(parameter) && types.Write(element.Type) == types.Write(parameter.Type)).All(fits => fits);
    }

    private BulkCallModel BulkCall(InterfaceMember member, AggregateFit fit)
    {
        var bulk = member.Method!;
        var arguments = new List<BulkArgumentModel>();
        for (var place = 0; place < bulk.Parameters.Length; place++)
        {
            var parameter = bulk.Parameters[place];
            var name = arguments.Count < place ? Identifiers.Escape(parameter.Name) : "";
            var group = fit.Group.FindIndex(single => IsSame(single, parameter));
            if (parameter.Type.IsCancellationToken())
            {
                arguments.Add(new(BulkArgumentKind.Token, 0, name));
            }
            else if (SymbolEqualityComparer.Default.Equals(parameter, fit.List))
            {
                arguments.Add(new(BulkArgumentKind.Items, 0, name));
            }
            else if (group >= 0)
            {
                arguments.Add(new(BulkArgumentKind.Group, group, name));
            }
        }

        return new(
            Identifiers.Escape(bulk.Name),
            member.IsAmbiguous ? types.Write(bulk.ContainingType) : null,
            arguments.ToEquatableArray(),
            ListTypes.Classify(fit.List.Type, out _),
            members.Count(other => other.Symbol.Name == bulk.Name) > 1 ? types.Write(fit.List.Type) : null,
            TypeFacts.ReturnKindOf(bulk),
            BatchAnswerKind.Nothing,
            ListKind.None,
            DictionaryKind.None,
            IsExact: true);
    }

    private static ITypeSymbol? SeriesTypeOf(IParameterSymbol parameter)
        => ListTypes.ElementOf(parameter.Type) is INamedTypeSymbol element && element.Is("Rote.Buffering", "Aggregate", 1)
            ? element.TypeArguments[0]
            : null;

    private static bool IsKeyable(IParameterSymbol parameter) => KeyTypes.IsKeyable(parameter.Type);

    private bool IsSame(IParameterSymbol one, IParameterSymbol other)
        => one.Name == other.Name && types.Write(one.Type) == types.Write(other.Type);
}
