namespace Rote.EndToEnd.Tests;

public interface IBase
{
    string Describe();

    [Cached]
    ValueTask<int> LengthAsync(string text);
}
