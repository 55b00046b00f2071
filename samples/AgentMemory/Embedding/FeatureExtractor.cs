namespace AgentMemory.Embedding;

/// <summary>Takes a text apart into hashed features: its words, and the character n-grams inside each word.</summary>
/// <remarks>
/// Words say what a text is about; n-grams let inflected and misspelt words meet. A word is a run of letters and digits,
/// in lower case, without an English plural s. Word and n-gram features are hashed with different seeds.
/// </remarks>
internal static class FeatureExtractor
{
    private const int MinGram = 3;
    private const int MaxGram = 5;
    private const int MaxWord = 48;
    private const char Edge = '\u0001';
    private const ulong WordSeed = 0x526f7465;
    private const ulong GramSeed = 0x6772616d;

    /// <summary>Calls <paramref name="sink"/> with every feature of <paramref name="text"/>, repeated ones included.</summary>
    public static void Extract<TSink>(ReadOnlySpan<char> text, ref TSink sink)
        where TSink : struct, IFeatureSink
    {
        // One place more at each end, for the edges that make "tank" differ from the middle of "thanks".
        Span<char> word = stackalloc char[MaxWord + 2];
        var length = 0;
        foreach (var character in text)
        {
            if (!char.IsLetterOrDigit(character))
            {
                EndWord(word, ref length, ref sink);
            }
            else if (length < MaxWord)
            {
                word[++length] = char.ToLowerInvariant(character);
            }
        }

        EndWord(word, ref length, ref sink);
    }

    private static void EndWord<TSink>(Span<char> word, ref int length, ref TSink sink)
        where TSink : struct, IFeatureSink
    {
        if (length == 0)
        {
            return;
        }

        if (length > 3 && word[length] == 's' && word[length - 1] != 's')
        {
            length--;
        }

        word[0] = Edge;
        word[length + 1] = Edge;
        var edged = word[..(length + 2)];
        length = 0;

        var hash = StableHash.Start(WordSeed);
        foreach (var character in edged)
        {
            hash = StableHash.Append(hash, character);
        }

        sink.AddWord(StableHash.Finish(hash));
        AddGrams(edged, ref sink);
    }

    private static void AddGrams<TSink>(ReadOnlySpan<char> word, ref TSink sink)
        where TSink : struct, IFeatureSink
    {
        for (var start = 0; start + MinGram <= word.Length; start++)
        {
            var hash = StableHash.Start(GramSeed);
            var longest = Math.Min(MaxGram, word.Length - start);
            for (var i = 0; i < longest; i++)
            {
                hash = StableHash.Append(hash, word[start + i]);
                if (i + 1 >= MinGram)
                {
                    sink.AddGram(StableHash.Finish(hash));
                }
            }
        }
    }
}
