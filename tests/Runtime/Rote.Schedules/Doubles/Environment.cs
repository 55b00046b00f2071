namespace Rote.Batching;

/// <summary>As many processors on every machine: a seed says everything.</summary>
internal static class Environment
{
    public static int ProcessorCount => 2;
}
