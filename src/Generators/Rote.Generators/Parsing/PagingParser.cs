using Microsoft.CodeAnalysis;
using Rote.Generators.Model;
using Rote.Generators.Shared;

namespace Rote.Generators.Parsing;

/// <summary>Reads which streams are made of pages.</summary>
internal sealed class PagingParser(IReadOnlyList<InterfaceMember> members, TypeWriter types)
{
    private const int DefaultPageSize = 100;

    /// <summary>How a stream is made of pages; nothing where nobody asks for it, or where the page method does not fit.</summary>
    public PagedModel? Parse(IMethodSymbol stream)
    {
        if (stream.FindAttribute(KnownAttributes.Paged) is not { } attribute
            || attribute.ConstructorArguments.FirstOrDefault().Value is not string { Length: > 0 } name
            || (attribute.Value<int>("PageSize") ?? DefaultPageSize) is not (> 0 and var pageSize)
            || AspectRules.CannotBeCopied(stream))
        {
            return null;
        }

        foreach (var member in members)
        {
            if (member.Method is { } page
                && page.Name == name
                && !AspectRules.CannotBeCopied(page)
                && PageSiblings.Match(stream, page) is { } sibling)
            {
                return new(
                    Identifiers.Escape(name),
                    member.IsExplicit ? types.Write(page.ContainingType) : null,
                    TypeFacts.ReturnKindOf(page),
                    types.Write(TypeFacts.ResultOf(page)!),
                    pageSize,
                    ArgumentsOf(sibling, IsOverloaded(name)).ToEquatableArray());
            }
        }

        return null;
    }

    private bool IsOverloaded(string name) => members.Count(member => member.Method?.Name == name) > 1;

    // Behind one that is left out, arguments have names. None is where the method has overloads: the compiler would prefer one
    // that does not have it at all.
    private IEnumerable<PageArgumentModel> ArgumentsOf(PageSibling sibling, bool isOverloaded)
    {
        var isBehindGap = false;
        foreach (var parameter in sibling.Method.Parameters)
        {
            var argument = sibling.Arguments[parameter.Ordinal];
            if (argument == PageSibling.LeftOut)
            {
                if (isOverloaded && ConstantWriter.DefaultOf(parameter, types) is { } value)
                {
                    yield return new($"{Identifiers.Escape(parameter.Name)}: {value}", argument);
                }

                isBehindGap = true;
                continue;
            }

            yield return new(isBehindGap ? Identifiers.Escape(parameter.Name) + ": " : "", argument);
        }
    }
}
