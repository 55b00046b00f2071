namespace Rote.Generators.Tests.Behaviour;

/// <summary>Keys of every kind.</summary>
public interface IKeys
{
    /// <summary>Numbers that no <see cref="long"/> holds, and everything that is hashed as a number.</summary>
    [Cached]
    long Number(ulong large, DayOfWeek day, bool flag, char letter, nuint native);

    /// <summary>Values that bring their own hash, some of them missing.</summary>
    [Cached]
    long Value(Guid? id, decimal amount, string? text, (int, string) pair);
}
