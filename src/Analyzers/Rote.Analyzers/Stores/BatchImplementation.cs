using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Rote.Analyzers.Stores;

/// <summary>
/// Whether single calls are what a batch is made of, so that calling the batch instead would recurse or repeat.
/// </summary>
internal static class BatchImplementation
{
    /// <summary>
    /// Whether a method is, overrides or implements a route's sibling, or is a private helper that only such a method uses.
    /// </summary>
    public static bool Is(IMethodSymbol method, BatchRoute route)
        => Implements(method, route.Sibling) || IsHelperOf(method, route);

    /// <summary>
    /// Whether an operation is the alternative to the batch: the branch, or the handler, of a statement whose other branch, or
    /// body, calls the sibling; or what follows a branch that calls it and returns; or a branch of a question whether the store
    /// can take batches.
    /// </summary>
    public static bool IsFallback(IOperation operation, BatchRoute route)
    {
        var child = operation;
        for (var parent = operation.Parent; parent is not null; child = parent, parent = parent.Parent)
        {
            var alternatives = parent switch
            {
                IConditionalOperation conditional when child == conditional.WhenFalse => [conditional.WhenTrue],
                IConditionalOperation { WhenFalse: { } otherwise } conditional when child == conditional.WhenTrue => [otherwise],
                ITryOperation attempt when child is ICatchClauseOperation => [attempt.Body],
                ISwitchOperation choice when child is ISwitchCaseOperation => choice.Cases.Where(other => other != child),
                IBlockOperation block => block.Operations.TakeWhile(statement => statement != child).Where(EndsInReturn),
                _ => Enumerable.Empty<IOperation>(),
            };
            if (alternatives.Any(alternative => Calls(alternative, route.Sibling))
                || (parent is IConditionalOperation test && child != test.Condition && AsksForBatches(test.Condition)))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Implements(IMethodSymbol method, IMethodSymbol sibling)
    {
        for (var current = method; current is not null; current = current.OverriddenMethod)
        {
            if (Same(current, sibling)
                || current.ExplicitInterfaceImplementations.Any(implemented => Same(implemented, sibling))
                || IsImplementedBy(sibling, current))
            {
                return true;
            }

            // The receiver may be another construction of the same generic interface.
            if (current.Name == sibling.Name && current.ContainingType.AllInterfaces
                .SelectMany(candidate => candidate.GetMembers(sibling.Name))
                .Any(member => Same(member, sibling) && IsImplementedBy(member, current)))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsImplementedBy(ISymbol member, IMethodSymbol method)
        => Same(method.ContainingType.FindImplementationForInterfaceMember(member), method);

    // By name, within the type's own declarations: a private method cannot be used elsewhere.
    private static bool IsHelperOf(IMethodSymbol method, BatchRoute route)
    {
        if (method.DeclaredAccessibility != Accessibility.Private
            || !method.ContainingType.AllInterfaces.Contains(route.Sibling.ContainingType, SymbolEqualityComparer.Default))
        {
            return false;
        }

        var users = method.ContainingType.DeclaringSyntaxReferences
            .SelectMany(reference => reference.GetSyntax().DescendantNodes())
            .OfType<IdentifierNameSyntax>()
            .Where(name => name.Identifier.ValueText == method.Name)
            .Select(name => name.FirstAncestorOrSelf<MethodDeclarationSyntax>()?.Identifier.ValueText)
            .Where(user => user != method.Name)
            .ToList();
        return users.Count > 0 && users.All(user => user == route.Sibling.Name);
    }

    private static bool AsksForBatches(IOperation condition)
        => condition.DescendantsAndSelf().OfType<IMemberReferenceOperation>().Any(reference =>
            reference.Type?.SpecialType == SpecialType.System_Boolean
            && (reference.Member.Name.Contains("Batch") || reference.Member.Name.Contains("Bulk")));

    private static bool EndsInReturn(IOperation statement)
        => statement is IConditionalOperation { WhenFalse: null } conditional
            && conditional.WhenTrue.DescendantsAndSelf().Any(part => part is IReturnOperation or IThrowOperation);

    private static bool Calls(IOperation operation, IMethodSymbol sibling)
        => operation.DescendantsAndSelf().OfType<IInvocationOperation>().Any(call => call.TargetMethod.Name == sibling.Name
            && (Same(call.TargetMethod, sibling)
                || Same(call.TargetMethod.ContainingType.FindImplementationForInterfaceMember(sibling), call.TargetMethod)));

    private static bool Same(ISymbol? one, ISymbol? other)
        => SymbolEqualityComparer.Default.Equals(one?.OriginalDefinition, other?.OriginalDefinition);
}
