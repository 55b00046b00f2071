using System.Runtime.CompilerServices;
using Rote.Generated;

namespace Rote.Tests.Monitoring;

/// <summary>Streams that write: whatever becomes of a reading, what it made stale is invalidated.</summary>
public sealed class FollowedStreamsTests
{
    private int _followed;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Follow_ReadTwice_FollowsEach()
    {
        IAsyncEnumerable<int> stream = FollowedStreams.Follow(() => Numbers(null, Token), Follow);
        Assert.Equal(0, _followed);

        Assert.Equal(2, await CountAsync(stream));
        int first = _followed;
        Assert.Equal(2, await CountAsync(stream));

        Assert.True(first > 0);
        Assert.Equal(2 * first, _followed);
    }

    [Fact]
    public async Task Follow_Left_FollowsAfterDisposal()
    {
        await foreach (int _ in FollowedStreams.Follow(() => Numbers(null, Token), Follow))
        {
            Assert.Equal(0, _followed);
            break;
        }

        Assert.Equal(1, _followed);
    }

    [Fact]
    public async Task Follow_Fails_FollowsAndKeepsTheFailure()
    {
        var failure = new IOException();
        Assert.Same(failure, await Assert.ThrowsAsync<IOException>(
            () => CountAsync(FollowedStreams.Follow(() => Numbers(failure, Token), Follow))));
        Assert.True(_followed > 0);
    }

    [Fact]
    public void Follow_OpeningFails_Follows()
    {
        Assert.Throws<IOException>(() => FollowedStreams.Follow<int>(() => throw new IOException(), Follow));
        Assert.Equal(1, _followed);
    }

    [Fact]
    public void Follow_ReaderFails_Follows()
    {
        IAsyncEnumerable<int> stream = FollowedStreams.Follow<int>(static () => new Unreadable(), Follow);

        Assert.Throws<IOException>(() => stream.GetAsyncEnumerator(Token));
        Assert.Equal(1, _followed);
    }

    [Fact]
    public void Follow_NoStream_IsWhatTheStoreGave()
    {
        Assert.Null(FollowedStreams.Follow<int>(static () => null!, Follow));
        Assert.Equal(1, _followed);
    }

    private static async IAsyncEnumerable<int> Numbers(Exception? failure, [EnumeratorCancellation] CancellationToken token)
    {
        yield return 1;
        await Task.Yield();
        token.ThrowIfCancellationRequested();
        yield return 2;
        if (failure is not null)
        {
            throw failure;
        }
    }

    private static async Task<int> CountAsync(IAsyncEnumerable<int> stream)
    {
        int count = 0;
        await foreach (int _ in stream)
        {
            count++;
        }

        return count;
    }

    private void Follow() => _followed++;

    private sealed class Unreadable : IAsyncEnumerable<int>
    {
        public IAsyncEnumerator<int> GetAsyncEnumerator(CancellationToken cancellationToken = default) => throw new IOException();
    }
}
