namespace Rote.Generators.Emission;

/// <summary>Types of the base library as emitted code names them.</summary>
internal static class KnownTypes
{
    public const string ArgumentNullException = "global::System.ArgumentNullException";
    public const string Array = "global::System.Array";
    public const string AsyncDisposable = "global::System.IAsyncDisposable";
    public const string CancellationToken = "global::System.Threading.CancellationToken";
    public const string CancellationTokenSource = "global::System.Threading.CancellationTokenSource";
    public const string CollectionExtensions = "global::System.Collections.Generic.CollectionExtensions";
    public const string CultureInfo = "global::System.Globalization.CultureInfo";
    public const string Disposable = "global::System.IDisposable";
    public const string Enumerable = "global::System.Collections.Generic.IEnumerable";
    public const string Exception = "global::System.Exception";
    public const string GeneratedCode = "global::System.CodeDom.Compiler.GeneratedCode";
    public const string List = "global::System.Collections.Generic.List";
    public const string Math = "global::System.Math";
    public const string ModuleInitializer = "global::System.Runtime.CompilerServices.ModuleInitializer";
    public const string NotSupportedException = "global::System.NotSupportedException";
    public const string ReadOnlyDictionary = "global::System.Collections.Generic.IReadOnlyDictionary";
    public const string ReadOnlyList = "global::System.Collections.Generic.IReadOnlyList";
    public const string Task = "global::System.Threading.Tasks.Task";
    public const string TimeSpan = "global::System.TimeSpan";
    public const string TimeZoneInfo = "global::System.TimeZoneInfo";
    public const string ValueTask = "global::System.Threading.Tasks.ValueTask";
}
