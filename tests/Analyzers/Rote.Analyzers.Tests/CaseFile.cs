using Rote.Testing;

namespace Rote.Analyzers.Tests;

/// <summary>A file of cases, beside the tests, that reads like the code it holds.</summary>
/// <remarks>
/// <c># Group</c> begins a group, <c>== name</c> a case; what follows, up to the next, is its code. A line <c>=&gt;</c> divides
/// a case in two: what goes in, and what comes out.
/// </remarks>
internal sealed class CaseFile
{
    private const string GroupMark = "# ";
    private const string CaseMark = "== ";
    private const string Divider = "\n=>\n";

    private readonly Dictionary<string, string> _cases = [];

    private CaseFile(string path)
    {
        var group = "";
        var name = "";
        foreach (var line in File.ReadLines(path))
        {
            if (line.StartsWith(GroupMark, StringComparison.Ordinal))
            {
                group = line[GroupMark.Length..];
                name = "";
            }
            else if (line.StartsWith(CaseMark, StringComparison.Ordinal))
            {
                name = $"{group}: {line[CaseMark.Length..]}";
                _cases.Add(name, "");
            }
            else if (name.Length > 0)
            {
                _cases[name] += line + "\n";
            }
        }
    }

    /// <summary>Reads a file of the folder <c>Cases</c>.</summary>
    public static CaseFile Read(string name) => new(Repository.PathOf("tests/Analyzers/Rote.Analyzers.Tests/Cases/" + name));

    /// <summary>The keys of all cases.</summary>
    public IEnumerable<string> All => _cases.Keys;

    /// <summary>The keys of all cases, or of those in the given groups.</summary>
    public TheoryData<string> Keys(params string[] groups)
        => [.. _cases.Keys.Where(key => groups.Length == 0 || groups.Contains(key.Split(':')[0]))];

    /// <summary>The code of a case.</summary>
    public string Single(string key) => _cases[key].Trim('\n');

    /// <summary>The two parts of a case.</summary>
    public (string Before, string After) Pair(string key)
    {
        var parts = Single(key).Split(Divider);
        return (parts[0], parts[1]);
    }
}
