namespace AgentMemory.Embedding;

/// <summary>How much each feature tells: rare ones much, those of nearly every text next to nothing.</summary>
/// <remarks>Features are counted in a table indexed by hash; two that share a cell share a weight, which costs a little
/// sharpness and no memory. Immutable once fitted, thread-safe.</remarks>
internal sealed class InverseDocumentFrequency
{
    private const int Cells = 1 << 17;
    private readonly float[] _weights;

    private InverseDocumentFrequency(float[] weights) => _weights = weights;

    /// <summary>Counts the features of a corpus; one weighs ln((1 + texts) / (1 + texts with it)), plus a small floor.</summary>
    public static InverseDocumentFrequency Fit(IEnumerable<string> texts)
    {
        var counts = new int[Cells];
        var lastText = new int[Cells];
        var number = 0;
        foreach (var text in texts)
        {
            var counter = new Counter(counts, lastText, ++number);
            FeatureExtractor.Extract(text, ref counter);
        }

        const float Floor = 0.05f;
        return new InverseDocumentFrequency(
            Array.ConvertAll(counts, count => Floor + MathF.Log((1f + number) / (1f + count))));
    }

    /// <summary>Weight of a feature.</summary>
    public float this[ulong hash] => _weights[Cell(hash)];

    // The low bits choose the dimension of the vector; the cell is chosen by others.
    private static int Cell(ulong hash) => (int)((hash >> 40) & (Cells - 1));

    private readonly struct Counter(int[] counts, int[] lastText, int number) : IFeatureSink
    {
        public void AddWord(ulong hash) => Add(hash);

        public void AddGram(ulong hash) => Add(hash);

        private void Add(ulong hash)
        {
            var cell = Cell(hash);
            if (lastText[cell] != number)
            {
                lastText[cell] = number;
                counts[cell]++;
            }
        }
    }
}
