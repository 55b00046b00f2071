using Rote.Generators.Shared;

namespace Rote.Generators.Emission;

/// <summary>A call as an expression.</summary>
/// <param name="Text">The expression.</param>
/// <param name="Kind">How it hands its result over.</param>
internal readonly record struct Call(string Text, ReturnKind Kind)
{
    /// <summary>The expression, awaited where there is something to await.</summary>
    public string Awaited => Kind is ReturnKind.Nothing or ReturnKind.Value ? Text : $"await {Text}.ConfigureAwait(false)";

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
}
