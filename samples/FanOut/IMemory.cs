using Rote;

namespace FanOutSample;

/// <summary>One of the places where an agent remembers.</summary>
public interface IMemory
{
    /// <summary>All are searched at the same time, and the best facts are merged, each once.</summary>
    [FanOut(Score = nameof(Fact.Score), Key = nameof(Fact.Id)), Monitored]
    ValueTask<IReadOnlyList<Fact>> RecallAsync(string question, int limit, CancellationToken ct = default);

    /// <summary>What is new goes to the first.</summary>
    [FanOut(FanOutMode.First)]
    ValueTask RememberAsync(Fact fact, CancellationToken ct = default);

    /// <summary>What is to be forgotten must be gone everywhere, or the caller is told.</summary>
    [FanOut(FanOutMode.All)]
    ValueTask ForgetAsync(string id, CancellationToken ct = default);
}
