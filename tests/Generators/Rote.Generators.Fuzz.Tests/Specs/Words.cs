namespace Rote.Generators.Fuzz.Tests.Specs;

/// <summary>Names that interfaces, members and parameters are given: common ones, keywords, and what generated code says
/// itself.</summary>
internal static class Words
{
    public static readonly string[] Interfaces =
    [
        "IStore", "Store", "ISTORE", "Istore", "I", "IÜber", "@interface", "IEvent", "i1", "IMemory", "I記憶", "IDecorator",
        "StoreDecorator", "IDisposables", "ITask",
    ];

    public static readonly string[] Namespaces = ["A", "a", "A.B", "A.@event", "System", "Rote", "Größe", "Store", "global",
        "IStore"];

    public static readonly string[] Members =
    [
        "Get", "Find", "GetAsync", "FindAsync", "Load", "@event", "@class", "@int", "Größe", "名前", "_x", "inner", "_inner",
        "_context",
        "value", "Item", "Decorate", "Key", "GetKey", "GetMiss", "GetMeasured", "GetWriting", "_getCache", "Dispose",
        "DisposeAsync",
        "Equals", "ToString", "GetHashCode", "GetType", "Finalize", "get_Size", "add_Changed", "await", "async", "var", "record",
        "nameof", "field", "file", "required", "partial", "System", "Rote", "Task", "dynamic", "@this", "@base", "when", "x",
    ];

    public static readonly string[] Parameters =
    [
        "id", "key", "name", "value", "self", "state", "item", "items", "token", "inner", "_inner", "_context", "result", "task",
        "measurement", "exception", "options", "@in", "@params", "@event", "@this", "ключ", "名", "a", "b", "index", "group",
        "field",
        "await", "async", "var", "dynamic", "yield", "nameof", "scoped", "record", "args", "_", "__", "from", "select", "get",
        "set", "clone",
        "cancellationToken", "ct", "Id", "Rest", "Item1", "Key", "System", "Rote", "global", "when", "where", "notnull", "Equals",
        "GetHashCode", "unmanaged", "file", "required", "extension", "with", "not", "and", "on", "by", "alias",
    ];

    public static readonly string[] TypeParameters = ["T", "TKey", "TValue", "TResult", "U", "TSelf", "@class", "Key", "Ö",
        "result", "Task"];
}
