using System.ComponentModel;

namespace Rote.Generated;

/// <summary>Where generated code announces its decorators, and hosting finds them without reflection.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class DecoratorRegistry
{
    /// <summary>Announces the decorator of a service.</summary>
    public static void Register<TService>(Func<TService, RoteOptions?, TService> decorate)
        where TService : class
        => throw new NotImplementedException();
}
