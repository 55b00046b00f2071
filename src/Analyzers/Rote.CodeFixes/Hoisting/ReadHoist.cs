using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;
using Rote.Analyzers.Dataflow;
using Rote.Analyzers.Stores;

namespace Rote.CodeFixes.Hoisting;

/// <summary>A call whose result is used goes in front of the loop, which then takes the results by index.</summary>
internal static class ReadHoist
{
    private const string ResultsName = "loaded";
    private const string SourceName = "items";

    private static readonly string[] SizeNames = ["Count", "Length"];

    /// <summary>The rewrite, or nothing where it would not be safe.</summary>
    public static Hoist? TryPlan(HoistContext context, StoreSymbols symbols)
    {
        var route = context.Finding.Route;
        if (!HoistSafety.IsPositional(route, symbols)
            || (StoreSymbols.Has(route.Single, symbols.Cached) && !StoreSymbols.Has(route.Sibling, symbols.Cached))
            || !Collections.IsIndexable(context.Loop.SourceType)
            || (context.Loop.IsForEach
                && (context.Loop.Element is null || SizeOf(context) is null || HasCommentsInHeader(context.Loop)))
            || !ComesFirst(context)
            || !IsKnownBefore(context))
        {
            return null;
        }

        var changes = new List<TextChange>();
        var source = NameSource(context, changes);
        if (TryWriteItems(context, source) is not { } items
            || BatchCallText.TryWrite(context.Text, context.Wait, context.Finding, items) is not { } call)
        {
            return null;
        }

        var results = context.Names.TakePlural(ResultName(context.Statement), ResultsName);
        changes.Add(context.LineBefore($"var {results} = {call};"));
        var counter = context.Loop.Counter?.Name ?? context.Names.Take("i");
        var replaced = context.Wait.Parent as ParenthesizedExpressionSyntax ?? (ExpressionSyntax)context.Wait;
        changes.Add(new(replaced.Span, $"{results}[{counter}]"));
        changes.AddRange(context.Loop.IsForEach ? ToFor(context, source, counter) : DropElement(context));
        changes.AddRange(LinqImport.For(context.Model, context.Text, items, context.Loop.Statement.SpanStart));
        var title = $"Call '{route.Sibling.Name}' once before the loop (if it fails, no element is processed)";
        return new(title, [.. Merge(changes)]);
    }

    // Nothing with an effect runs before the call, neither in front of its statement nor inside it.
    private static bool ComesFirst(HoistContext context)
    {
        var before = context.Loop.Statements.TakeWhile(statement => statement != context.Statement);
        if (before.Any())
        {
            return before.All(statement => statement is LocalDeclarationStatementSyntax local
                && context.Model.GetOperation(local) is IVariableDeclarationGroupOperation group
                && group.Descendants().OfType<IVariableInitializerOperation>()
                    .All(initializer => HoistSafety.IsPlain(initializer.Value)))
                && StartsWithCall(context);
        }

        return StartsWithCall(context);
    }

    private static bool StartsWithCall(HoistContext context)
        => context.Model.GetOperation(context.Statement) is { } operation
            && !operation.Descendants().Any(part => part.Syntax.Span.End <= context.Wait.SpanStart && HasEffect(part));

    private static bool HasEffect(IOperation operation) => operation
        is IInvocationOperation
        or IObjectCreationOperation
        or IAssignmentOperation
        or IIncrementOrDecrementOperation
        or IAwaitOperation;

    // The item is made of the element and of what does not change; nothing in the loop changes the element first.
    private static bool IsKnownBefore(HoistContext context)
    {
        var item = context.Finding.Item.Value;
        var facts = context.Finding.Facts;
        var ownReads = new HashSet<IOperation>(context.ElementReads(item).SelectMany(read => read.DescendantsAndSelf()));
        return HoistSafety.IsPlain(item)
            && SymbolReads.References(item).Where(reference => !ownReads.Contains(reference))
                .All(reference => HoistSafety.IsInvariant(reference, facts))
            && (context.ItemIsElement || !IsElementChanged(context, facts));
    }

    private static bool IsElementChanged(HoistContext context, RegionFacts facts)
        => facts.Writes.Any(write => write.Kind != WriteKind.Assignment
            && (SymbolEqualityComparer.Default.Equals(write.Symbol, context.Loop.Element)
                || SymbolEqualityComparer.Default.Equals(write.Symbol, context.Model.GetSymbolInfo(context.Loop.Source).Symbol))
            && !IsOfAnotherMember(context, write));

    // doc.Vector = … does not change doc.Text, if nothing but the member's own field is behind it.
    private static bool IsOfAnotherMember(HoistContext context, RegionWrite write)
        => write.Site is ISimpleAssignmentOperation { Target: IMemberReferenceOperation { Instance: { } instance } target }
            && context.Loop.IsElement(instance)
            && IsPlainMember(target.Member)
            && !context.Finding.Item.Value.DescendantsAndSelf().OfType<IMemberReferenceOperation>()
                .Any(read => SymbolEqualityComparer.Default.Equals(read.Member, target.Member));

    private static bool IsPlainMember(ISymbol member)
        => member is IFieldSymbol || member.ContainingType.GetMembers().OfType<IFieldSymbol>()
            .Any(field => SymbolEqualityComparer.Default.Equals(field.AssociatedSymbol, member));

