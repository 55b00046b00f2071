using System.Globalization;

namespace PoolingSample;

/// <summary>The protocol of memories: a line asks, a line answers.</summary>
internal static class MemoryServer
{
    public static LoopbackServer Create() => new(AnswerAsync);

    private static async ValueTask<string?> AnswerAsync(StreamReader reader, CancellationToken cancellationToken)
        => await reader.ReadLineAsync(cancellationToken) switch
        {
            null => null,
            "HELLO" => "WELCOME\n",
            "PING" => "PONG\n",
            ['G', 'E', 'T', ' ', .. var id] => string.Create(CultureInfo.InvariantCulture, $"memory {id}\n"),
            var line => $"UNKNOWN {line}\n",
        };
}
