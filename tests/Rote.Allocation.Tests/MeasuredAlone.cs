namespace Rote.Allocation.Tests;

/// <summary>The heap is the process's: whoever measures what lives in it must run alone.</summary>
[CollectionDefinition("Alone", DisableParallelization = true)]
public sealed class MeasuredAlone;
