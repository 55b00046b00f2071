using AgentMemory.Cli;

using var signals = new ProcessSignals();
var exitCode = await Application.RunAsync(args, Console.Out, Console.Error, signals.Token);
return signals.ExitCode ?? exitCode;
