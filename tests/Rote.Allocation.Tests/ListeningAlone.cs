namespace Rote.Allocation.Tests;

/// <summary>The meter is the process's: whoever listens must run alone.</summary>
[CollectionDefinition("Listening", DisableParallelization = true)]
public sealed class ListeningAlone;
