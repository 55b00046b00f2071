using Rote.Testing;

namespace Rote.Generators.Tests;

public sealed class SnapshotTests : IDisposable
{
    private const string Folder = "artifacts/snapshot-tests";

    private readonly string _path = Repository.PathOf(Folder);

    public SnapshotTests() => Directory.CreateDirectory(_path);

    public void Dispose() => Directory.Delete(_path, recursive: true);

    [Fact]
    public void Verify_NoVerifiedFile_FailsAndWritesWhatItReceived()
    {
        Assert.Throws<SnapshotException>(() => Snapshot.Verify(Folder, "New", "text", accept: false));

        Assert.Equal("text", File.ReadAllText(Path.Combine(_path, "New.received.cs")));
    }

    [Fact]
    public void Verify_AnotherText_FailsAndShowsTheDifference()
    {
        File.WriteAllText(Path.Combine(_path, "Old.verified.cs"), "a\nb\nc\nd\n");

        var exception = Assert.Throws<SnapshotException>(() => Snapshot.Verify(Folder, "Old", "a\nB\nc\nd\n", accept: false));

        Assert.EndsWith("line 2\n  a\n- b\n+ B", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Verify_Accepting_MakesTheTextTheVerifiedOne()
    {
        Snapshot.Verify(Folder, "Accepted", "text", accept: true);

        Snapshot.Verify(Folder, "Accepted", "text", accept: false);
    }

    [Fact]
    public void Verify_TheSameText_PassesAndRemovesWhatWasReceived()
    {
        File.WriteAllText(Path.Combine(_path, "Same.verified.cs"), "\"Rote.Generators\", \"{version}\"");
        File.WriteAllText(Path.Combine(_path, "Same.received.cs"), "old");

        Snapshot.Verify(Folder, "Same", "\"Rote.Generators\", \"1.2.3\"", accept: false);

        Assert.False(File.Exists(Path.Combine(_path, "Same.received.cs")));
    }
}
