using Rote.Generated;

namespace Rote.Tests.Generated;

public sealed class FollowedStreamsTests
{
    private readonly List<string> _steps = [];

    [Fact]
    public async Task Follow_ReadToItsEnd_ActsAfterTheLastItemAndAfterDisposal()
    {
        await foreach (int item in FollowedStreams.Follow(() => Numbers(), Act))
        {
            _steps.Add($"{item}");
        }

        Assert.Equal(["1", "2", "disposed", "then", "then"], _steps);
    }

    [Fact]
    public async Task Follow_Left_ActsAfterDisposal()
    {
        await foreach (int item in FollowedStreams.Follow(() => Numbers(), Act))
        {
            break;
        }

        Assert.Equal(["disposed", "then"], _steps);
    }

    [Fact]
    public async Task Follow_Fails_ActsAndThrows()
    {
        await Assert.ThrowsAsync<IOException>(async () =>
        {
            await foreach (int item in FollowedStreams.Follow(() => Numbers(new IOException()), Act))
            {
                _steps.Add($"{item}");
            }
        });

        Assert.Equal(["1", "2", "disposed", "then", "then"], _steps);
    }

    [Fact]
    public void Follow_CannotBeOpened_ActsAndThrows()
    {
        Assert.Throws<IOException>(() => FollowedStreams.Follow<int>(() => throw new IOException(), Act));

        Assert.Equal(["then"], _steps);
    }

    private void Act() => _steps.Add("then");

    private async IAsyncEnumerable<int> Numbers(Exception? failure = null)
    {
        try
        {
            yield return 1;
            await Task.Yield();
            yield return 2;
            if (failure is not null)
            {
                throw failure;
            }
        }
        finally
        {
            _steps.Add("disposed");
        }
    }
}
