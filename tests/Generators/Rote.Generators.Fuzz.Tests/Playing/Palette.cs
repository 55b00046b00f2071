namespace Rote.Generators.Fuzz.Tests.Playing;

// What random interfaces are made of, beside the platform's types.

public enum Level
{
    Low,
    High = 5,
}

[Flags]
public enum Rights : byte
{
    None = 0,
    Read = 1,
    Write = 2,
}

public readonly record struct Point(int X, int Y);

public record Note(string Id);

public sealed record Memo(string Id, int Rank) : Note(Id);

public interface IShape
{
    int Number { get; }
}

public class Mutable : IShape
{
    public int Number { get; set; }

    public override string ToString() => $"Mutable {Number}";
}

public readonly ref struct View(int number)
{
    public int Number { get; } = number;
}

public delegate string Handler(int number, Note note);
