using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Rote.Analyzers.Dataflow;
using Rote.Analyzers.Stores;
using Rote.Generators.Shared;

namespace Rote.CodeFixes.Hoisting;

/// <summary>Whether a call may leave its loop without anybody noticing but the store.</summary>
internal static class HoistSafety
{
    /// <summary>What a loop must not contain, whatever is hoisted out of it.</summary>
    public static bool AllowsHoisting(PerElementCall finding, HoistableLoop loop, StoreSymbols symbols)
    {
        var facts = finding.Facts;
        return loop.Statement.Parent is BlockSyntax or SwitchSectionSyntax or GlobalStatementSyntax
            && !facts.Region.IsInNestedFunction(finding.Call)
            && InvalidatesAsMuch(finding.Route, symbols)
            && !facts.ConditionsOf(finding.Call).Any()
            && !RegionExits.Exist(facts.Region)
            && facts.Region.Repeated.SelectMany(part => part.DescendantsAndSelf()).All(part => IsHarmless(part, finding, symbols))
            && OtherInputs(finding).All(input => IsInvariant(input, facts));
    }

    /// <summary>Whether the results come back one for each item, in order: by shape, and by declaration.</summary>
    public static bool IsPositional(BatchRoute route, StoreSymbols symbols)
        => BatchSiblings.Match(route.Single, route.Sibling) is not null
            && TypeFacts.ResultOf(route.Sibling) is { } result
            && Collections.IsIndexable(result)
            && (IsDeclared(route, symbols)
                || (StoreSymbols.Has(route.Sibling, symbols.Cached)
                    && CacheShape.Classify(route.Sibling).Kind == CacheVerdictKind.CacheablePerItem));

    /// <summary>Whether a member only reads: it is cached, or coalesced into calls that give results.</summary>
    public static bool IsRead(IMethodSymbol member, StoreSymbols symbols)
        => StoreSymbols.Has(member, symbols.Cached)
            || (StoreSymbols.Has(member, symbols.Batched)
                && TypeFacts.ResultOf(member) is not null
                && !StoreSymbols.Has(member, symbols.Invalidates));

    /// <summary>
    /// Whether an expression only looks at variables, members and literals, so that it gives the same value, and does nothing
    /// else, a little earlier.
    /// </summary>
    public static bool IsPlain(IOperation operation) => operation.DescendantsAndSelf().All(part => part switch
    {
        IConversionOperation conversion => conversion.OperatorMethod is null,
        IBinaryOperation binary => binary.OperatorMethod is null,
        IUnaryOperation unary => unary.OperatorMethod is null,
        ILocalReferenceOperation or IParameterReferenceOperation or IInstanceReferenceOperation => true,
        IMemberReferenceOperation or IArrayElementReferenceOperation or IArgumentOperation => true,
        ILiteralOperation or IDefaultValueOperation or INameOfOperation or IParenthesizedOperation => true,
        IInterpolatedStringOperation or IInterpolatedStringTextOperation or IInterpolationOperation => true,
        _ => false,
    });

    /// <summary>Whether an expression gives the same value in every iteration, and outside the loop.</summary>
    public static bool IsInvariant(IOperation operation, RegionFacts facts)
        => IsPlain(operation) && SymbolReads.References(operation).Select(reference => SymbolReads.SymbolOf(reference)!)
            .All(symbol => !facts.Region.IsFresh(symbol)
                && !facts.Counters.Contains(symbol, SymbolEqualityComparer.Default)
                && !facts.IsWritten(symbol));

    // The receiver, and every argument but the item.
    private static IEnumerable<IOperation> OtherInputs(PerElementCall finding)
        => finding.Call.Arguments.Where(argument => argument != finding.Item).Select(argument => argument.Value)
            .Concat(finding.Call.Instance is { } receiver ? [receiver] : []);

    private static bool IsDeclared(BatchRoute route, StoreSymbols symbols)
        => StoreSymbols.Find(route.Single, symbols.Batched) is { } batched
            && batched.ConstructorArguments.FirstOrDefault().Value as string == route.Sibling.Name;

