namespace Rote.Models;

/// <summary>What inputs must have in common to travel together.</summary>
/// <param name="Scope">Whose they are; <see langword="null"/>: nobody's in particular.</param>
/// <param name="Instruction">What is asked about them.</param>
internal readonly record struct AnalysisGroup(string? Scope, string Instruction);
