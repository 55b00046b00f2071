namespace Rote.Schedules.Caching;

/// <summary>The failure of one load.</summary>
internal sealed class StoreException(LoadRecord load) : Exception($"{load} fails.")
{
    public LoadRecord Load { get; } = load;
}
