namespace Rote.Generators.Model;

/// <summary>How the inner store is disposed of: only where its interface says that it is disposable.</summary>
/// <param name="Synchronous">The receiver of <c>Dispose</c>, as an expression; <see langword="null"/> where the interface has none.</param>
/// <param name="Asynchronous">The receiver of <c>DisposeAsync</c>; <see langword="null"/> where the interface has none.</param>
internal sealed record DisposalModel(string? Synchronous, string? Asynchronous);
