using System.Security.Cryptography;
using Microsoft.Extensions.AI;

namespace Rote.Models;

/// <summary>How a <see cref="MergedAnalyses"/> puts analyses together.</summary>
/// <remarks>Read once, when it is made; later changes have no effect on it.</remarks>
public sealed class MergedAnalysesOptions
{
    private const int IdBytes = 4;

    /// <summary>Time, limits of waiting and draining, logs.</summary>
    public RoteOptions Rote { get; set; } = new();

    /// <summary>Inputs of one request at most. Positive; default 16.</summary>
    public int MaxInputsPerRequest { get; set; } = 16;

    /// <summary>
    /// Tokens of the inputs of one request at most, by <see cref="CountTokens"/>; a longer input travels alone. Positive; default
    /// 8,000.
    /// </summary>
    public int MaxTokensPerRequest { get; set; } = 8_000;

    /// <summary>
    /// Counts the tokens of an input; thread-safe, fast, must not throw. Default: <see cref="TokenEstimate.Of"/>.
    /// </summary>
    public Func<string, int> CountTokens { get; set; } = TokenEstimate.Of;

    /// <summary>Requests in flight at most. Positive; default 4.</summary>
    public int MaxConcurrentRequests { get; set; } = 4;

    /// <summary>
    /// Time that an input waits for company at most while other requests are in flight. A lone caller never waits. Default 50
    /// milliseconds; zero: none.
    /// </summary>
    public TimeSpan MaxDelay { get; set; } = TimeSpan.FromMilliseconds(50);

    /// <summary>
    /// Options of every request: model, temperature. Instructions, tools and the format of answers are set here. Default: none.
    /// </summary>
    public ChatOptions? Chat { get; set; }

    /// <summary>
    /// Makes the names of inputs in a request, which an input cannot guess; thread-safe. Default: eight random digits.
    /// </summary>
    public Func<string> NextId { get; set; } = static () => RandomNumberGenerator.GetHexString(2 * IdBytes, lowercase: true);

    /// <summary>A copy, checked.</summary>
    /// <exception cref="ArgumentException">A value makes no sense; the message names the property and the remedy.</exception>
    internal MergedAnalysesOptions Snapshot()
    {
        ArgumentNullException.ThrowIfNull(Rote, nameof(Rote));
        ArgumentNullException.ThrowIfNull(CountTokens, nameof(CountTokens));
        ArgumentNullException.ThrowIfNull(NextId, nameof(NextId));
        CheckPositive(MaxInputsPerRequest, nameof(MaxInputsPerRequest));
        CheckPositive(MaxTokensPerRequest, nameof(MaxTokensPerRequest));
        var copy = (MergedAnalysesOptions)MemberwiseClone();
        copy.Chat = Chat?.Clone();
        return copy;
    }

    private static void CheckPositive(int value, string property)
    {
        if (value <= 0)
        {
            throw new ArgumentOutOfRangeException(
                property, value, $"MergedAnalysesOptions.{property} is {value}. Use a positive number.");
        }
    }
}
