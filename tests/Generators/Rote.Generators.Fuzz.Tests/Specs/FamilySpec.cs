using System.Collections.Immutable;

namespace Rote.Generators.Fuzz.Tests.Specs;

/// <summary>Interfaces that belong together, in the order in which they inherit from each other.</summary>
/// <param name="Interfaces">The interfaces.</param>
/// <param name="IsNullable">Whether they are compiled with nullable annotations.</param>
internal sealed record FamilySpec(ImmutableList<InterfaceSpec> Interfaces, bool IsNullable)
{
    private const string Header = """
        #pragma warning disable
        using System;
        using System.Collections;
        using System.Collections.Generic;
        using System.ComponentModel;
        using System.Diagnostics.CodeAnalysis;
        using System.IO;
        using System.Runtime.CompilerServices;
        using System.Runtime.InteropServices;
        using System.Threading;
        using System.Threading.Tasks;
        using Rote;
        using Rote.Generators.Fuzz.Tests.Playing;

        """;

    /// <summary>Its files, in a namespace of its own.</summary>
    public IReadOnlyList<string> Write(int index)
        => [.. Interfaces.SelectMany(declared => declared.Write($"F{index}"))
            .Select(text => Header + (IsNullable ? "" : "#nullable disable\n") + text)];

    /// <summary>Smaller families.</summary>
    public IEnumerable<FamilySpec> Shrink()
    {
        if (Interfaces.Count > 1)
        {
            foreach (var declared in Interfaces)
            {
                yield return this with { Interfaces = Interfaces.Remove(declared) };
            }
        }

        foreach (var declared in Interfaces)
        {
            foreach (var smaller in declared.Shrink())
            {
                yield return this with { Interfaces = Interfaces.Replace(declared, smaller) };
            }
        }
    }
}
