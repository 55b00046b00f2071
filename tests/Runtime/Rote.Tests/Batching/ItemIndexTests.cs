using Rote.Batching;

namespace Rote.Tests.Batching;

/// <summary>The index of items against a dictionary, under hash codes that spread and such that meet.</summary>
public sealed class ItemIndexTests
{
    private const int Steps = 20_000;

    private readonly ItemIndex<int, long, long> _index = new();
    private readonly Dictionary<long, (BatchCall<int, long, long> Call, int Place)> _model = [];

    public static TheoryData<string> Hashes => ["spread", "few", "one", "same group", "same tag"];

    [Theory]
    [MemberData(nameof(Hashes))]
    public void Index_RandomSteps_DoesAsADictionary(string hash)
    {
        var random = new Random(1);
        int most = hash == "one" ? 200 : 3_000;
        for (int step = 0; step < Steps; step++)
        {
            long item = random.Next(most);
            if (!_model.TryGetValue(item, out (BatchCall<int, long, long> Call, int Place) held))
            {
                Assert.Null(_index.Find(Call(item, hash)));
                BatchCall<int, long, long> call = Call(item, hash);
                _model.Add(item, (call, _index.Add(call)));
            }
            else if (random.Next(3) > 0)
            {
                Assert.Same(held.Call, _index.Find(Call(item, hash)));
            }
            else
            {
                // By the place it was given, wherever the table has put it since; the second time there is nothing to do.
                _index.Remove(held.Call, held.Place);
                _index.Remove(held.Call, held.Place);
                _model.Remove(item);
                Assert.Null(_index.Find(Call(item, hash)));
            }
        }

        Assert.All(_model, held => Assert.Same(held.Value.Call, _index.Find(Call(held.Key, hash))));
    }

    [Fact]
    public void Index_ComesAndGoesForLong_KeepsItsSize()
    {
        for (long item = 0; item < 1_000; item++)
        {
            _index.Add(Call(item, "spread"));
        }

        var last = new Queue<(BatchCall<int, long, long> Call, int Place)>();
        long bytes = 0;
        for (long item = 1_000; item < 101_000; item++)
        {
            BatchCall<int, long, long> call = Call(item, "spread");
            if (last.Count == 500)
            {
                (BatchCall<int, long, long> oldest, int place) = last.Dequeue();
                _index.Remove(oldest, place);
            }

            long before = GC.GetAllocatedBytesForCurrentThread();
            int added = _index.Add(call);
            bytes = Math.Max(bytes, GC.GetAllocatedBytesForCurrentThread() - before);
            last.Enqueue((call, added));
        }

        // It may be built again without the marks of what was removed; a table for 4,000 calls would be larger.
        Assert.InRange(bytes, 0, 40_000);
    }

    [Fact]
    public void Find_OtherGroup_IsNotFound()
    {
        BatchCall<int, long, long> call = Call(7, "one");
        _index.Add(call);
        var other = new BatchCall<int, long, long>();
        other.Begin(null!, 1, 7, 0, CancellationToken.None);

        Assert.Null(_index.Find(other));
        Assert.Same(call, _index.Find(Call(7, "one")));
    }

    private static BatchCall<int, long, long> Call(long item, string hash)
    {
        int hashCode = hash switch
        {
            "few" => (int)(item % 5) * 0x1357_9BDF,
            "one" => 0,
            "same group" => (int)item << 16,
            "same tag" => (int)item & 0xFFFF,
            _ => HashCode.Combine(item),
        };
        var call = new BatchCall<int, long, long>();
        call.Begin(null!, 0, item, hashCode, CancellationToken.None);
        return call;
    }
}
