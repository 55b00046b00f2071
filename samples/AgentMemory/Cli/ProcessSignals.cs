using System.Runtime.InteropServices;

namespace AgentMemory.Cli;

/// <summary>Turns Ctrl-C and a polite kill into a cancelled token, so that the job leaves by its own door.</summary>
internal sealed class ProcessSignals : IDisposable
{
    private const int SignalExitBase = 128;
    private readonly CancellationTokenSource _source = new();
    private readonly PosixSignalRegistration _interrupt;
    private readonly PosixSignalRegistration _terminate;
    private int _signal;

    public ProcessSignals()
    {
        _interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, context => Handle(context, number: 2));
        _terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => Handle(context, number: 15));
    }

    public CancellationToken Token => _source.Token;

    /// <summary>The exit code that shells expect of a process ended by a signal; <see langword="null"/> without one.</summary>
    public int? ExitCode => Volatile.Read(ref _signal) is var number and not 0 ? SignalExitBase + number : null;

    public void Dispose()
    {
        _interrupt.Dispose();
        _terminate.Dispose();
        _source.Dispose();
    }

    private void Handle(PosixSignalContext context, int number)
    {
        // A second signal is not held back: whoever presses twice means it.
        context.Cancel = Interlocked.CompareExchange(ref _signal, number, 0) == 0;
        if (context.Cancel)
        {
            _source.Cancel();
        }
    }
}
