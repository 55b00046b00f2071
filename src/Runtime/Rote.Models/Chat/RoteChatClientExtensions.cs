using Microsoft.Extensions.AI;

namespace Rote.Models;

/// <summary>Puts Rote before chat clients.</summary>
public static class RoteChatClientExtensions
{
    /// <summary>Keeps the answers of a client; see <see cref="RoteChatClient"/>.</summary>
    /// <param name="client">The provider; disposed of together with the result.</param>
    /// <param name="options">Lifetimes and scopes; <see langword="null"/>: the defaults.</param>
    /// <returns>
    /// The client to call instead. In a pipeline's builder: <c>builder.Use(inner => inner.UseRote(options))</c>.
    /// </returns>
    /// <exception cref="ArgumentNullException">There is no provider.</exception>
    /// <exception cref="ArgumentException">An option makes no sense.</exception>
    public static RoteChatClient UseRote(this IChatClient client, RoteChatOptions? options = null) => new(client, options);
}
