using Microsoft.Extensions.Logging;
using Rote.Caching;
using Rote.Testing;

namespace Rote.Tests.Caching.Levels;

public sealed class LevelFailureTests : IDisposable
{
    private readonly ManualTimeProvider _time = new();
    private readonly MemoryLevel _level = new();
    private readonly RecordingLogs _logs = new();
    private readonly LevelFixture _process;

    public LevelFailureTests() => _process = new LevelFixture(_level, _time, _logs);

    public void Dispose()
    {
        _process.Dispose();
        _logs.Dispose();
    }

    [Fact]
    public async Task ReadAsync_LevelThrows_IsAMissThatIsCountedAndLoggedOnce()
    {
        _level.Fails = true;

        for (int i = 0; i < 3; i++)
        {
            LevelRead<string?> read = await _process.Read("a1");
            Assert.False(read.Found);
            Assert.Null(read.Ticket);
        }

        LevelCounters counters = _process.Level.Counters;
        Assert.Equal((3, 3, 3, 0), (counters.Reads, counters.Misses, counters.Failures, counters.Hits));
        string logged = Assert.Single(_logs.Lines);
        Assert.Contains("memory", logged, StringComparison.Ordinal);
        Assert.DoesNotContain("a1", logged, StringComparison.Ordinal);

        _time.Advance(LevelHealth.LogInterval);
        await _process.Read("a1");
        Assert.Contains("2 failures", _logs.Lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReadAsync_LevelHangs_IsAMissAfterTheTimeout()
    {
        _level.Hangs = true;
        Task<LevelRead<string?>> read = _process.Read("a1").AsTask();
        _time.Advance(TimeSpan.FromMilliseconds(999));
        Assert.False(read.IsCompleted);

        _time.Advance(TimeSpan.FromMilliseconds(1));

        Assert.False((await read).Found);
        Assert.Equal(1, _process.Level.Counters.Failures);
    }

    [Fact]
    public async Task ReadAsync_CallerCancels_IsCancelledAndNoFailure()
    {
        _level.Hangs = true;
        using var cancellation = new CancellationTokenSource();
        Task<LevelRead<string?>> read = _process.ReadUntil("a1", cancellation.Token).AsTask();

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => read);
        Assert.Equal(0, _process.Level.Counters.Failures);
    }

    [Fact]
    public async Task ReadAsync_DeadLevel_RestsAndIsTriedByOne()
    {
        _level.Fails = true;
        for (int i = 0; i < LevelHealth.FailuresToRest; i++)
        {
            await _process.Read("a1");
        }

        int calls = _level.Calls;
        await _process.Read("a1");
        Assert.Equal((calls, 1), (_level.Calls, _process.Level.Counters.Bypassed));

        _time.Advance(LevelHealth.Rest);
        await _process.Read("a1");
        await _process.Read("a1");
        Assert.Equal(calls + 1, _level.Calls);

        _level.Fails = false;
        _time.Advance(LevelHealth.Rest);
        await _process.Put("a1", "value");
        Assert.Equal("value", await _process.Find("a1"));
    }

    [Fact]
    public async Task WriteAsync_ValuesTheLevelRefuses_DoNotBringItToRest()
    {
        await _process.Put("a1", "kept");
        LevelRead<string?>[] reads =
            [.. await Task.WhenAll(Enumerable.Range(2, 10).Select(i => _process.Read($"a{i}").AsTask()))];
        _level.RefusesToSet = true;
        foreach (LevelRead<string?> read in reads)
        {
            await _process.Write(read, "too long");
        }

        Assert.Equal("kept", await _process.Find("a1"));
        Assert.Equal((10, 0), (_process.Level.Counters.Failures, _process.Level.Counters.Bypassed));
        Assert.Single(_logs.Lines);
    }

    [Fact]
    public void Dispose_RemovalsWait_SendsThemAllAndTriesNoneAgain()
    {
        for (int i = 0; i < 100; i++)
        {
            _process.Remove($"a{i}");
        }

        _process.Gate.Dispose();
        _process.RunBackground();
        Assert.Equal(0, _process.Gate.Table.PendingCount);

        _level.FailsToRemove = true;
        using var other = new LevelFixture(_level, _time);
        other.Remove("a1");
        other.Gate.Dispose();
        other.RunBackground();
        Assert.Equal((1, 0), (other.Gate.Table.PendingCount, _time.ArmedTimers));
    }

    [Fact]
    public async Task WriteAsync_LevelThrows_IsCountedOnly()
    {
        LevelRead<string?> read = await _process.Read("a1");
        _level.Fails = true;

        await _process.Write(read, "value");

        LevelCounters counters = _process.Level.Counters;
        Assert.Equal((0, 1), (counters.Writes, counters.Failures));
        _level.Fails = false;
        Assert.Null(await _process.Find("a1"));
    }

    [Fact]
    public async Task ReadAsync_GenerationCannotBeSet_GivesNoTicket()
    {
        var gate = new TaskCompletionSource();
        _level.SetsGoOn = gate.Task;
        Task<LevelRead<string?>> read = _process.Read("a1").AsTask();

        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Null((await read).Ticket);
        gate.SetResult();
    }

    [Fact]
    public async Task ReadAsync_AnyDamage_IsAMiss()
    {
        await _process.Put("a1", "a value to damage");
        KeyValuePair<string, byte[]>[] whole = [.. _level.Values];
        var random = new Random(11);
        for (int i = 0; i < 2_000; i++)
        {
            foreach ((string key, byte[] bytes) in whole)
            {
                _level.Values[key] = bytes;
            }

            (string damaged, byte[] value) = whole[random.Next(whole.Length)];
            byte[] copy = value[..random.Next(random.Next(2) == 0 ? value.Length : 1, value.Length + 1)];
            if (copy.Length == value.Length)
            {
                copy[random.Next(copy.Length)] ^= (byte)(1 << random.Next(8));
            }

            _level.Values[damaged] = copy;
            Assert.False((await _process.Read("a1")).Found, $"Round {i}");
        }

        Assert.Equal(2_000, _process.Level.Counters.Damaged);
        Assert.Equal(0, _process.Level.Counters.Failures);
    }

    [Fact]
    public async Task Values_ThatDoNotSerialize_AreMissesThatAreCounted()
    {
        var serializers = new CacheSerializers();
        var refusing = new RefusingSerializer();
        serializers.Add(refusing);
        SecondLevel<LevelFixture.Key, string> level = _process.Gate.Open<LevelFixture.Key, string>(
            "refused", LevelFixture.WriteKey, serializers);
        LevelRead<string> read = await level.ReadAsync(new("a1"), [], CancellationToken.None);
        refusing.Writes = false;
        await level.WriteAsync(read.Ticket, "value", TimeSpan.FromSeconds(1), CancellationToken.None);
        Assert.Equal((0, 1), (level.Counters.Writes, level.Counters.Failures));

        refusing.Writes = true;
        await level.WriteAsync(read.Ticket, "value", TimeSpan.FromSeconds(1), CancellationToken.None);
        Assert.False((await level.ReadAsync(new("a1"), [], CancellationToken.None)).Found);
        Assert.Equal((1, 2), (level.Counters.Writes, level.Counters.Failures));
    }

    [Fact]
    public async Task GetManyAsync_MisalignedAnswer_IsAFailure()
    {
        using var process = new LevelFixture(new MisalignedLevel(), _time);

        Assert.False((await process.Read("a1")).Found);
        Assert.Equal(1, process.Level.Counters.Failures);
    }

    private sealed class RefusingSerializer : IValueSerializer<string>
    {
        public bool Writes { get; set; }

        public void Serialize(string value, System.Buffers.IBufferWriter<byte> target)
        {
            if (!Writes)
            {
                throw new NotSupportedException("Told to refuse.");
            }
        }

        public string Deserialize(ReadOnlySpan<byte> source) => throw new NotSupportedException("Told to refuse.");
    }

    private sealed class MisalignedLevel : ICacheLevel
    {
        public string Name => "misaligned";

        public ValueTask<ReadOnlyMemory<byte>?> GetAsync(string key, CancellationToken cancellationToken) => default;

        public ValueTask<ReadOnlyMemory<byte>?[]> GetManyAsync(IReadOnlyList<string> keys, CancellationToken cancellationToken)
            => ValueTask.FromResult<ReadOnlyMemory<byte>?[]>([null]);

        public ValueTask SetAsync(string key, ReadOnlyMemory<byte> value, TimeSpan lifetime, CancellationToken cancellationToken)
            => default;

        public ValueTask RemoveAsync(string key, CancellationToken cancellationToken) => default;
    }

    private sealed class RecordingLogs : ILoggerFactory, ILogger
    {
        public List<string> Lines { get; } = [];

        public void AddProvider(ILoggerProvider provider)
        {
        }

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
            => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
            => Lines.Add(formatter(state, exception));

        public void Dispose()
        {
        }
    }
}
