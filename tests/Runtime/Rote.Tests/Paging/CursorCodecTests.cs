using System.Buffers.Text;
using Rote.Paging;
using Rote.Testing;

namespace Rote.Tests.Paging;

public sealed class CursorCodecTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.FromHours(-5));
    private readonly ManualTimeProvider _time = new();

    [Fact]
    public void Decode_EveryType_BringsThePositionBack()
    {
        RoundTrips("", "id/ä😀");
        RoundTrips(int.MinValue, long.MaxValue);
        RoundTrips(-0.5, 79228162514264337593543950335m);
        RoundTrips(Noon, Guid.Parse("a7bb5c05-7c0a-4b8f-9d1b-3f6a6e6f5d10"));
        RoundTrips(new DateTime(2026, 3, 1, 12, 0, 0, DateTimeKind.Utc), 7);
    }

    [Fact]
    public void Encode_AnyPosition_GivesTextForAUrl()
        => Assert.Matches("^[A-Za-z0-9_-]+$", Codec().Encode(new(Noon, "id"), "ann"));

    [Fact]
    public void Decode_Null_IsTheFirstPage() => Assert.Null(Codec().Decode(null, "ann"));

    [Fact]
    public void Decode_AnyBitChanged_IsRefused()
    {
        var codec = Codec();
        var bytes = Base64Url.DecodeFromChars(codec.Encode(new(Noon, "id"), "ann"));
        for (int bit = 0; bit < bytes.Length * 8; bit++)
        {
            var changed = (byte[])bytes.Clone();
            changed[bit / 8] ^= (byte)(1 << (bit % 8));

            var refusal = RefusalOf(codec, Base64Url.EncodeToString(changed), "ann");

            Assert.Equal(
                bit < 8 ? CursorRefusal.OtherVersion : bit < 16 ? CursorRefusal.UnknownKey : CursorRefusal.NotAuthentic, refusal);
        }
    }

    [Fact]
    public void Decode_AnyLength_IsRefusedWhereItIsCutOrExtended()
    {
        var codec = Codec();
        var text = codec.Encode(new(Noon, "id"), "ann");

        Assert.All(Enumerable.Range(0, text.Length), length
            => Assert.True(RefusalOf(codec, text[..length], "ann") is CursorRefusal.Malformed or CursorRefusal.NotAuthentic));
        Assert.Equal(CursorRefusal.NotAuthentic, RefusalOf(codec, text + "AAAA", "ann"));
    }

    [Theory]
    [InlineData("bob")]
    [InlineData("ann", "")]
    [InlineData("an", "n")]
    [InlineData("Ann")]
    public void Decode_OtherScope_IsRefused(params string[] scope)
    {
        var codec = Codec();

        Assert.Equal(CursorRefusal.NotAuthentic, RefusalOf(codec, codec.Encode(new(Noon, "id"), "ann"), scope));
    }

    [Fact]
    public void Decode_ScopesThatUtf8WouldMakeEqual_AreRefused()
    {
        var codec = Codec();

        Assert.Equal(CursorRefusal.NotAuthentic, RefusalOf(codec, codec.Encode(new(Noon, "id"), "\ud800"), "\ud801"));
    }

    [Fact]
    public void Decode_ScopePartsThatAreJoinedAlike_AreRefused()
    {
        var codec = Codec();

        Assert.Equal(CursorRefusal.NotAuthentic, RefusalOf(codec, codec.Encode(new(Noon, "id"), "a", "b:c"), "a:b", "c"));
    }

    [Fact]
    public void Decode_CursorOfAnotherListOrType_IsRefused()
    {
        var text = Codec().Encode(new(Noon, "id"), "ann");

        Assert.Equal(CursorRefusal.NotAuthentic, RefusalOf(Codec(purpose: "other"), text, "ann"));
        var error = Assert.Throws<InvalidCursorException>(()
            => new CursorCodec<string, string>(Options()).Decode(text, "ann"));
        Assert.Equal(CursorRefusal.NotAuthentic, error.Reason);
    }

    [Fact]
    public void Decode_KeysAreChanged_AcceptsTheOldKeyUntilItIsTakenOut()
    {
        var old = Codec(keys: [Key(1)]).Encode(new(Noon, "id"), "ann");
        var both = Codec(keys: [Key(2), Key(1)]);
        var renewed = both.Encode(new(Noon, "id"), "ann");

        Assert.Equal("id", both.Decode(old, "ann")!.Value.Id);
        Assert.Equal("id", Codec(keys: [Key(2)]).Decode(renewed, "ann")!.Value.Id);
        Assert.Equal(CursorRefusal.UnknownKey, RefusalOf(Codec(keys: [Key(2)]), old, "ann"));
    }

    [Fact]
    public void Decode_SameIdOtherSecret_IsRefused()
    {
        var text = Codec(keys: [Key(1)]).Encode(new(Noon, "id"), "ann");
        var other = new CursorKey(1, new byte[CursorKey.MinSecretBytes]);

        Assert.Equal(CursorRefusal.NotAuthentic, RefusalOf(Codec(keys: [other]), text, "ann"));
    }

    [Fact]
    public void Decode_LifetimeOver_IsRefused()
    {
        var codec = Codec(lifetime: TimeSpan.FromMinutes(5));
        var text = codec.Encode(new(Noon, "id"), "ann");
        _time.Advance(TimeSpan.FromMinutes(5));
        Assert.NotNull(codec.Decode(text, "ann"));
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(CursorRefusal.Expired, RefusalOf(codec, text, "ann"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("not a cursor")]
    [InlineData("AQ")]
    [InlineData("äöü")]
    public void Decode_NoCursor_IsRefused(string text) => Assert.Equal(CursorRefusal.Malformed, RefusalOf(Codec(), text, "ann"));

    [Theory]
    [InlineData(" {0}")]
    [InlineData("{0}\n")]
    [InlineData("{0}=")]
    [InlineData("{0}==")]
    [InlineData("{0}%")]
    public void Decode_OtherSpellingOfAGenuineCursor_IsRefused(string spelling)
    {
        CursorCodec<long, long> codec = new(new CursorOptions { Keys = { new CursorKey(1, new byte[32]) } });
        string text = codec.Encode(new(1, 2), "ann");

        Assert.Equal(
            CursorRefusal.Malformed,
            Assert.Throws<InvalidCursorException>(
                () => codec.Decode(string.Format(null, spelling, text), "ann")).Reason);
    }

    /// <summary>The last character may have bits that are in no byte: each position has one cursor alone.</summary>
    [Fact]
    public void Decode_OtherLastCharacterOfAGenuineCursor_IsRefused()
    {
        var codec = new CursorCodec<string, int>(new CursorOptions { Keys = { new CursorKey(1, new byte[32]) } });
        int refused = 0;
        foreach (string sortKey in new[] { "", "a", "ab" })
        {
            string text = codec.Encode(new(sortKey, 2), "ann");
            foreach (char other in "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".Where(c => c != text[^1]))
            {
                Assert.Throws<InvalidCursorException>(() => codec.Decode(text[..^1] + other, "ann"));
                refused++;
            }
        }

        Assert.Equal(3 * 63, refused);
    }

    [Fact]
    public void Decode_TooLong_IsRefusedUnread()
        => Assert.Equal(
            CursorRefusal.Malformed,
            RefusalOf(Codec(), new string('A', CursorCodec<DateTimeOffset, string>.MaxLength + 1), "ann"));

    [Fact]
    public void Encode_LongestIdThatFits_IsWithinTheBound()
    {
        var codec = Codec();
        int longest = 0;
        while (Record.Exception(() => codec.Encode(new(Noon, new string('x', longest + 1)), "ann")) is null)
        {
            longest++;
        }

        var text = codec.Encode(new(Noon, new string('x', longest)), "ann");

        Assert.InRange(text.Length, 1_000, CursorCodec<DateTimeOffset, string>.MaxLength);
        Assert.Equal(longest, codec.Decode(text, "ann")!.Value.Id.Length);
        Assert.Throws<ArgumentException>(() => codec.Encode(new(Noon, new string('x', 100_000)), "ann"));
    }

    [Fact]
    public void Encode_BadInput_SaysWhichAndWhy()
    {
        Assert.Throws<ArgumentException>("scope", () => Codec().Encode(new(Noon, "id")));
        Assert.Throws<ArgumentNullException>("scope", () => Codec().Encode(new(Noon, "id"), "ann", null!));
        Assert.Throws<ArgumentNullException>("cursor", () => Codec().Encode(new(Noon, null!), "ann"));
        Assert.ThrowsAny<ArgumentException>(() => Codec().Encode(new(Noon, "\ud800"), "ann"));
    }

    [Fact]
    public void Construct_BadOptions_SaysWhichAndWhy()
    {
        Assert.Throws<ArgumentException>("Keys", () => new CursorCodec<int, int>(new CursorOptions()));
        Assert.Throws<ArgumentException>("Keys", () => Codec(keys: [Key(1), Key(1)]));
        Assert.Throws<ArgumentOutOfRangeException>("Lifetime", () => Codec(lifetime: TimeSpan.Zero));
        Assert.Throws<ArgumentException>("secret", () => new CursorKey(1, new byte[31]));
        var unsupported = Assert.Throws<ArgumentException>(() => new CursorCodec<byte, int>(Options()));
        Assert.Contains("Byte", unsupported.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ToPage_OneMoreThanTheLimit_HasMore()
    {
        var codec = new CursorCodec<int, string>(Options());
        string[] read = ["a", "b", "c"];

        var page = codec.ToPage(read, 2, item => new(1, item), "ann");
        var last = codec.ToPage(read, 3, item => new(1, item), "ann");

        Assert.True(page.HasMore);
        Assert.Equal(["a", "b"], page.Items);
        Assert.Equal(new Cursor<int, string>(1, "b"), codec.Decode(page.Next, "ann"));
        Assert.False(last.HasMore);
        Assert.Equal(read, last.Items);
    }

    [Fact]
    public void Compare_Texts_IgnoresCultures()
    {
        Assert.True(new Cursor<string, string>("B", "a") < new Cursor<string, string>("a", "a"));
        Assert.True(new Cursor<int, string>(1, "a") < new Cursor<int, string>(1, "b"));
        Assert.True(new Cursor<int, string>(2, "a") >= new Cursor<int, string>(1, "b"));
    }

    private static CursorKey Key(byte id) => new(id, [.. Enumerable.Range(id, 32).Select(value => (byte)value)]);

    private static CursorRefusal RefusalOf(CursorCodec<DateTimeOffset, string> codec, string text, params string[] scope)
        => Assert.Throws<InvalidCursorException>(() => codec.Decode(text, scope)).Reason;

    private void RoundTrips<TSort, TId>(TSort sortKey, TId id)
        where TSort : IComparable<TSort>
        where TId : IComparable<TId>
    {
        var codec = new CursorCodec<TSort, TId>(Options());

        var position = codec.Decode(codec.Encode(new(sortKey, id), "ann"), "ann")!.Value;

        Assert.Equal((sortKey, id), (position.SortKey, position.Id));
    }

    private CursorCodec<DateTimeOffset, string> Codec(
        IReadOnlyList<CursorKey>? keys = null, string purpose = "", TimeSpan? lifetime = null)
        => new(Options(keys, purpose, lifetime));

    private CursorOptions Options(IReadOnlyList<CursorKey>? keys = null, string purpose = "", TimeSpan? lifetime = null)
    {
        var options = new CursorOptions
        {
            Purpose = purpose,
            Lifetime = lifetime ?? Timeout.InfiniteTimeSpan,
            TimeProvider = _time,
        };
        foreach (var key in keys ?? [Key(1)])
        {
            options.Keys.Add(key);
        }

        return options;
    }
}
