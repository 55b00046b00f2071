using Rote.Bench.Figures;

namespace Rote.Bench.FirstLight;

/// <summary>What the build of the whole solution says.</summary>
internal static class BuildFigures
{
    /// <summary>Warnings of a full build, into a folder of its own, so that the running program is not in its way.</summary>
    public static async Task<Figure> WarningsAsync(CancellationToken cancellationToken)
    {
        var artifacts = Directory.CreateTempSubdirectory("rote-build-");
        try
        {
            var output = await ChildProcess.DotNetAsync(
                ["build", "Toolkit.sln", "-c", "Release", "--artifacts-path", artifacts.FullName, "-nologo"], cancellationToken);
            var warnings = output.Split('\n').Count(line => line.Contains(": warning ", StringComparison.Ordinal));
            return new("warnings of a full build", warnings, "warnings", BarKind.AtMost, 0);
        }
        finally
        {
            artifacts.Delete(recursive: true);
        }
    }
}
