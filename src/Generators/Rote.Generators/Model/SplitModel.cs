using Rote.Generators.Shared;

namespace Rote.Generators.Model;

/// <summary>A bulk method whose calls are split where they hold more items than one call may.</summary>
/// <param name="Name">Name of the private method that splits.</param>
/// <param name="Batcher">Index of the batcher that sends the parts.</param>
/// <param name="Items">Index of the parameter that holds the items.</param>
/// <param name="Count">The property that counts them.</param>
/// <param name="GroupParameters">Indexes of the parameters that make the group, in its order.</param>
internal sealed record SplitModel(string Name, int Batcher, int Items, string Count, EquatableArray<int> GroupParameters);
