using System.ComponentModel;

namespace Rote.Generated;

/// <summary>The group of a batched method that has no parameter besides its item.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct NoGroup;
