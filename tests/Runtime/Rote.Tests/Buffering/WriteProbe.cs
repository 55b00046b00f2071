using System.Collections.Concurrent;
using System.Threading.Channels;

namespace Rote.Tests.Buffering;

/// <summary>A bulk write whose calls arrive one by one and end when the test says so.</summary>
internal sealed class WriteProbe
{
    private readonly Channel<WriteCall> _calls = Channel.CreateUnbounded<WriteCall>();
    private readonly ConcurrentQueue<WriteCall> _all = [];
    private volatile Func<WriteCall, Exception?>? _answer;

    public IReadOnlyList<WriteCall> All => [.. _all];

    public async ValueTask WriteAsync(int partition, string[] items, CancellationToken token)
    {
        var call = new WriteCall(partition, items, token);
        _all.Enqueue(call);
        _calls.Writer.TryWrite(call);
        Answer(call);
        await call.Answer;
    }

    /// <summary>The next bulk call, waited for.</summary>
    public async Task<WriteCall> NextAsync() => await _calls.Reader.ReadAsync(TestContext.Current.CancellationToken);

    /// <summary>From now on calls are answered at once; those that are open, now.</summary>
    /// <param name="answer">What a call throws; <see langword="null"/>: it succeeds.</param>
    public void AnswerAll(Func<WriteCall, Exception?>? answer = null)
    {
        _answer = answer ?? (static _ => null);
        foreach (WriteCall call in _all)
        {
            Answer(call);
        }
    }

    private void Answer(WriteCall call)
    {
        if (_answer is not { } answer)
        {
            return;
        }

        if (answer(call) is { } error)
        {
            call.Fail(error);
        }
        else
        {
            call.Succeed();
        }
    }
}
