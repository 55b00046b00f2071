using Microsoft.CodeAnalysis;

namespace Rote.Generators.Fuzz.Tests.Running;

/// <summary>One call of a member.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Member">The member.</param>
internal sealed record Step(int Number, ISymbol Member);
