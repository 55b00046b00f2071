using System.Reflection;
using Microsoft.CodeAnalysis;

namespace Rote.Generators.Fuzz.Tests.Running;

/// <summary>A decorated interface, and the compiled code that implements, decorates and calls it.</summary>
/// <param name="Type">The interface, its type parameters closed.</param>
/// <param name="Name">The name of the compiled caller.</param>
/// <param name="Steps">What it can call.</param>
internal sealed record Probe(INamedTypeSymbol Type, string Name, IReadOnlyList<Step> Steps)
{
    /// <summary>The compiled caller in a loaded assembly.</summary>
    public Type In(Assembly assembly) => assembly.GetType(Name, throwOnError: true)!;
}
