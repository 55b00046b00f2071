namespace Rote.Bench.Batching;

/// <summary>Names of backends in figures.</summary>
internal static class BackendKinds
{
    public static string Name(this BackendKind kind) => kind switch
    {
        BackendKind.Synchronous => "bulk at once",
        BackendKind.Yielding => "bulk yielding",
        _ => "bulk 200 µs",
    };
}
