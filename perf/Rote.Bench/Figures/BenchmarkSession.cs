using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Perfolizer.Horology;

namespace Rote.Bench.Figures;

/// <summary>One BenchmarkDotNet run in this process, and the figures read from it.</summary>
/// <remarks>In process, because a child project would inherit this repository's build settings.</remarks>
internal sealed class BenchmarkSession
{
    private const int MaxIterations = 20;

    private readonly Summary _summary;

    private BenchmarkSession(Summary summary) => _summary = summary;

    /// <summary>Runs every benchmark of a class; the log goes to standard error, the tables to the artifacts folder.</summary>
    /// <param name="iterationMilliseconds">Length of an iteration; 0: the library's usual one.</param>
    public static BenchmarkSession Run<TBenchmarks>(int iterationMilliseconds = 0)
    {
        var job = Job.Default.WithToolchain(InProcessEmitToolchain.Instance);
        if (iterationMilliseconds > 0)
        {
            job = job.WithIterationTime(TimeInterval.FromMilliseconds(iterationMilliseconds))
                .WithMaxIterationCount(MaxIterations);
        }

        using var log = new StreamWriter(Console.OpenStandardError()) { AutoFlush = true };
        var config = ManualConfig.CreateEmpty()
            .AddJob(job)
            .AddDiagnoser(MemoryDiagnoser.Default)
            .AddColumnProvider(DefaultColumnProviders.Instance)
            .AddColumn(StatisticColumn.Median)
            .AddExporter(MarkdownExporter.GitHub)
            .AddLogger(new StreamLogger(log));
        var summary = BenchmarkRunner.Run<TBenchmarks>(config);
        if (summary.HasCriticalValidationErrors || summary.Reports.IsEmpty || summary.Reports.Any(report => !report.Success))
        {
            throw new InvalidOperationException($"The benchmarks of {typeof(TBenchmarks).Name} did not run; the log is above.");
        }

        return new(summary);
    }

    /// <summary>The median time of a benchmark, in nanoseconds.</summary>
    /// <param name="method">The benchmark.</param>
    /// <param name="entries">Its parameter <c>Entries</c>, where it has one.</param>
    public double MedianNanoseconds(string method, int? entries = null) => ReportOf(method, entries).ResultStatistics!.Median;

    /// <summary>Bytes that one call of a benchmark allocates.</summary>
    /// <param name="method">The benchmark.</param>
    /// <param name="entries">Its parameter <c>Entries</c>, where it has one.</param>
    public double AllocatedBytes(string method, int? entries = null)
    {
        var report = ReportOf(method, entries);
        return report.GcStats.GetBytesAllocatedPerOperation(report.BenchmarkCase)
            ?? throw new InvalidOperationException($"The memory diagnoser gave no figure for {method}.");
    }

    private BenchmarkReport ReportOf(string method, int? entries)
        => _summary.Reports.Single(report => report.BenchmarkCase.Descriptor.WorkloadMethod.Name == method
            && (entries is null || report.BenchmarkCase.Parameters["Entries"].Equals(entries)));
}
