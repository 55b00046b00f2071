using System.Globalization;
using System.Text;
using Rote.Caching;

// Writes a disk cache until it is killed. Arguments: the file, its bound in bytes, the first version to write.
// Before each operation it prints "begin KEY VERSION .", after it "end KEY VERSION .". Odd versions divisible by five are
// removals.
const int Writers = 4;
const int KeysOfEach = 8;

string path = args[0];
long maxBytes = long.Parse(args[1], CultureInfo.InvariantCulture);
long first = long.Parse(args[2], CultureInfo.InvariantCulture);
await using var level = new DiskCacheLevel(new DiskCacheOptions { Path = path, MaxBytes = maxBytes });
var output = TextWriter.Synchronized(Console.Out);
await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(() => WriteAsync(writer))));

async Task WriteAsync(int writer)
{
    // Bounded, for the case that nobody kills this process.
    for (long version = first; version < first + 1_000_000; version++)
    {
        long key = (writer * KeysOfEach) + (version % KeysOfEach);
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"begin {key} {version} ."));
        if (version % 5 == 0 && version % 2 == 1)
        {
            await level.RemoveAsync($"{key}", CancellationToken.None);
        }
        else
        {
            string filler = new('x', (int)(version * 37 % 3000));
            byte[] value = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{key} {version} {filler}"));
            await level.SetAsync($"{key}", value, TimeSpan.FromDays(1), CancellationToken.None);
        }

        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"end {key} {version} ."));
    }
}
