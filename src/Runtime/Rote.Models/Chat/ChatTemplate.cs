using System.Text.RegularExpressions;

namespace Rote.Models;

/// <summary>Answers prompts of one kind without a model.</summary>
/// <remarks>Thread-safe, as long as its function is.</remarks>
public sealed class ChatTemplate
{
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(100);

    private readonly Func<string, string?> _answer;

    /// <summary>Makes one from a function.</summary>
    /// <param name="name">Name in answers: see <see cref="RoteChatClient.SourceProperty"/>. Not empty.</param>
    /// <param name="answer">
    /// The answer to a prompt, the text of the last user message; <see langword="null"/>: none, ask the model. Fast and
    /// thread-safe.
    /// </param>
    /// <exception cref="ArgumentException">The name is empty, or there is no function.</exception>
    public ChatTemplate(string name, Func<string, string?> answer)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(answer);
        Name = name;
        _answer = answer;
    }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>Makes one from a pattern.</summary>
    /// <param name="name">Name in answers. Not empty.</param>
    /// <param name="pattern">
    /// A regular expression for the whole prompt, white space around it aside; case does not matter. Matched without
    /// backtracking, so in a time linear in the prompt: look-arounds and back references are refused.
    /// </param>
    /// <param name="answer">The answer, with substitutions as of <see cref="Match.Result"/>: <c>${name}</c>.</param>
    /// <returns>The template.</returns>
    /// <exception cref="ArgumentException">The name or the pattern is empty or not well formed.</exception>
    /// <exception cref="NotSupportedException">The pattern needs backtracking.</exception>
    public static ChatTemplate FromPattern(string name, string pattern, string answer)
    {
        ArgumentException.ThrowIfNullOrEmpty(pattern);
        ArgumentNullException.ThrowIfNull(answer);

        // On its own first: one that closes a group it did not open would match less than the whole prompt.
        _ = new Regex(pattern, RegexOptions.CultureInvariant, Longest);
        var regex = new Regex(
            $@"\A\s*(?:{pattern})\s*\z",
            RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
            Longest);
        return new ChatTemplate(name, prompt => TryMatch(regex, prompt) is { } match ? match.Result(answer) : null);
    }

    /// <summary>The answer to a prompt; <see langword="null"/>: none.</summary>
    internal string? AnswerTo(string prompt) => _answer(prompt);

    /// <summary>A prompt so long that it cannot be matched in time goes to the model.</summary>
    private static Match? TryMatch(Regex regex, string prompt)
    {
        try
        {
            Match match = regex.Match(prompt);
            return match.Success ? match : null;
        }
        catch (RegexMatchTimeoutException)
        {
            return null;
        }
    }
}
