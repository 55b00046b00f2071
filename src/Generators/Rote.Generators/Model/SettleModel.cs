using Rote.Generators.Shared;

namespace Rote.Generators.Model;

/// <summary>The buffered writes that a read waits for.</summary>
/// <param name="Batcher">Index of their buffer.</param>
/// <param name="Parameters">
/// For each part of the partition, the read's parameter that gives it; empty where the read names none: then it waits for all.
/// </param>
internal sealed record SettleModel(int Batcher, EquatableArray<int> Parameters);