    private static bool IsHarmless(IOperation part, PerElementCall finding, StoreSymbols symbols) => part switch
    {
        ITryOperation or ILockOperation or IUsingOperation or IUsingDeclarationOperation or ILabeledOperation => false,
        IForEachLoopOperation { IsAsynchronous: true } nested => nested == finding.Facts.Region.Operation,
        IReturnOperation { Kind: OperationKind.YieldReturn or OperationKind.YieldBreak } => false,
        IAwaitOperation wait => CallOf(wait) is { } call && (call == finding.Call || IsOtherRead(call, finding, symbols)),
        IInvocationOperation call => call == finding.Call
            || (!IsNotification(call) && IsOtherCallHarmless(call, finding, symbols)),
        _ => true,
    };

    private static bool IsOtherCallHarmless(IInvocationOperation call, PerElementCall finding, StoreSymbols symbols)
        => symbols.FindStoreMember(call.TargetMethod, call.Instance?.Type) is null
            ? call.Instance is not { Type: { } type } || !SymbolEqualityComparer.Default.Equals(type, finding.Call.Instance?.Type)
            : IsOtherRead(call, finding, symbols);

    // Of two store calls one may write, if the other is cached and its entries outlive that write: by their own declaration,
    // neither sees the other.
    private static bool IsOtherRead(IInvocationOperation call, PerElementCall finding, StoreSymbols symbols)
    {
        if (symbols.FindStoreMember(call.TargetMethod, call.Instance?.Type) is not { } other)
        {
            return false;
        }

        return IsRead(other, symbols)
            ? IsRead(finding.Route.Single, symbols) || SurvivesWrite(other, finding.Route.Single, symbols)
            : SurvivesWrite(finding.Route.Single, other, symbols);
    }

    private static bool SurvivesWrite(IMethodSymbol read, IMethodSymbol write, StoreSymbols symbols)
    {
        if (StoreSymbols.Find(read, symbols.Cached) is not { } cached
            || StoreSymbols.Find(write, symbols.Invalidates) is not { } invalidates)
        {
            return false;
        }

        var dropped = Dropped(invalidates);
        return !DropsAll(invalidates)
            && !dropped.Contains(read.Name)
            && !Named(cached, "Tags").Concat(Named(cached, "Region")).Any(dropped.Contains);
    }

    // Otherwise what the single calls drop from the cache would stay in it.
    private static bool InvalidatesAsMuch(BatchRoute route, StoreSymbols symbols)
        => StoreSymbols.Find(route.Single, symbols.Invalidates) is not { } single
            || (StoreSymbols.Find(route.Sibling, symbols.Invalidates) is { } sibling
                && (DropsAll(sibling) || (!DropsAll(single) && Dropped(single).IsSubsetOf(Dropped(sibling)))));

    private static bool DropsAll(AttributeData invalidates)
        => invalidates.NamedArguments.Any(argument => argument is { Key: "All", Value.Value: true });

    private static HashSet<string> Dropped(AttributeData invalidates)
        => [.. Named(invalidates, "Tags"), .. Named(invalidates, "Regions"),
            .. invalidates.ConstructorArguments.Where(argument => argument.Kind == TypedConstantKind.Array).SelectMany(Texts)];

    private static IEnumerable<string> Named(AttributeData attribute, string name)
        => attribute.NamedArguments.Where(argument => argument.Key == name).SelectMany(argument => Texts(argument.Value));

    private static IEnumerable<string> Texts(TypedConstant constant)
        => constant.Kind == TypedConstantKind.Array
            ? constant.Values.Select(value => value.Value).OfType<string>()
            : constant.Value is string text ? [text] : [];

    // Progress that is told between two calls would be told after the last.
    private static bool IsNotification(IInvocationOperation call)
        => call.TargetMethod.MethodKind == MethodKind.DelegateInvoke
            || call.TargetMethod.ContainingType is { Name: "IProgress" or "Progress" or "Console" }
            || call.TargetMethod.ContainingNamespace?.ToDisplayString() == "Microsoft.Extensions.Logging";

    private static IInvocationOperation? CallOf(IAwaitOperation wait)
    {
        var operand = HoistableLoop.Unwrap(wait.Operation);
        return operand is IInvocationOperation { TargetMethod.Name: "ConfigureAwait", Instance: IInvocationOperation inner }
            ? inner
            : operand as IInvocationOperation;
    }
}
