using Rote.Generators.Model;
using Rote.Generators.Shared;

namespace Rote.Generators.Emission;

/// <summary>A call as an expression.</summary>
/// <param name="Text">The expression.</param>
/// <param name="Kind">How it hands its result over.</param>
internal readonly record struct Call(string Text, ReturnKind Kind)
{
    /// <summary>The expression, awaited where there is something to await.</summary>
    public string Awaited => Kind is ReturnKind.Nothing or ReturnKind.Value ? Text : $"await {Text}.ConfigureAwait(false)";

    /// <summary>What stands behind the result of a call whose attributes say more about null than its type.</summary>
    /// <remarks>The compiler does not see it of an entry, nor in a private method, which has no such attributes.</remarks>
    /// <param name="method">The method.</param>
    public static string ForgivenessOf(MethodModel method)
        => method.ReturnKind is ReturnKind.Value or ReturnKind.Task or ReturnKind.TaskOfValue
            && method.Implementation.Attributes.Any(IsAboutResult) ? "!" : "";

    /// <summary>The call, with its result taken as the method's type says.</summary>
    /// <param name="method">The method.</param>
    public Call Forgiven(MethodModel method) => this with { Text = Text + ForgivenessOf(method) };

    /// <summary>The expression as a method returns it that hands its result over in another way.</summary>
    /// <param name="kind">The other way.</param>
    /// <param name="result">What the task brings.</param>
    public string As(ReturnKind kind, string? result) => (Kind, kind) switch
    {
        _ when Kind == kind => Text,
        (ReturnKind.ValueTask, ReturnKind.Task) or (ReturnKind.ValueTaskOfValue, ReturnKind.TaskOfValue) => $"{Text}.AsTask()",
        (ReturnKind.Task, ReturnKind.ValueTask) => $"new {KnownTypes.ValueTask}({Text})",
        (ReturnKind.TaskOfValue, ReturnKind.ValueTaskOfValue) => $"new {KnownTypes.ValueTask}<{result}>({Text})",
        _ => Text,
    };

    private static bool IsAboutResult(string attribute) => attribute.StartsWith("[return: ", StringComparison.Ordinal);
}
