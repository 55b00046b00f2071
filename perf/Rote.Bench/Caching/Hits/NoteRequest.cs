using System.Globalization;

namespace Rote.Bench.Caching.Hits;

/// <summary>What a benchmark asks for: the two parts of a key, and ready keys for caches that want an object.</summary>
internal readonly record struct NoteRequest(string User, string Id, string ReadyText, NoteKeyObject ReadyObject)
{
    /// <summary>Makes requests for different notes: a user of 7 characters, an id of 36.</summary>
    public static NoteRequest[] Make(int count)
    {
        var requests = new NoteRequest[count];
        for (var index = 0; index < count; index++)
        {
            var user = string.Create(CultureInfo.InvariantCulture, $"user{index % 1_000:000}");
            var id = string.Create(CultureInfo.InvariantCulture, $"00000000-0000-4000-8000-{index:000000000000}");
            requests[index] = new(user, id, $"{user}:{id}", new(user, id));
        }

        return requests;
    }

    /// <summary>The same request in other strings.</summary>
    public NoteRequest Copy()
    {
        var user = new string(User);
        var id = new string(Id);
        return new(user, id, new string(ReadyText), new(user, id));
    }
}
