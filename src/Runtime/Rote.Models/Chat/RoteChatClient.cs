using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using Rote.Caching;
using Rote.Generated;

namespace Rote.Models;

/// <summary>A chat client that asks its provider once for equal requests, and not again while the answer is kept.</summary>
/// <remarks>
/// <para>
/// The key is the whole request: provider and address, model, messages with roles and contents, every option, the tools'
/// declarations, and the scope. A request with a part that has no text form goes to the provider as it is. Kept are whole
/// answers only: finished by
/// <see cref="ChatFinishReason.Stop"/>, without tool calls, errors, or a conversation at the provider. Failures, refusals, cut
/// answers and streams that were not read to their end are never kept.
/// </para>
/// <para>
/// Answers and streams share entries: what was asked for in one piece is replayed as a stream, and the other way round. Each
/// caller gets an answer of his own; one that did not cost him anything has a usage of zero.
/// </para>
/// <para>Thread-safe.</para>
/// </remarks>
public sealed class RoteChatClient : DelegatingChatClient, IAsyncDisposable
{
    /// <summary>
    /// Among the additional properties of an answer that no request was sent for: <c>exact</c>, <c>similar</c>, <c>shared</c> (it
    /// came for somebody else who asked the same, and is not kept), <c>template:NAME</c> or <c>skipped</c>.
    /// </summary>
    public const string SourceProperty = "rote.source";

    internal const string ExactSource = "exact";
    internal const string SimilarSource = "similar";
    internal const string SharedSource = "shared";
    private const string TemplateSource = "template:";
    private const string SkippedSource = "skipped";
    private const string Service = "Rote.Models.Chat";

    private readonly RoteChatOptions _options;
    private readonly SimilarityIndex? _similarities;

    private readonly DecoratorContext _context;
    private readonly ChatKeys _keys;
    private readonly ChatProvider _provider;
    private readonly ChatCounts _counts = new();
    private readonly CacheRegion<ChatKey, ChatEntry> _region;

    /// <summary>Makes one.</summary>
    /// <param name="innerClient">The provider; disposed of together with this client.</param>
    /// <param name="options">Lifetimes and scopes; <see langword="null"/>: the defaults. Copied.</param>
    /// <exception cref="ArgumentException">
    /// An option makes no sense, or there is a second level and no model is known.
    /// </exception>
    public RoteChatClient(IChatClient innerClient, RoteChatOptions? options = null)
        : base(innerClient)
    {
        RoteChatOptions own = (options ?? new RoteChatOptions()).Snapshot();
        _options = own;
        _similarities = own.Similarity is null ? null : new SimilarityIndex(own.Similarity);
        _keys = new ChatKeys(own, innerClient.GetService<ChatClientMetadata>());
        if (own.Rote.SecondLevel is not null && _keys.DefaultModel is null)
        {
            throw new ArgumentException(
                "The provider does not say what its model is, and answers of two models must not meet in a second level. Set "
                + "RoteChatOptions.ModelId.",
                nameof(options));
        }

        RoteOptions surroundings = own.Rote.Snapshot();
        surroundings.Serializers.Add(new ChatEntrySerializer());
        _provider = new ChatProvider(innerClient, own, _counts);
        _context = new DecoratorContext(Service, surroundings);
        _region = _context.Cache(
            new CachePolicy
            {
                Region = "chat",
                Lifetime = own.Lifetime,
                MaxWeight = own.MaxBytes,
                SecondLevel = true,
            },
            new CacheFunctions<ChatKey, ChatEntry>
            {
                KeyText = ChatKey.WriteText,
                Weight = static entry => entry.Bytes,
                Lifetime = static entry => entry.IsKept ? null : TimeSpan.Zero,
            });
    }

    /// <summary>What this client has done so far.</summary>
    public RoteChatStatistics Statistics => _counts.Snapshot(_region.Statistics);

    /// <summary>Asks for an answer.</summary>
    /// <param name="messages">The messages. Read before the call returns.</param>
    /// <param name="options">The options.</param>
    /// <param name="cancellationToken">Lets this caller leave. The request goes on for others who wait for it.</param>
    /// <returns>The answer, the caller's own.</returns>
    /// <exception cref="ArgumentNullException">There are no messages.</exception>
    /// <exception cref="OperationCanceledException">This caller left.</exception>
    /// <exception cref="ObjectDisposedException">The client is disposed of.</exception>
    public override Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
        => GetResponseAsync(null, messages, options, cancellationToken);

    /// <summary>Asks for an answer as a stream. Nothing happens until it is read.</summary>
    /// <param name="messages">The messages. Read when the stream is.</param>
    /// <param name="options">The options.</param>
    /// <param name="cancellationToken">Lets this caller leave. The request goes on for others who wait for it.</param>
    /// <returns>
    /// The updates as the provider sends them; an answer that is known, or on its way to somebody else, is replayed when it is
    /// whole.
    /// </returns>
    /// <exception cref="ArgumentNullException">There are no messages.</exception>
    public override IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
        => GetStreamingResponseAsync(null, messages, options, cancellationToken);

    /// <summary>This client for one tenant, user or session: its answers are not shown to others.</summary>
    /// <param name="scope">Who; not empty.</param>
    /// <returns>A view; nothing to dispose of.</returns>
    /// <exception cref="ArgumentException">The scope is empty.</exception>
    public IChatClient WithScope(string scope)
    {
        ArgumentException.ThrowIfNullOrEmpty(scope);
        return new ScopedChatClient(this, scope);
    }

