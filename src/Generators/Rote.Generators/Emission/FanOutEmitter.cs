using Rote.Generators.Model;
using Rote.Generators.Shared;

namespace Rote.Generators.Emission;

/// <summary>Writes methods that call all stores: searches, whose items are merged, and calls that all must take.</summary>
internal static class FanOutEmitter
{
    /// <summary>The method.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="type">The composite.</param>
    /// <param name="method">The method.</param>
    /// <param name="search">How its answers are merged; nothing for a call that all must take.</param>
    public static void Emit(SourceWriter writer, TypeModel type, MethodModel method, FanOutSearchModel? search)
    {
        var names = new LocalNames(method);
        var call = search is null ? All(type, method, names) : Search(type, method, search, names);
        var isWhole = search is null || search.Answer == ListKind.None;
        if (isWhole && !LinkedTokens.AreNeeded(names))
        {
            writer.Lines(Signatures.Implementing(method)).Indented($"=> {call.As(method.ReturnKind, method.Result)};");
            return;
        }

        using var body = writer.Open(Signatures.Implementing(method, "async "));
        if (LinkedTokens.AreNeeded(names))
        {
            writer.Lines(LinkedTokens.Declare(names));
        }

        if (isWhole)
        {
            writer.Lines($"{(search is null ? "" : "return ")}{call.Awaited};");
            return;
        }

        writer.Lines($"var {names.Result} = {call.Awaited};").Lines($"return {Returned(search!, names)};");
    }

    private static string TokenOf(LocalNames names)
        => LinkedTokens.AreNeeded(names) ? LinkedTokens.Token(names) : names.Token ?? "default";

    private static Call All(TypeModel type, MethodModel method, LocalNames names)
    {
        var state = new FanOutState(method, names);
        var call = Store(type, method, names, state).As(ReturnKind.ValueTask, result: null);
        var lambda = Layout.Lambda($"static {state.LambdaParameters}", call);
        return new(
            Layout.List($"{type.Names.Context}.CallAllAsync", [.. state.Arguments, lambda, TokenOf(names)], ""), ReturnKind.Task);
    }

    private static Call Search(TypeModel type, MethodModel method, FanOutSearchModel search, LocalNames names)
    {
        var state = new FanOutState(method, names);
        string[] arguments =
        [
            .. state.Arguments,
            Ask(search, state.LambdaParameters, Store(type, method, names, state)),
            $"static {names.Item} => {ScoreOf(search.Score, names.Item)}",
            $"static {names.Item} => {ValueOf(search.Key, names.Item)}",
            LimitOf(search),
            TokenOf(names),
        ];
        return new(Layout.List($"{type.Names.Context}.SearchAsync", arguments, ""), ReturnKind.TaskOfValue);
    }

    private static Call Store(TypeModel type, MethodModel method, LocalNames names, FanOutState state)
    {
        var receiver = Calls.Receiver(method.Implementation.Cast, InnerEmitter.Asked(type, names.Store, method.Name));
        var arguments = method.Parameters
            .Select(parameter => parameter.IsToken ? names.Token! : state.Access(parameter))
            .ToList();
        return new Call($"{receiver}.{method.Name}{Calls.WithBrackets(method, arguments)}", method.ReturnKind).Forgiven(method);
    }

    // As the runtime takes it: a ValueTask of a list. Sequences are read there, and a missing answer is refused there.
    private static string Ask(FanOutSearchModel search, string parameters, Call store)
        => search.Answer == ListKind.ReadOnlyListInterface
            ? Layout.Lambda($"static {parameters}", store.As(ReturnKind.ValueTaskOfValue, search.Items))
            : Layout.Lambda($"static async {parameters}", $"{KnownNames.FanOutAnswers}.ListOf({store.Awaited})");

    private static string Returned(FanOutSearchModel search, LocalNames names)
        => search.Answer is ListKind.ReadOnlyListInterface or ListKind.ReadOnlyCollectionInterface or ListKind.Enumerable
            ? $"{names.Result}.Items"
            : $"[.. {names.Result}.Items]";

    private static string LimitOf(FanOutSearchModel search)
    {
        var maxItems = Literals.Number(search.MaxItems);
        return search.Limit is null ? maxItems
            : search.MaxItems == 0 ? search.Limit
            : $"{KnownTypes.Math}.Min({search.Limit}, {maxItems})";
    }

    // Not a number ranks last, and its negative is not a number either.
    private static string ScoreOf(FanOutScoreModel score, string item)
    {
        var value = ValueOf(score.Value, item);
        if (score.IsNullable)
        {
            value = $"{(score.IsFloating ? "" : "(double?)")}{value} ?? double.NaN";
            return score.IsLowestFirst ? $"-({value})" : value;
        }

        value = score.IsFloating ? value : $"(double){value}";
        return score.IsLowestFirst ? $"-{value}" : value;
    }

    private static string ValueOf(FanOutValueModel value, string item)
        => value.IsStatic ? $"{value.Name}({item})" : $"{item}.{value.Name}";
}
