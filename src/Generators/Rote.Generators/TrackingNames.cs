namespace Rote.Generators;

/// <summary>Names of the pipeline's steps, by which tests see what was run again.</summary>
internal static class TrackingNames
{
    /// <summary>Models of interfaces, one step for each attribute.</summary>
    public const string Models = "Models";

    /// <summary>Models that are there: what goes to the emitter.</summary>
    public const string Decorators = "Decorators";

    /// <summary>Models of composites that are there.</summary>
    public const string Composites = "Composites";
}