    /// <summary>Forgets every answer, in memory and in the second level.</summary>
    public void Clear()
    {
        _region.InvalidateAll();
        _similarities?.Clear();
    }

    /// <inheritdoc/>
    public override object? GetService(Type serviceType, object? serviceKey = null)
        => serviceKey is null && serviceType == typeof(RoteChatClient) ? this : base.GetService(serviceType, serviceKey);

    /// <summary>
    /// Finishes writes to the second level within <see cref="RoteOptions.DrainTimeout"/>, then disposes of the provider.
    /// </summary>
    /// <returns>Completes when everything is written.</returns>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await _context.DisposeAsync().ConfigureAwait(false);
        }
        finally
        {
            Dispose();
        }
    }

    internal async Task<ChatResponse> GetResponseAsync(
        string? scope, IEnumerable<ChatMessage> messages, ChatOptions? options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(messages);
        _counts.Ask();
        var request = new ChatRequest([.. messages], options?.Clone());
        if (AnswerWithoutModel(request) is { } answer)
        {
            return answer;
        }

        if (_keys.KeyOf(scope, request.Messages, options) is not { } key)
        {
            _counts.Bypass();
            _counts.Send();
            return await InnerClient.GetResponseAsync(request.Messages, options, cancellationToken).ConfigureAwait(false);
        }

        if (!_region.TryGet(in key, out ChatEntry? entry))
        {
            request = request.Copy();
            var question = new ChatQuestion(_provider, request, _similarities, FrameOf(key, request), _counts);
            entry = await LoadAsync(key, question, cancellationToken).ConfigureAwait(false);
            question.Remember(key, entry);
        }

        return entry.Take();
    }

    internal async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        string? scope,
        IEnumerable<ChatMessage> messages,
        ChatOptions? options,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(messages);
        _counts.Ask();
        var request = new ChatRequest([.. messages], options?.Clone());
        IAsyncEnumerable<ChatResponseUpdate> updates;
        if (AnswerWithoutModel(request) is { } answer)
        {
            updates = answer.ToChatResponseUpdates().ToAsyncEnumerable();
        }
        else if (_keys.KeyOf(scope, request.Messages, options) is not { } key)
        {
            _counts.Bypass();
            _counts.Send();
            updates = InnerClient.GetStreamingResponseAsync(request.Messages, options, cancellationToken);
        }
        else
        {
            updates = _region.TryGet(in key, out ChatEntry? entry)
                ? Replay(entry)
                : LoadStreamAsync(key, request.Copy(), cancellationToken);
        }

        await foreach (ChatResponseUpdate update in updates.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            yield return update;
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _context.Dispose();
        }

        base.Dispose(disposing);
    }

    private static IAsyncEnumerable<ChatResponseUpdate> Replay(ChatEntry entry)
        => entry.Take().ToChatResponseUpdates().ToAsyncEnumerable();

    private ChatFrame? FrameOf(ChatKey key, ChatRequest request)
        => _similarities is null ? null : _keys.FrameOf(key, request);

    private ValueTask<ChatEntry> LoadAsync(ChatKey key, ChatQuestion question, CancellationToken cancellationToken)
        => _region.LoadAsync(
            key,
            (question, _region),
            static (state, key, token) => state.question.AnswerAsync(state._region, key, token),
            cancellationToken);

    /// <summary>The answer of a template, or that of a prompt which is not worth a call.</summary>
    private ChatResponse? AnswerWithoutModel(ChatRequest request)
    {
        if (ChatKeys.PromptOf(request.Messages) is not { } prompt)
        {
            return null;
        }

        bool isFree = request.Options is null
            or { ResponseFormat: not ChatResponseFormatJson, ToolMode: not RequiredChatToolMode };
        foreach (ChatTemplate template in isFree ? _options.Templates : [])
        {
            if (template.AnswerTo(prompt) is { } text)
            {
                _counts.AnswerByTemplate();
                return ChatAnswers.Make(text, TemplateSource + template.Name);
            }
        }

        if (_options.IsWorthACall?.Invoke(prompt) != false)
        {
            return null;
        }

        _counts.Skip();
        return ChatAnswers.Make(_options.SkippedAnswer, SkippedSource);
    }

    private async IAsyncEnumerable<ChatResponseUpdate> LoadStreamAsync(
        ChatKey key, ChatRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var own = new StreamedAnswer(_provider, request, _similarities, FrameOf(key, request), _counts);
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task<ChatEntry> load = LoadAsync(key, own, leaving.Token).AsTask();

        // However it ends, also when somebody else's load answers: the reader below must not wait for more.
        Task completion = CompleteAsync(own, load);
        try
        {
            await foreach (ChatResponseUpdate update in own.Updates.ReadAllAsync(cancellationToken).ConfigureAwait(false))
            {
                yield return update;
            }

            ChatEntry entry = await load.ConfigureAwait(false);
            own.Remember(key, entry);
            if (!own.IsRead)
            {
                foreach (ChatResponseUpdate update in entry.Take().ToChatResponseUpdates())
                {
                    yield return update;
                }
            }
        }
        finally
        {
            // A reader who stops half-way leaves; when nobody else waits, the provider's stream is cancelled and nothing is kept.
            await leaving.CancelAsync().ConfigureAwait(false);
            await completion.ConfigureAwait(false);
        }
    }

    private static async Task CompleteAsync(StreamedAnswer answer, Task<ChatEntry> load)
    {
        await ((Task)load).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        answer.Complete();
    }
}