    // A local or parameter is used as it is; anything else is evaluated once, as foreach does.
    private static string NameSource(HoistContext context, List<TextChange> changes)
    {
        if (context.Model.GetSymbolInfo(context.Loop.Source).Symbol is ILocalSymbol or IParameterSymbol
            && context.Loop.Source is IdentifierNameSyntax)
        {
            return context.Loop.Source.ToString();
        }

        var name = context.Names.Take(SourceName);
        changes.Add(context.LineBefore($"var {name} = {context.Loop.Source};"));
        return name;
    }

    private static string? TryWriteItems(HoistContext context, string source)
    {
        if (context.ItemIsElement && context.FitsCollection(context.Loop.SourceType))
        {
            return source;
        }

        if (Collections.ElementOf(context.CollectionType) is not { } element
            || context.ConversionFrom(element) is not { } conversion)
        {
            return null;
        }

        // A list of int is no list of long, although an int is an argument for a long.
        var item = context.Finding.Item.Value;
        if (HoistableLoop.Unwrap(item).Type is not { } type
            || context.Model.Compilation.ClassifyConversion(type, element)
                is not ({ IsIdentity: true } or { IsImplicit: true, IsReference: true }))
        {
            return null;
        }

        if (context.ItemIsElement)
        {
            return $"{source}.{conversion}()";
        }

        var parameter = context.Loop.Element?.Name ?? context.Names.Take("item");
        var reads = context.ElementReads(item).Select(read => new TextChange(read.Syntax.Span, parameter)).Distinct();
        return $"{source}.Select({parameter} => {BatchCallText.Apply(context.Text, item.Syntax.Span, reads)}).{conversion}()";
    }

    private static string ResultName(StatementSyntax statement)
        => statement is LocalDeclarationStatementSyntax { Declaration.Variables.Count: 1 } local
            ? local.Declaration.Variables[0].Identifier.ValueText
            : "";

    // How the source says how many it holds, or nothing where only an interface of it does.
    private static string? SizeOf(HoistContext context)
        => SizeNames.FirstOrDefault(name => context.Model
            .LookupSymbols(context.Loop.Statement.SpanStart, context.Loop.SourceType, name)
            .Any(symbol => symbol is IPropertySymbol));

    private static IEnumerable<TextChange> ToFor(HoistContext context, string source, string counter)
    {
        var loop = (ForEachStatementSyntax)context.Loop.Statement;
        var header = TextSpan.FromBounds(loop.SpanStart, loop.CloseParenToken.Span.End);
        yield return new(header, $"for (var {counter} = 0; {counter} < {source}.{SizeOf(context)}; {counter}++)");
        if (!context.UsesOf(context.Loop.Element!, context.Wait).Any())
        {
            yield break;
        }

        var declaration = $"{loop.Type} {loop.Identifier} = {source}[{counter}];";
        if (loop.Statement is BlockSyntax block)
        {
            yield return new(new(block.OpenBraceToken.Span.End, 0), SeparatorAfterBrace(context, block) + declaration);
            yield break;
        }

        var inner = context.LineEnd + context.Indent + Text.Lines.Step;
        var between = TextSpan.FromBounds(loop.CloseParenToken.Span.End, loop.Statement.SpanStart);
        yield return new(between, context.LineEnd + context.Indent + "{" + inner + declaration + inner);
        yield return new(new(loop.Statement.Span.End, 0), context.LineEnd + context.Indent + "}");
    }

    // The header is written anew, with what stands between it and a statement without a block.
    private static bool HasCommentsInHeader(HoistableLoop loop)
    {
        var header = TextSpan.FromBounds(loop.Statement.SpanStart, loop.Body.SpanStart);
        return loop.Statement.DescendantTrivia().Any(trivia => header.Contains(trivia.Span) && IsComment(trivia));
    }

    private static bool IsComment(SyntaxTrivia trivia)
        => !trivia.IsKind(SyntaxKind.WhitespaceTrivia) && !trivia.IsKind(SyntaxKind.EndOfLineTrivia);

    // A block on one line stays on one line.
    private static string SeparatorAfterBrace(HoistContext context, BlockSyntax block)
    {
        var lines = context.Text.Lines;
        var first = block.Statements[0].SpanStart;
        return lines.IndexOf(block.OpenBraceToken.SpanStart) == lines.IndexOf(first)
            ? " "
            : context.LineEnd + Text.Lines.IndentAt(context.Text, first);
    }

    // Where the call was the only use of the element's local, the local goes too.
    private static IEnumerable<TextChange> DropElement(HoistContext context)
    {
        if (context.Loop is { ElementDeclaration: { } declaration, Element: { } element }
            && !context.UsesOf(element, context.Wait).Any()
            && !declaration.DescendantTrivia().Any(trivia => IsComment(trivia) && declaration.Span.Contains(trivia.Span)))
        {
            var next = declaration.GetLastToken().GetNextToken();
            var end = declaration.GetTrailingTrivia().Concat(next.LeadingTrivia).Where(IsComment)
                .Select(comment => comment.SpanStart).Append(next.SpanStart).Min();
            yield return new(TextSpan.FromBounds(declaration.SpanStart, end), "");
        }
    }

    // Lines in front of the loop share a place with the loop's own header: one change each place.
    private static IEnumerable<TextChange> Merge(List<TextChange> changes)
        => changes.Select((change, order) => (change, order))
            .GroupBy(entry => entry.change.Span.Start)
            .OrderBy(group => group.Key)
            .Select(group => group.OrderBy(entry => entry.change.Span.Length)
                .ThenBy(entry => entry.order)
                .Select(entry => entry.change)
                .ToList())
            .Select(group => new TextChange(group.Last().Span, string.Concat(group.Select(change => change.NewText))));
}
