using Rote.Caching;
using Rote.Testing;

namespace Rote.Tests.Caching.Levels;

/// <summary>
/// One seeded order of events: loads, updates and invalidations of two processes, and calls of their store that take effect
/// and end in any order. A value is the version of its key in a database; the oracle knows which versions are too old.
/// </summary>
internal sealed class LevelScript : IDisposable
{
    private const int Processes = 2;
    private const int Steps = 120;

    private static readonly string[] Ids = ["a1", "a2", "b1"];

    private readonly Random _random;
    private readonly bool _faults;
    private readonly ManualTimeProvider _time = new();
    private readonly ScriptedStore _store = new();
    private readonly LevelFixture[] _processes = new LevelFixture[Processes];
    private readonly Dictionary<string, int> _database = Ids.ToDictionary(id => id, _ => 0);
    private readonly List<Action> _loads = [];

    /// <summary>Oldest version that a read of this process may find, by the tags and regions it invalidated.</summary>
    private readonly Dictionary<string, int>[] _own = new Dictionary<string, int>[Processes];

    /// <summary>
    /// Oldest version by the keys it invalidated, and when. Holds for its own values, and for those of others that were in the
    /// store by then; not for what another process loaded before and writes after, as the documentation says.
    /// </summary>
    private readonly Dictionary<string, (int Version, long Moment)>[] _ownKeys = new Dictionary<string, (int, long)>[Processes];

    /// <summary>When each write reached the store.</summary>
    private readonly Dictionary<int, long> _landed = [];

    /// <summary>Oldest version that any read may find, by the tags and regions whose removal reached the store.</summary>
    private readonly Dictionary<string, int> _everywhere = Ids.ToDictionary(id => id, _ => 0);

    /// <summary>What each process invalidated by generation: when, and the versions then.</summary>
    private readonly List<(int Process, string Key, long Moment, Dictionary<string, int> Versions)> _invalidations = [];

    private readonly string _regionKey = LevelKeySpace.Region("IService", "notes").Key;
    private int _writes;

    public LevelScript(int seed, bool faults)
    {
        _random = new Random(seed);
        _faults = faults;
        _store.OnRemoved = Removed;
        _store.OnSet = Landed;
        for (int i = 0; i < Processes; i++)
        {
            _processes[i] = new LevelFixture(
                new ScriptedLevel(_store, i), _time, maxPendingRemovals: _random.Next(3) == 0 ? 2 : 100);
            _own[i] = Ids.ToDictionary(id => id, _ => 0);
            _ownKeys[i] = Ids.ToDictionary(id => id, _ => (0, -1L));
        }
    }

    public int Hits { get; private set; }

    public string? Violation { get; private set; }

    public void Run()
    {
        for (int step = 0; step < Steps && Violation is null; step++)
        {
            _store.Moment++;
            Step();
        }

        if (Violation is null)
        {
            Settle();
        }
    }

    public void Dispose()
    {
        foreach (LevelFixture process in _processes)
        {
            process.Dispose();
        }
    }

    private void Step()
    {
        int process = _random.Next(Processes);
        switch (_random.Next(20))
        {
            case < 4:
                Load(process, Ids[_random.Next(Ids.Length)]);
                break;
            case < 5:
                Invalidate(process, Ids[_random.Next(Ids.Length)]);
                break;
            case < 7:
                _processes[process].TryRunOne();
                break;
            case < 9 when _loads.Count > 0:
                Action load = _loads[_random.Next(_loads.Count)];
                _loads.Remove(load);
                load();
                break;
            case 19 when _faults:
                Disturb();
                break;
            case var _ when _store.Calls.Count > 0:
                _store.Step(_random, _faults);
                break;
        }
    }

    private void Disturb()
    {
        switch (_random.Next(4))
        {
            case 0:
                _store.Corrupt(_random);
                break;
            case 1:
                _store.Evict(_random);
                break;
            default:
                _time.Advance(TimeSpan.FromMilliseconds(_random.Next(1, 1_500)));
                break;
        }
    }

