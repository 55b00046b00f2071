using Rote.Testing.Scheduling;
using Real = System.Threading.CancellationTokenRegistration;

namespace Rote.Batching;

/// <summary>A registration with a step after it is made and around its end.</summary>
internal readonly struct CancellationTokenRegistration : IDisposable
{
    private readonly Real _real;

    private CancellationTokenRegistration(Real real) => _real = real;

    public static implicit operator CancellationTokenRegistration(Real real)
    {
        Interleaver.Step("registered");
        return new CancellationTokenRegistration(real);
    }

    public bool Unregister()
    {
        Interleaver.Step("Unregister");
        bool gone = _real.Unregister();
        Interleaver.Step("done");
        return gone;
    }

    /// <summary>Waits for a callback that runs.</summary>
    public void Dispose()
    {
        CancellationToken token = _real.Token;
        if (!Unregister())
        {
            CancellationTokenSource.AwaitCallbacks(token);
        }
    }
}
