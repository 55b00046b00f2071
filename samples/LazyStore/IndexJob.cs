using Rote.Pooling;

namespace LazyStoreSample;

/// <summary>Fifty agents ask at once: before the index is there, after it was imported, and once more.</summary>
internal static class IndexJob
{
    public const int Agents = 50;

    public static async Task<Figures> RunAsync(CancellationToken cancellationToken)
    {
        var plainFile = new IndexFile();
        Visit plain;
        await using (var naive = new NaiveLazyIndex(plainFile))
        {
            plain = await AskAsync(naive, plainFile, cancellationToken);
        }

        var file = new IndexFile();
        Visit lazy;

        // Disposed of in the reverse order: first the decorator, whose calls may still be on their way, then the index.
        await using (var store = new LazyStore<IMemoryIndex>(file.OpenAsync))
        await using (var index = store.Decorate())
        {
            lazy = await AskAsync(index, file, cancellationToken);
        }

        return new Figures(plain with { LeftOpen = plainFile.Open }, lazy with { LeftOpen = file.Open });
    }

    private static async Task<Visit> AskAsync(IMemoryIndex index, IndexFile file, CancellationToken cancellationToken)
    {
        var failed = await AskAtOnceAsync(index, file, cancellationToken);
        var openedInVain = file.Openings;

        // The failure was not kept: who asks now opens anew.
        file.Import();
        var failedLater = await AskAtOnceAsync(index, file, cancellationToken);
        var opened = file.Openings - openedInVain;

        failedLater += await AskAtOnceAsync(index, file, cancellationToken);
        return new Visit(failed, openedInVain, failedLater, opened, file.Openings - openedInVain - opened, LeftOpen: 0);
    }

    /// <returns>Agents that got no answer.</returns>
    private static async Task<int> AskAtOnceAsync(IMemoryIndex index, IndexFile file, CancellationToken cancellationToken)
    {
        file.HoldReaders();
        Task<string?>[] questions =
            [.. Enumerable.Range(0, Agents).Select(agent => index.FindAsync($"word-{agent}", cancellationToken).AsTask())];
        file.LetReadersGo();
        try
        {
            await Task.WhenAll(questions);
        }
        catch (FileNotFoundException)
        {
            // Counted below: each of those that waited got it.
        }

        return questions.Count(question => question.IsFaulted);
    }
}
