using System.Text;
using AgentMemory.Ingest;

namespace AgentMemory.Tests.Ingest;

public sealed class CorpusReaderTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly StringWriter _warnings = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _folder.Dispose();
        _warnings.Dispose();
    }

    [Fact]
    public async Task ReadAsync_Folder_ReadsDocumentsBelowItInAStableOrder()
    {
        _folder.Write("b.txt", "second");
        _folder.Write("a/deep/c.MD", "first");
        _folder.Write("picture.png", "no");
        _folder.Write("empty.md", "");

        var corpus = await CorpusReader.ReadAsync(_folder.Path, _warnings, Token);

        Assert.Equal(["first", "second"], corpus.Passages.Select(passage => passage.Text));
        Assert.Equal([Path.Combine("a", "deep", "c.MD"), "b.txt"], corpus.Passages.Select(passage => passage.Speaker));
        Assert.Equal(0, corpus.Skipped);
    }

    [Fact]
    public async Task ReadAsync_FolderWithoutDocuments_IsRefused()
    {
        _folder.Write("picture.png", "no");
        var exception = await Assert.ThrowsAsync<InputException>(() => CorpusReader.ReadAsync(_folder.Path, _warnings, Token));
        Assert.EndsWith("no usable text in it", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReadAsync_ByteOrderMark_IsNotPartOfTheText()
    {
        var path = Path.Combine(_folder.Path, "talk.jsonl");
        var marked = new UTF8Encoding(encoderShouldEmitUTF8Identifier: true);
        await File.WriteAllTextAsync(path, """{"text":"marked"}""", marked, Token);

        var corpus = await CorpusReader.ReadAsync(path, _warnings, Token);

        Assert.Equal("marked", Assert.Single(corpus.Passages).Text);
        Assert.Empty(_warnings.ToString());
    }

    [Fact]
    public async Task ReadAsync_BinaryInAFolder_IsNamedAndLeftOut()
    {
        _folder.Write("a.txt", "good");
        var binary = _folder.Write("b.txt", "ok\nELF\0\0\nmore");

        var corpus = await CorpusReader.ReadAsync(_folder.Path, _warnings, Token);

        Assert.Equal(["good", "ok"], corpus.Passages.Select(passage => passage.Text));
        Assert.Equal(1, corpus.Skipped);
        Assert.StartsWith($"{binary}:2: not text", _warnings.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReadAsync_LockedFileInAFolder_IsNamedAndTheOthersAreRead()
    {
        _folder.Write("a.txt", "good");
        var taken = _folder.Write("b.txt", "taken");
        using var exclusive = new FileStream(taken, FileMode.Open, FileAccess.ReadWrite, FileShare.None);

        var corpus = await CorpusReader.ReadAsync(_folder.Path, _warnings, Token);

        Assert.Equal("good", Assert.Single(corpus.Passages).Text);
        Assert.StartsWith($"{taken}: cannot be read", _warnings.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReadAsync_NoInput_FindsThisRepository()
    {
        var corpus = await CorpusReader.ReadAsync(input: null, _warnings, Token);
        Assert.NotEmpty(corpus.Passages);
    }

    [Fact]
    public void Find_OutsideOfARepository_FindsNothing() => Assert.Null(RepositoryDocs.Find(_folder.Path));

    [Fact]
    public void Find_InsideARepository_TakesItsPagesAndDocs()
    {
        _folder.Write("Toolkit.sln", "");
        _folder.Write("README.md", "read me");
        _folder.Write("docs/rules/one.md", "rule");
        _folder.Write("src/notes.md", "not documentation");
        var inside = Directory.CreateDirectory(Path.Combine(_folder.Path, "samples", "x")).FullName;

        var files = RepositoryDocs.Find(inside);

        Assert.NotNull(files);
        Assert.Equal(
            ["README.md", Path.Combine("docs", "rules", "one.md")],
            files.Paths.Select(path => Path.GetRelativePath(files.Root, path)));
    }
}
