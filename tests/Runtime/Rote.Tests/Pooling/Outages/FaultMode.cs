namespace Rote.Tests.Pooling.Outages;

/// <summary>How the way to the server is broken.</summary>
internal enum FaultMode
{
    /// <summary>It is not.</summary>
    None,

    /// <summary>Every connection is reset, old and new.</summary>
    Reset,

    /// <summary>What is sent arrives nowhere; new connections are accepted and hear nothing.</summary>
    BlackHole,

    /// <summary>What is sent arrives later than anybody waits.</summary>
    Slow,

    /// <summary>The server's side is gone for good; the client's side does not hear of it.</summary>
    HalfOpen,
}
