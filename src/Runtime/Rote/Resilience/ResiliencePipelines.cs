using System.Threading.RateLimiting;
using Polly;
using Polly.Retry;
using Polly.Timeout;

namespace Rote.Resilience;

/// <summary>Builds the pipeline of an operation, from the caller inwards.</summary>
internal static class ResiliencePipelines
{
    /// <exception cref="ArgumentException">The policy or the options of its operation make no sense.</exception>
    public static ResilientCalls Build(ResiliencePolicy policy, RoteOptions options, int seed)
    {
        options.Resilience.TryGetValue(policy.Operation, out ResilienceOptions? changes);
        var meter = new ResilienceMeter(policy.Operation);
        if (changes?.Pipeline is { } own)
        {
            return new ResilientCalls(
                new ResiliencePipelineBuilder().AddPipeline(own).AddStrategy(_ => new AttemptStrategy(meter)).Build(),
                repeats: true);
        }

        ResilienceSettings settings = ResilienceSettings.Of(policy, changes);
        return new ResilientCalls(Build(settings, meter, options.TimeProvider, seed), settings.Repeats);
    }

    private static ResiliencePipeline Build(ResilienceSettings settings, ResilienceMeter meter, TimeProvider time, int seed)
    {
        var failures = new Failures(settings.ShouldHandle);
        var builder = new ResiliencePipelineBuilder { Name = settings.Operation, TimeProvider = time };
        AddTimeout(builder, settings.Timeout, meter, ResilienceMeter.Timeout);
        if (settings.Retries > 0)
        {
            builder.AddRetry(Retry(settings, failures, meter, seed));
        }

        if (settings.HedgeAfter > TimeSpan.Zero)
        {
            builder.AddStrategy(_ => new HedgingStrategy(settings.HedgeAfter, time, failures, meter));
        }

        AddLimits(builder, settings, failures, meter, time);
        if (settings.BreakAfter > 0 && HangStrategy.IsFor(settings))
        {
            builder.AddStrategy(_ => new HangStrategy(settings, time));
        }

        AddTimeout(builder, settings.AttemptTimeout, meter, ResilienceMeter.AttemptTimeout);
        return builder.AddStrategy(_ => new AttemptStrategy(meter)).Build();
    }

    // The breaker stands between the limits: when it is open, who waits for a place in the store is soon refused, and nobody uses
    // up the rate.
    private static void AddLimits(
        ResiliencePipelineBuilder builder,
        ResilienceSettings settings,
        Failures failures,
        ResilienceMeter meter,
        TimeProvider time)
    {
        if (settings.MaxConcurrent > 0)
        {
            var limiter = new ConcurrencyLimiter(new ConcurrencyLimiterOptions
            {
                PermitLimit = settings.MaxConcurrent,
                QueueLimit = settings.MaxQueued,
                QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
            });
            builder.AddStrategy(_ => new LimiterStrategy(limiter, "concurrency", meter, ResilienceMeter.ConcurrencyRejected));
        }

        if (settings.BreakAfter > 0)
        {
            var breaker = new Breaker(settings, time);
            builder.AddStrategy(_ => new BreakerStrategy(breaker, failures, meter));
            ResilienceInstruments.Add(breaker);
        }

        RateLimiter? rate = settings.RateLimiter
            ?? (settings.CallsPerSecond > 0 ? new TokenBucket(settings.CallsPerSecond, settings.MaxQueued, time) : null);
        if (rate is not null)
        {
            builder.AddStrategy(_ => new LimiterStrategy(rate, "rate", meter, ResilienceMeter.RateRejected));
        }
    }

    private static void AddTimeout(
        ResiliencePipelineBuilder builder, TimeSpan timeout, ResilienceMeter meter, KeyValuePair<string, object?> what)
    {
        if (timeout != Timeout.InfiniteTimeSpan)
        {
            builder.AddTimeout(new TimeoutStrategyOptions
            {
                Timeout = timeout,
                OnTimeout = _ => meter.CountAsync(what),
            });
        }
    }

    private static RetryStrategyOptions Retry(
        ResilienceSettings settings, Failures failures, ResilienceMeter meter, int seed)
    {
        var random = new SeededRandom(seed);
        return new RetryStrategyOptions
        {
            MaxRetryAttempts = settings.Retries,
            Delay = settings.RetryDelay,
            MaxDelay = settings.MaxRetryDelay,
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            Randomizer = random.NextDouble,
            ShouldHandle = args => ValueTask.FromResult(failures.MayPass(args.Outcome.Exception)),
            OnRetry = _ => meter.CountAsync(ResilienceMeter.Retry),
        };
    }
}
