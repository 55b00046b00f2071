namespace Rote.Bench.Monitoring;

/// <summary>One of the wrappers, with a loop of calls for each kind of member.</summary>
/// <param name="Name">Name in the figures.</param>
/// <param name="Loops">The kinds of members and their loops, which take a number of calls.</param>
internal sealed record Contestant(string Name, IReadOnlyList<(string Kind, Func<int, int> Run)> Loops)
{
    // Longer than 9: tasks of smaller numbers are kept by the framework.
    private const string Id = "5b1ee3a4-8d5c-4b7e-9a53-0c6f6a2ddf0e";

    /// <summary>The direct call, and all wrappers around such a store.</summary>
    public static Contestant[] All() =>
    [
        Of<Direct>("direct", new LengthStore(Id)),
        Of<Decorated>("Rote", new LengthStore(Id).Decorate()),
        Of<HandWritten>("hand-written", new HandWrittenStore(new LengthStore(Id))),
        Of<Proxied>("DispatchProxy", TimingProxy.Wrap(new LengthStore(Id))),
    ];

    private static Contestant Of<TWrapper>(string name, IMeasuredStore store)
        where TWrapper : struct
        => new(name,
        [
            ("synchronous", calls => MeasuredCalls<TWrapper>.Read(store, Id, calls)),
            ("ValueTask", calls => MeasuredCalls<TWrapper>.ReadAsync(store, Id, calls)),
            ("Task", calls => MeasuredCalls<TWrapper>.FetchAsync(store, Id, calls)),
        ]);

    private struct Direct;

    private struct Decorated;

    private struct HandWritten;

    private struct Proxied;
}
