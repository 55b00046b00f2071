using Rote.Caching;

namespace Rote.Tests.Caching.Disk;

/// <summary>
/// One random schedule: sets, removals, time, restarts, kills and losses of power, on a file that often has to make room.
/// </summary>
internal sealed class DiskSchedule
{
    private const int Steps = 60;
    private readonly int _seed;
    private readonly Random _random;
    private readonly DiskFixture _disk;
    private readonly DiskModel _model;
    private readonly bool _isSmall;
    private readonly bool _isEveryWrite;
    private DiskCacheLevel _level;
    private int _values;

    public DiskSchedule(int seed)
    {
        _seed = seed;
        _random = new Random(seed);
        _disk = new DiskFixture(seed);
        _isSmall = _random.Next(2) == 0;
        _isEveryWrite = _random.Next(4) == 0;
        _model = new DiskModel(_disk.Time) { IsExact = !_isSmall };
        _level = Open();
    }

    /// <summary>How often it crashed.</summary>
    public async Task<int> RunAsync()
    {
        int crashes = 0;
        for (int step = 0; step < Steps; step++)
        {
            string what = $"seed {_seed}, step {step}";
            try
            {
                await StepAsync(what);
            }
            catch (SimulatedCrashException)
            {
                crashes++;
                await RecoverAsync(what);
            }
        }

        _disk.Files.DiesAt = int.MaxValue;
        await _level.DisposeAsync();
        return crashes;
    }

    private async Task StepAsync(string what)
    {
        string key = DiskModel.Keys[_random.Next(DiskModel.Keys.Count)];
        switch (_random.Next(12))
        {
            case < 5:
                string value = $"{++_values} {new string('x', _random.Next(_isSmall ? 600 : 200))}";
                var lifetime = TimeSpan.FromMinutes(_random.Next(1, 10));
                _model.BeginSet(key, value, lifetime);
                await DiskFixture.SetAsync(_level, key, value, lifetime);
                _model.EndSet(key);
                break;
            case < 7:
                _model.BeginRemove(key);
                await DiskFixture.RemoveAsync(_level, key);
                _model.EndRemove(key);
                break;
            case 7:
                _disk.Time.Advance(TimeSpan.FromMinutes(_random.Next(3)));
                break;
            case 8:
                await _level.DisposeAsync();
                _level = Open();
                break;
            case 9:
                _disk.Files.DiesAt = _disk.Files.Changes + _random.Next(8);
                _disk.Files.BytesBeforeDeath = _random.Next(2000);
                break;
            default:
                await _model.CheckAsync(_level, what);
                break;
        }
    }

    /// <summary>Starts again, and half of the time dies once more while doing so.</summary>
    private async Task RecoverAsync(string what)
    {
        bool isSecondCrash = _random.Next(2) == 0;
        while (true)
        {
            if (_random.Next(2) == 0)
            {
                _disk.Files.LosePower(_random);
                _model.LosePower();
            }
            else
            {
                _disk.Files.Restart();
            }

            if (isSecondCrash)
            {
                _disk.Files.DiesAt = _disk.Files.Changes + _random.Next(4);
                isSecondCrash = false;
            }

            _level = Open();
            try
            {
                await _model.CheckAsync(_level, what + " after a crash");
                return;
            }
            catch (SimulatedCrashException)
            {
                // Died while it recovered: once more, this time to the end.
                continue;
            }
        }
    }

    private DiskCacheLevel Open() => _disk.Open(options =>
    {
        options.MaxBytes = _isSmall ? 4096 : 1 << 20;
        options.Flush = _isEveryWrite ? DiskCacheFlush.EveryWrite : DiskCacheFlush.Removals;
    });
}
