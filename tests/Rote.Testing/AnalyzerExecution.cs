using System.Runtime.Loader;
using Microsoft.CodeAnalysis;

namespace Rote.Testing;

/// <summary>Runs a program before and after its fix, and compares what it did.</summary>
/// <remarks>
/// The compiled code holds <c>static class Scenario</c> with
/// <c>public static Task&lt;(int Calls, string[] Results)&gt; RunAsync()</c>: the calls that reached a store that counts them,
/// and what the program made of the answers, in order. Equal results and fewer calls prove the fix.
/// </remarks>
public static class AnalyzerExecution
{
    private const string TypeName = "Scenario";
    private const string MethodName = "RunAsync";

    /// <summary>Asserts that both programs give the same results in the same order, the fixed one with fewer calls.</summary>
    /// <exception cref="AnalyzerTestException">They do not.</exception>
    public static async Task VerifyAsync(Project original, Project corrected, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(original);
        ArgumentNullException.ThrowIfNull(corrected);
        var before = await RunAsync(original, cancellationToken).ConfigureAwait(false);
        var after = await RunAsync(corrected, cancellationToken).ConfigureAwait(false);
        if (!before.Results.SequenceEqual(after.Results))
        {
            throw new AnalyzerTestException(
                $"The fix changes the results.\nBefore: {Show(before.Results)}\nAfter: {Show(after.Results)}");
        }

        if (after.Calls >= before.Calls)
        {
            throw new AnalyzerTestException($"The fix does not save calls: {before.Calls} before, {after.Calls} after.");
        }
    }

    private static string Show(string[] results) => string.Join(", ", results);

    private static async Task<(int Calls, string[] Results)> RunAsync(Project project, CancellationToken cancellationToken)
    {
        var compilation = await project.GetCompilationAsync(cancellationToken).ConfigureAwait(false);
        using var image = new MemoryStream();
        var emitted = compilation!.Emit(image, cancellationToken: cancellationToken);
        if (!emitted.Success)
        {
            throw new AnalyzerTestException($"Does not compile:\n{string.Join('\n', emitted.Diagnostics)}");
        }

        image.Position = 0;
        var context = new AssemblyLoadContext(project.Name, isCollectible: true);
        try
        {
            var method = context.LoadFromStream(image).GetType(TypeName)?.GetMethod(MethodName)
                ?? throw new AnalyzerTestException($"The code has no public static {TypeName}.{MethodName}.");
            return await method.CreateDelegate<Func<Task<(int Calls, string[] Results)>>>()().ConfigureAwait(false);
        }
        finally
        {
            context.Unload();
        }
    }
}
