using Rote.Generators.Model;
using Rote.Generators.Shared;

namespace Rote.Generators.Emission;

/// <summary>Writes streams that are made of pages. The runtime reads ahead.</summary>
internal static class PagingEmitter
{
    /// <summary>The stream.</summary>
    /// <param name="method">The method that returns it.</param>
    /// <param name="self">What stands before members of the decorator: nothing, or <c>self.</c> in a static lambda.</param>
    /// <param name="arguments">An expression for each parameter.</param>
    public static Call Stream(MethodModel method, string self, IReadOnlyList<string> arguments)
    {
        var paged = method.Aspects.Paged!;
        var names = new LocalNames(method);
        var passed = paged.Arguments.Select(argument => argument.Prefix + ValueOf(argument.Parameter, names, arguments));
        var store = self.Length == 0 ? "this" : self.TrimEnd('.');
        var page = new Call($"{Calls.Receiver(paged.Cast, store)}.{paged.Name}({string.Join(", ", passed)})", paged.Kind);
        var used = paged.Arguments.Select(argument => argument.Parameter).ToList();
        var limit = used.Contains(PageSibling.Limit) ? names.Limit : "_";
        var token = used.Contains(PageSibling.Token) ? names.PageToken : "_";
        var read = Layout.Lambda(
            $"({names.Cursor}, {limit}, {token})", page.As(ReturnKind.ValueTaskOfValue, paged.Page));
        var tokens = method.Parameters
            .Select((parameter, index) => parameter.IsToken ? arguments[index] : null)
            .OfType<string>();
        return new(
            Layout.List($"{KnownNames.PagedStreams}.ReadAsync", [read, Literals.Number(paged.PageSize), .. tokens], ""),
            ReturnKind.Value);
    }

    private static string ValueOf(int parameter, LocalNames names, IReadOnlyList<string> arguments) => parameter switch
    {
        PageSibling.Cursor => names.Cursor,
        PageSibling.Limit => names.Limit,
        PageSibling.Token => names.PageToken,
        PageSibling.LeftOut => "",
        _ => arguments[parameter],
    };
}
