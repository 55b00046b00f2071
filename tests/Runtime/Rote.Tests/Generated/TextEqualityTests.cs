using Rote.Generated;
using Rote.Testing;

namespace Rote.Tests.Generated;

/// <summary>Against the framework's own comparison, at every width that the processor can be told to do without.</summary>
public sealed class TextEqualityTests
{
    /// <summary>Four times the widest vector, and one more.</summary>
    private const int LongestBytes = (4 * 64) + 2;

    /// <summary>Set in the processes that this one starts.</summary>
    private const string InnerRun = "ROTE_TEXT_EQUALITY_WIDTH";

    private static string Program => Path.Combine(AppContext.BaseDirectory, "Rote.Tests.dll");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void AreEqual_EveryLengthAndOddPlace_SaysWhatTheScalarTwinSays()
    {
        var random = new Random(1);
        byte[] left = new byte[LongestBytes + 8];
        byte[] right = new byte[LongestBytes + 8];
        for (int length = 0; length <= LongestBytes; length += sizeof(char))
        {
            for (int offset = 0; offset < 8; offset++)
            {
                // What is around them differs.
                random.NextBytes(left);
                random.NextBytes(right);
                left.AsSpan(offset, length).CopyTo(right.AsSpan(7 - offset));
                AssertTwins(left, offset, right, 7 - offset, length, equal: true);
                for (int at = 0; at < length; at++)
                {
                    right[7 - offset + at] ^= (byte)(1 << random.Next(8));
                    AssertTwins(left, offset, right, 7 - offset, length, equal: false);
                    right[7 - offset + at] = left[offset + at];
                }
            }
        }
    }

    [Fact]
    public void AreEqual_Texts_NullAndEmptyAndLengthsAreToldApart()
    {
        string[] texts = ["", "a", "b", "ab", "abc", "abcd", "abcdefgh", new('x', 16), new('x', 17), new('x', 100)];
        foreach (string text in texts)
        {
            Assert.False(TextEquality.AreEqual(text, null));
            Assert.False(TextEquality.AreEqual(null, text));
            foreach (string other in texts)
            {
                Assert.Equal(text == other, TextEquality.AreEqual(text, new string(other)));
            }
        }

        Assert.True(TextEquality.AreEqual(null, null));
    }

    /// <summary>The same tests again, in processes that have no such instructions.</summary>
    [Theory]
    [InlineData("DOTNET_EnableAVX512")]
    [InlineData("DOTNET_EnableAVX2")]
    [InlineData("DOTNET_EnableAVX")]
    [InlineData("DOTNET_EnableHWIntrinsic")]
    public async Task AreEqual_WithoutSomeInstructions_HoldsAsWell(string without)
    {
        Assert.SkipWhen(Environment.GetEnvironmentVariable(InnerRun) is not null, "This is the process without them.");
        string[] command = ["dotnet", "exec", Program, "-noLogo", "-class", typeof(TextEqualityTests).FullName!];
        CommandResult run = await DotNetCommand.RunAsync(
            "env", AppContext.BaseDirectory, [$"{without}=0", $"{InnerRun}=1", .. command], Token);
        Assert.Contains("Failed: 0", run.EnsureSuccess().Output, StringComparison.Ordinal);
    }

    private static void AssertTwins(byte[] left, int leftAt, byte[] right, int rightAt, int length, bool equal)
    {
        Assert.Equal(equal, left.AsSpan(leftAt, length).SequenceEqual(right.AsSpan(rightAt, length)));
        Assert.Equal(equal, TextEquality.AreEqual(ref left[leftAt], ref right[rightAt], length));
    }
}
