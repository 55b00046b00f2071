using System.Text.RegularExpressions;

namespace Rote.Testing;

/// <summary>Compares text with a file that a person has looked at, by the file conventions of Verify.</summary>
/// <remarks>
/// <c>Name.verified.cs</c> stands beside the test and is committed. On a mismatch, <c>Name.received.cs</c> is written next to it
/// and the test fails; to accept it, rename it. Set <c>ROTE_ACCEPT_SNAPSHOTS=1</c> to accept everything, and read the difference
/// before you commit.
/// </remarks>
public static partial class Snapshot
{
    private const string AcceptVariable = "ROTE_ACCEPT_SNAPSHOTS";

    /// <summary>Fails unless the text equals the verified one.</summary>
    /// <param name="folder">Folder of the test, relative to the root of the repository.</param>
    /// <param name="name">Name of the snapshot, without extension.</param>
    /// <param name="text">The text. Versions of the generator are left out of the comparison.</param>
    /// <exception cref="SnapshotException">The texts differ, or there is no verified one.</exception>
    public static void Verify(string folder, string name, string text)
        => Verify(folder, name, text, accept: Environment.GetEnvironmentVariable(AcceptVariable) == "1");

    /// <summary>Fails unless the text equals the verified one, or makes it the verified one.</summary>
    public static void Verify(string folder, string name, string text, bool accept)
    {
        var verified = Path.Combine(Repository.PathOf(folder), $"{name}.verified.cs");
        var received = Path.Combine(Repository.PathOf(folder), $"{name}.received.cs");
        var actual = GeneratedCode().Replace(text, "\"Rote.Generators\", \"{version}\"");
        File.Delete(received);
        if (accept)
        {
            File.WriteAllText(verified, actual);
            return;
        }

        var expected = File.Exists(verified) ? File.ReadAllText(verified) : null;
        if (expected != actual)
        {
            File.WriteAllText(received, actual);
            throw new SnapshotException(expected is null
                ? $"There is no {Path.GetFileName(verified)} yet. Read {received}, and rename it if it is right."
                : $"{Path.GetFileName(verified)} differs from {received}:\n{SnapshotDifference.Of(expected, actual)}");
        }
    }

    [GeneratedRegex("""
        "Rote\.Generators", "[0-9.]+"
        """)]
    private static partial Regex GeneratedCode();
}
