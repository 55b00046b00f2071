namespace AgentMemory.Embedding;

/// <summary>Receives the features of a text. Implemented by structs, so that the calls are inlined.</summary>
internal interface IFeatureSink
{
    /// <summary>A whole word.</summary>
    void AddWord(ulong hash);

    /// <summary>A part of a word.</summary>
    void AddGram(ulong hash);
}
