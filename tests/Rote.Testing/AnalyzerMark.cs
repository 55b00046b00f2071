using Microsoft.CodeAnalysis.Text;

namespace Rote.Testing;

/// <summary>A diagnostic that marked code expects.</summary>
/// <param name="Id">Id of its rule.</param>
/// <param name="Span">Its extent in the code without marks.</param>
public sealed record AnalyzerMark(string Id, TextSpan Span);
