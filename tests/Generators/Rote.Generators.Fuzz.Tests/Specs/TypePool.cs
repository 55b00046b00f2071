namespace Rote.Generators.Fuzz.Tests.Specs;

/// <summary>Types that members are made of, as they are written.</summary>
internal static class TypePool
{
    /// <summary>Values that can be part of a key, and of which an entry may be made.</summary>
    public static readonly string[] Values =
    [
        "int", "long", "bool", "char", "string", "string?", "Guid", "Level", "Level?", "int?", "Point", "Point?", "Rights",
        "Memo", "decimal",
        "double", "byte", "nint", "DateTimeOffset", "Uri", "(int Id, string Name)", "(string?, (int X, bool)?)", "Type",
        "DateOnly?", "float",
        "ulong", "short",
    ];

    /// <summary>What else a parameter may be.</summary>
    public static readonly string[] Others =
    [
        "object", "object?", "dynamic", "Note", "Note?", "Mutable", "int[]", "string?[]?", "int[,]", "int[][]", "List<int>",
        "IReadOnlyList<string>",
        "IEnumerable<int>", "Dictionary<string, int>", "IDictionary<string, List<int>>?", "Func<int, int>", "Action", "Handler",
        "IShape",
        "ReadOnlyMemory<byte>", "Memory<int>", "byte[]", "Stream", "Exception?", "CancellationToken", "IDisposable",
        "IAsyncEnumerable<int>",
        "Task<int>", "ValueTask<string>", "KeyValuePair<string, int>", "HashSet<int>", "ICollection<string>",
        "IReadOnlyDictionary<int, Note?>",
        "(int A, string? B, List<(int X, Note? Y)> C)", "Nullable<int>", "System.Collections.Generic.IList<Level>",
        "ArraySegment<int>",
        "Task", "IEnumerator<int>", "Tuple<int, string>", "Lazy<string>", "dynamic?[]", "Func<Task<int>>?", "(int, dynamic)",
    ];

    /// <summary>Lists of keys.</summary>
    public static readonly string[] Lists =
        ["IReadOnlyList<{0}>", "List<{0}>", "{0}[]", "IEnumerable<{0}>", "ICollection<{0}>", "IReadOnlyCollection<{0}>",
            "IList<{0}>"];

    /// <summary>Types that live on the stack.</summary>
    public static readonly string[] StackBound = ["Span<int>", "ReadOnlySpan<char>", "ReadOnlySpan<string>", "View"];

    /// <summary>Types that need an unsafe context.</summary>
    public static readonly string[] Pointers = ["int*", "void*", "char**", "Point*", "delegate*<int, void>",
        "delegate* unmanaged<int*, long>", "nint*"];

    /// <summary>Constraints; <c>{0}</c> is the parameter, <c>{1}</c> one declared before it.</summary>
    public static readonly string[] Constraints =
    [
        "", "", "", "class", "class?", "struct", "notnull", "unmanaged", "new()", "class, new()", "IShape", "IShape?",
        "class, IShape",
        "Note", "Note?", "IComparable<{0}>", "IEquatable<{0}>?", "struct, IEquatable<{0}>", "Enum", "struct, Enum", "Delegate",
        "notnull, IShape", "Mutable, new()", "IShape, new()", "{1}", "class, {1}", "IEnumerable<{1}>", "unmanaged, Enum",
    ];

    /// <summary>Default values by type; a type that is not listed has <c>default</c>.</summary>
    public static readonly Dictionary<string, string[]> Defaults = new()
    {
        ["int"] = ["5", "-1", "int.MaxValue", "int.MinValue", "default"],
        ["long"] = ["long.MinValue", "3"],
        ["ulong"] = ["ulong.MaxValue"],
        ["short"] = ["-7"],
        ["byte"] = ["255"],
        ["nint"] = ["5", "-5"],
        ["bool"] = ["true", "false"],
        ["char"] = ["'x'", "'\\''", "'\\0'", "'\\uD800'", "'\\u2028'", "'é'"],
        ["string"] = ["\"\"", "\"quote \\\" brace {x} \\n\\t\\u2028\"", "null", "\"\\uD800\"", "@\"C:\\x\"", "nameof(Note)"],
        ["string?"] = ["null", "\"x\""],
        ["double"] = ["double.NaN", "-0.0", "1e300", "double.NegativeInfinity", "double.Epsilon", "0.1"],
        ["float"] = ["float.NaN", "1.5f", "float.MaxValue", "-0f"],
        ["decimal"] = ["0.10m", "-1m", "79228162514264337593543950335m"],
        ["Level"] = ["Level.High", "(Level)77", "default"],
        ["Level?"] = ["null", "Level.Low"],
        ["Rights"] = ["Rights.Read | Rights.Write", "(Rights)200"],
        ["int?"] = ["null", "3"],
        ["object"] = ["null"],
        ["object?"] = ["null"],
    };
}
