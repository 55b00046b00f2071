using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.AI;
using Rote.Batching;
using Rote.Generated;

namespace Rote.Models;

/// <summary>
/// Merges concurrent analyses of one kind into one request, and hands each caller his own part of the answer.
/// </summary>
/// <remarks>
/// <para>
/// Inputs travel together where instruction and scope are equal. Every input has a random name and a beginning, which the model
/// has to repeat beside its answer. Where the answer is not one part for each input, with its name and its beginning, or was not
/// said to its end, nothing of it is used, and each input is asked alone. A request that fails fails its callers.
/// </para>
/// <para>
/// A model may still let one input colour the answer to another: merge only what may be seen together.
/// </para>
/// <para>Thread-safe. Nothing is kept: put it over a <see cref="RoteChatClient"/> to keep the answers to lone inputs.</para>
/// </remarks>
public sealed class MergedAnalyses : IAsyncDisposable
{
    private readonly IChatClient _client;
    private readonly MergedAnalysesOptions _options;
    private readonly DecoratorContext _context;
    private readonly Batcher<AnalysisGroup, string, string> _batcher;
    private long _merged;
    private long _single;
    private long _failedChecks;

    /// <summary>Makes one.</summary>
    /// <param name="client">The model; not disposed of.</param>
    /// <param name="options">Limits; <see langword="null"/>: the defaults. Copied.</param>
    /// <exception cref="ArgumentException">There is no model, or an option makes no sense.</exception>
    public MergedAnalyses(IChatClient client, MergedAnalysesOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(client);
        _client = client;
        _options = (options ?? new MergedAnalysesOptions()).Snapshot();
        _context = new DecoratorContext("Rote.Models.Analyses", _options.Rote);
        _batcher = _context.BatchOutcomes<AnalysisGroup, string, string>(
            new BatchPolicy
            {
                Operation = "analyses",
                MaxBatchSize = _options.MaxInputsPerRequest,
                MaxConcurrentBatches = _options.MaxConcurrentRequests,
                MaxDelay = _options.MaxDelay,
            },
            AnalyzeManyAsync);
    }

    /// <summary>What was done so far.</summary>
    public MergedAnalysesStatistics Statistics
        => new(Interlocked.Read(ref _merged), Interlocked.Read(ref _single), Interlocked.Read(ref _failedChecks));

    /// <summary>Analyses an input.</summary>
    /// <param name="instruction">What is asked about it; not empty.</param>
    /// <param name="input">The input; not empty. Equal ones that travel at the same time are one.</param>
    /// <param name="scope">Whose it is: inputs of two scopes never share a request. Default: nobody's in particular.</param>
    /// <param name="cancellationToken">Lets this caller leave. An input that nobody waits for any more is not sent.</param>
    /// <returns>The answer about this input.</returns>
    /// <exception cref="ArgumentException">Instruction or input is empty.</exception>
    /// <exception cref="AnalysisException">The model did not answer to its end.</exception>
    /// <exception cref="OperationCanceledException">This caller left.</exception>
    /// <exception cref="ObjectDisposedException">It is disposed of.</exception>
    public ValueTask<string> AnalyzeAsync(
        string instruction, string input, string? scope = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(instruction);
        ArgumentException.ThrowIfNullOrEmpty(input);
        // Here already, so that an input that cannot be counted fails nobody else.
        _ = _options.CountTokens(input);
        return _batcher.GetAsync(new AnalysisGroup(scope, instruction), input, cancellationToken);
    }

    /// <summary>Refuses new analyses and sends what waits, within <see cref="RoteOptions.DrainTimeout"/>.</summary>
    /// <returns>Completes when everything is answered.</returns>
    /// <exception cref="RoteDrainException">Inputs were not answered in time; their callers get one too.</exception>
    public ValueTask DisposeAsync() => _context.DisposeAsync();

    private async ValueTask<IReadOnlyList<BatchResult<string>>> AnalyzeManyAsync(
        AnalysisGroup group, string[] inputs, CancellationToken cancellationToken)
    {
        var results = new BatchResult<string>[inputs.Length];
        for (int start = 0, end; start < inputs.Length; start = end)
        {
            end = EndOfRequest(inputs, start);
            await AnalyzePartAsync(group.Instruction, inputs[start..end], results.AsMemory(start, end - start), cancellationToken)
                .ConfigureAwait(false);
        }

        return results;
    }

    private int EndOfRequest(string[] inputs, int start)
    {
        int end = start;
        for (long tokens = 0; end < inputs.Length; end++)
        {
            tokens += _options.CountTokens(inputs[end]);
            if (tokens > _options.MaxTokensPerRequest && end > start)
            {
                break;
            }
        }

        return end;
    }

    [SuppressMessage("Design", "CA1031", Justification = "What fails a request is handed to those who wait for its inputs.")]
    private async ValueTask AnalyzePartAsync(
        string instruction, string[] inputs, Memory<BatchResult<string>> results, CancellationToken cancellationToken)
    {
        try
        {
            string[]? answers = inputs.Length == 1
                ? null
                : await TryMergeAsync(instruction, inputs, cancellationToken).ConfigureAwait(false);
            for (int i = 0; i < inputs.Length; i++)
            {
                BatchResult<string> result = answers is null
                    ? await AnalyzeAloneAsync(instruction, inputs[i], cancellationToken).ConfigureAwait(false)
                    : answers[i];
                results.Span[i] = result;
            }
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            results.Span.Fill(BatchResult.FromException<string>(error));
        }
    }

    private async ValueTask<string[]?> TryMergeAsync(string instruction, string[] inputs, CancellationToken cancellationToken)
    {
        var envelope = new AnalysisEnvelope(inputs, _options.NextId);
        if (!envelope.CanBeChecked)
        {
            return null;
        }

        ChatOptions options = _options.Chat?.Clone() ?? new ChatOptions();
        options.ResponseFormat = ChatResponseFormat.Json;
        options.Tools = null;
        Interlocked.Increment(ref _merged);
        ChatResponse response = await _client
            .GetResponseAsync(envelope.MessagesFor(instruction), options, cancellationToken).ConfigureAwait(false);
        string[]? answers = envelope.TrySplit(response);
        if (answers is null)
        {
            Interlocked.Increment(ref _failedChecks);
        }

        return answers;
    }

    [SuppressMessage("Design", "CA1031", Justification = "What fails an input is handed to those who wait for it.")]
    private async ValueTask<BatchResult<string>> AnalyzeAloneAsync(
        string instruction, string input, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _single);
        try
        {
            ChatMessage[] messages = [new(ChatRole.System, instruction), new(ChatRole.User, input)];
            ChatResponse response = await _client
                .GetResponseAsync(messages, _options.Chat?.Clone(), cancellationToken).ConfigureAwait(false);
            return response.FinishReason is { } reason && reason != ChatFinishReason.Stop
                ? BatchResult.FromException<string>(AnalysisException.For(reason))
                : AnalysisEnvelope.IsRefused(response)
                    ? BatchResult.FromException<string>(AnalysisException.ForRefusal(response.FinishReason))
                    : response.Text;
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            return BatchResult.FromException<string>(error);
        }
    }
}
