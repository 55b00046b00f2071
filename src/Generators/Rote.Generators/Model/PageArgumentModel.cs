namespace Rote.Generators.Model;

/// <summary>An argument of a page's call.</summary>
/// <param name="Prefix">
/// What stands before it: its name and a colon behind parameters that were left out; of one that was, its default value too.
/// </param>
/// <param name="Parameter">The parameter of the stream that it is; negative where the page itself has it.</param>
internal sealed record PageArgumentModel(string Prefix, int Parameter);
