using Rote.Files;

namespace Rote.Tests.Caching.Disk;

/// <summary>
/// A disk in memory that can fail: errors and death at any call, writes torn at any byte, and what was not flushed lost with
/// the power.
/// Names become durable with their folder only, in their order.
/// </summary>
internal sealed class SimulatedFileSystem : IFileSystem
{
    private readonly Lock _gate = new();
    private readonly List<Action<Dictionary<string, SimulatedInode>>> _pendingNames = [];
    private readonly HashSet<string> _locks = [];
    private Dictionary<string, SimulatedInode> _names = [];
    private Dictionary<string, SimulatedInode> _durableNames = [];
    private bool _isDead;

    /// <summary>Calls that change something, so far.</summary>
    public int Changes { get; private set; }

    /// <summary>Number of the change at which the process dies.</summary>
    public int DiesAt { get; set; } = int.MaxValue;

    /// <summary>Bytes that the change it dies at still writes.</summary>
    public int BytesBeforeDeath { get; set; }

    /// <summary>Hears how long the write was that the process died at; 0 for other changes.</summary>
    public Action<int>? Died { get; set; }

    /// <summary>Bytes of all files at most; a write beyond it does a part and fails.</summary>
    public long Capacity { get; set; } = long.MaxValue;

    /// <summary>Asked before each call: an exception to fail with.</summary>
    public Func<string, Exception?>? Fault { get; set; }

    /// <summary>Runs before each call, outside of every lock.</summary>
    public Action<string>? Before { get; set; }

    public IReadOnlyCollection<string> Names
    {
        get
        {
            lock (_gate)
            {
                return [.. _names.Keys];
            }
        }
    }

    public byte[] this[string path]
    {
        get
        {
            lock (_gate)
            {
                return _names[path].Bytes;
            }
        }

        set
        {
            lock (_gate)
            {
                var inode = new SimulatedInode { Bytes = value };
                inode.Flush();
                _names[path] = inode;
                _durableNames[path] = inode;
            }
        }
    }

    /// <summary>The process was killed and starts anew: what was written is there.</summary>
    public void Restart()
    {
        lock (_gate)
        {
            _isDead = false;
            DiesAt = int.MaxValue;
            _locks.Clear();
        }
    }

    /// <summary>The machine lost power and starts anew.</summary>
    public void LosePower(Random random)
    {
        lock (_gate)
        {
            int survivors = random.Next(_pendingNames.Count + 1);
            foreach (Action<Dictionary<string, SimulatedInode>> change in _pendingNames.Take(survivors))
            {
                change(_durableNames);
            }

            _pendingNames.Clear();
            _names = new(_durableNames);
            foreach (SimulatedInode inode in _names.Values.Distinct())
            {
                inode.LosePower(random);
            }
        }

        Restart();
    }

    /// <summary>A change that failed by a fault counts as one too.</summary>
    public void CountChange()
    {
        lock (_gate)
        {
            Changes++;
        }
    }

    public void CreateDirectory(string path) => Enter("mkdir");

    public IDisposable? TryLock(string path)
    {
        Enter("lock");
        lock (_gate)
        {
            return _locks.Add(path) ? new HeldLock(this, path) : null;
        }
    }

    public IFile? Open(string path)
    {
        Enter("open");
        lock (_gate)
        {
            return _names.TryGetValue(path, out SimulatedInode? inode) ? new OpenFile(this, inode) : null;
        }
    }

    public IFile Create(string path)
    {
        Change("create");
        lock (_gate)
        {
            var inode = new SimulatedInode();
            if (!_names.TryAdd(path, inode))
            {
                throw new IOException($"'{path}' is there.");
            }

            _pendingNames.Add(names => names[path] = inode);
            return new OpenFile(this, inode);
        }
    }

    public void Replace(string source, string target)
    {
        Change("rename");
        lock (_gate)
        {
            Rename(_names);
            _pendingNames.Add(Rename);
        }

        void Rename(Dictionary<string, SimulatedInode> names)
        {
            names[target] = names[source];
            names.Remove(source);
        }
    }

    public void Delete(string path)
    {
        Change("unlink");
        lock (_gate)
        {
            if (_names.Remove(path))
            {
                _pendingNames.Add(names => names.Remove(path));
            }
        }
    }

    public void FlushDirectory(string path)
    {
        Change("fsyncdir");
        lock (_gate)
        {
            _durableNames = new(_names);
            _pendingNames.Clear();
        }
    }

    private void Enter(string call)
    {
        Before?.Invoke(call);
        lock (_gate)
        {
            ThrowIfDead();
        }

        if (Fault?.Invoke(call) is { } fault)
        {
            throw fault;
        }
    }

    private void Change(string call) => Change(call, null, 0, []);

    /// <summary>Counts a change; a write is done here, wholly or in part.</summary>
    private void Change(string call, SimulatedInode? inode, long position, ReadOnlySpan<byte> source)
    {
        Enter(call);
        lock (_gate)
        {
            ThrowIfDead();
            if (Changes++ == DiesAt)
            {
                _isDead = true;
                inode?.Write(position, source[..Math.Min(BytesBeforeDeath, source.Length)]);
                Died?.Invoke(source.Length);
                throw new SimulatedCrashException();
            }

            if (inode is null)
            {
                return;
            }

            long others = _names.Values.Where(other => other != inode).Sum(other => (long)other.Bytes.Length);
            long room = Math.Max(0, Capacity - others - position);
            if (position + source.Length > inode.Bytes.Length && room < source.Length)
            {
                inode.Write(position, source[..(int)room]);
                throw new IOException("No space left on device");
            }

            inode.Write(position, source);
        }
    }

    private void ThrowIfDead()
    {
        if (_isDead)
        {
            throw new SimulatedCrashException();
        }
    }

    private sealed class HeldLock(SimulatedFileSystem owner, string path) : IDisposable
    {
        public void Dispose()
        {
            lock (owner._gate)
            {
                owner._locks.Remove(path);
            }
        }
    }

    private sealed class OpenFile(SimulatedFileSystem owner, SimulatedInode inode) : IFile
    {
        private bool _isClosed;

        public long Length
        {
            get
            {
                lock (owner._gate)
                {
                    return inode.Bytes.Length;
                }
            }
        }

        public int Read(long position, Span<byte> target)
        {
            owner.Enter("read");
            ObjectDisposedException.ThrowIf(_isClosed, this);
            lock (owner._gate)
            {
                ReadOnlySpan<byte> bytes = inode.Bytes.AsSpan((int)Math.Min(position, inode.Bytes.Length));
                int count = Math.Min(bytes.Length, target.Length);
                bytes[..count].CopyTo(target);
                return count;
            }
        }

        public void Write(long position, ReadOnlySpan<byte> source)
        {
            ObjectDisposedException.ThrowIf(_isClosed, this);
            owner.Change("write", inode, position, source);
        }

        public void SetLength(long length)
        {
            owner.Change("truncate");
            lock (owner._gate)
            {
                inode.SetLength(length);
            }
        }

        public void Flush()
        {
            owner.Change("fsync");
            lock (owner._gate)
            {
                inode.Flush();
            }
        }

        public void Dispose() => _isClosed = true;
    }
}