    /// <summary>As a region does: look, load on a miss, write. The load and the write are steps of their own.</summary>
    private async void Load(int process, string id)
    {
        int floor = Math.Max(_own[process][id], _everywhere[id]);
        (int Version, long Moment) byKey = _ownKeys[process][id];
        LevelRead<string?> read = await _processes[process].Read(id).ConfigureAwait(false);
        if (read.Found)
        {
            Hits++;
            var found = ScriptedWrite.Parse(read.Value!);
            bool byKeyHolds = found.Process == process || _landed[found.Number] <= byKey.Moment;
            if (found.Version < floor || (byKeyHolds && found.Version < byKey.Version))
            {
                Violation ??= $"Process {process} found {found} of {id}; tags, regions: {floor}; key: {byKey}.";
            }

            return;
        }

        if (read.Ticket is not null)
        {
            _loads.Add(() =>
            {
                string value = new ScriptedWrite(_database[id], process, ++_writes).ToString();
                _loads.Add(() => _ = _processes[process].Write(read, value, seconds: 1_000).AsTask());
            });
        }
    }

    private void Invalidate(int process, string id)
    {
        LevelFixture where = _processes[process];
        switch (_random.Next(5))
        {
            case 0:
                Change(id);
                where.RemoveTag(id);
                Invalidated(process, LevelKeySpace.Tag("IService", LevelFixture.TagsOf(id)[0]).Key, other => other[0] == id[0]);
                break;
            case 1:
                Change(id);
                where.Gate.RemoveTag(new CacheTag("user"));
                Invalidated(process, LevelKeySpace.Tag("IService", new CacheTag("user")).Key, _ => true);
                break;
            case 2:
                Change(id);
                where.Level.RemoveRegion();
                Invalidated(process, _regionKey, _ => true);
                break;
            default:
                Change(id);
                where.Remove(id);
                _ownKeys[process][id] = (_database[id], _store.Moment);
                break;
        }
    }

    private void Change(string id) => _database[id]++;

    private void Invalidated(int process, string key, Func<string, bool> covers)
    {
        Dictionary<string, int> versions = Ids.Where(covers).ToDictionary(id => id, id => _database[id]);
        foreach ((string id, int version) in versions)
        {
            _own[process][id] = version;
        }

        _invalidations.Add((process, key, _store.Moment, versions));
    }

    private void Landed(string key, byte[] value)
    {
        if (key.StartsWith("rote:e:", StringComparison.Ordinal))
        {
            _landed[ScriptedWrite.NumberOf(value)] = _store.Moment;
        }
    }

    private void Removed(int process, string key, long began)
    {
        foreach ((int by, string what, long moment, Dictionary<string, int> versions) in _invalidations)
        {
            if (by == process && what == key && moment <= began)
            {
                foreach ((string id, int version) in versions)
                {
                    _everywhere[id] = Math.Max(_everywhere[id], version);
                }
            }
        }
    }

    /// <summary>Without faults everything comes to its end: no removal waits, and what is written is found.</summary>
    private void Settle()
    {
        _loads.Clear();
        for (int round = 0; round < 20; round++)
        {
            _time.Advance(TimeSpan.FromSeconds(40));
            Drain();
        }

        foreach (LevelFixture process in _processes)
        {
            if (process.Gate.Table.PendingCount > 0)
            {
                Violation ??= "A removal was never confirmed.";
            }
        }

        foreach (string id in Ids)
        {
            Load(0, id);
            Drain();
            Load(1, id);
            Drain();
        }
    }

    private void Drain()
    {
        bool any = true;
        while (any)
        {
            any = _processes[0].TryRunOne() | _processes[1].TryRunOne();
            if (_store.Calls.Count > 0)
            {
                _store.Step(_random, faults: false);
                any = true;
            }

            if (_loads.Count > 0)
            {
                Action load = _loads[0];
                _loads.RemoveAt(0);
                load();
                any = true;
            }
        }
    }
}
