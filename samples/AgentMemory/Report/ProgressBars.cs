using AgentMemory.Runs;
using Spectre.Console;

namespace AgentMemory.Report;

/// <summary>One bar per run.</summary>
internal sealed class ProgressBars(ProgressContext context) : IProgressDisplay
{
    /// <summary>Shows bars while <paramref name="action"/> runs. Where nobody looks at a terminal, a few plain lines.</summary>
    public static Task<T> ShowAsync<T>(IAnsiConsole console, Func<IProgressDisplay, Task<T>> action)
        => console.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn())
            .StartAsync(context => action(new ProgressBars(context)));

    public RunProgress Begin(string title, int total)
    {
        var task = context.AddTask(title, maxValue: total);
        return new RunProgress(total, done => task.Value = Math.Max(done, task.Value));
    }
}
