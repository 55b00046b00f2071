using Rote.Generators.Shared;

namespace Rote.Generators.Model;

/// <summary>A tag, made of the parts of a key or of the parameters of a writer.</summary>
/// <param name="Segments">Its text.</param>
/// <param name="Scope">Indexes of the parts or parameters that are its scope; empty for every scope.</param>
internal sealed record TagModel(EquatableArray<TagSegmentModel> Segments, EquatableArray<int> Scope);
