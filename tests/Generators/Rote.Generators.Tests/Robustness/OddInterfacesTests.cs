namespace Rote.Generators.Tests.Robustness;

/// <summary>Interfaces that once had no decorator, or one that did not compile without a warning.</summary>
public sealed class OddInterfacesTests
{
    [Theory]
    [InlineData("int Count { [Monitored] get; }")]
    [InlineData("[Monitored] static int operator +(IStore store, int number) => number;")]
    public void Emit_AspectOnSomethingElseComesFirst_DecoratesTheMethods(string member)
        => Assert.Contains("FindAsyncMeasured", Emit($"{member} [Monitored] Task FindAsync();"), StringComparison.Ordinal);

    [Theory]
    [InlineData("")]
    [InlineData(", true")]
    public void Emit_ObsoleteAccessor_IsAsObsolete(string error)
    {
        var text = Emit($$"""int Size { get; [Obsolete("Grow"{{error}})] set; } [Monitored] Task FindAsync();""");
        Assert.Contains("[global::System.Obsolete(\"Grow\"", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Emit_ObsoleteGetter_IsAsObsolete() => Assert.Contains(
        "[global::System.Obsolete(\"Measure\")]",
        Emit("""int Size { [Obsolete("Measure")] get; } [Monitored] Task FindAsync();"""),
        StringComparison.Ordinal);

    [Fact]
    public void Emit_ObsoleteWithoutId_DisablesTheUsualWarnings() => Assert.Contains(
        "#pragma warning disable CS0612, CS0618",
        Emit("""[Obsolete("Old", DiagnosticId = "")] void Old(); [Monitored] Task FindAsync();"""),
        StringComparison.Ordinal);

    [Fact]
    public void Emit_BulkMethodOverloadedForArrays_CallsTheOneItMatched() => Assert.Contains(
        "FindManyAsync((global::System.Collections.Generic.IEnumerable<string>)items)",
        Emit("""
            [Batched("FindManyAsync")] Task<int> FindAsync(string id);
            Task<int[]> FindManyAsync(IEnumerable<string> ids);
            ValueTask<ICollection<int>> FindManyAsync(IReadOnlyList<string> ids);
            """),
        StringComparison.Ordinal);

    [Fact]
    public void Emit_CachedListMethodOverloadedForArrays_CallsItself() => Assert.Contains(
        "FindManyAsync((global::System.Collections.Generic.IReadOnlyList<string>)items)",
        Emit("[Cached] Task<int[]> FindManyAsync(IReadOnlyList<string> ids); Task<string> FindManyAsync(string[] ids);"),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("[Cached] int Find([AllowNull] string id);")]
    [InlineData("[Cached] int Find([DisallowNull] string? id);")]
    [InlineData("[Cached] int Find([NotInKey, AllowNull] string id, [NotInKey, DisallowNull] string? trace);")]
    [InlineData("[Cached] Task<int[]> FindAsync([NotInKey, DisallowNull] string? trace, int[] ids);")]
    [InlineData("[Cached, Monitored] [return: MaybeNull] string Find(string id);")]
    [InlineData("[Invalidates(All = true)] [return: MaybeNull] string Find(string id);")]
    [InlineData("[Monitored, Invalidates(All = true)] [return: MaybeNull] string Find(string id);")]
    [InlineData("[Monitored, Invalidates(All = true)] [return: NotNullIfNotNull(nameof(id))] string? Find(string? id);")]
    [InlineData("[Monitored, Invalidates(All = true)] [return: NotNull] string? Find(string? id);")]
    [InlineData("[Monitored, Cached] [return: NotNullIfNotNull(nameof(id))] string? Find(string? id);")]
    [InlineData("int this[[DisallowNull] string? id] { get; set; } [Monitored] Task FindAsync();")]
    [InlineData("[MaybeNull] ref dynamic?[] Last { get; } [Monitored] Task FindAsync();")]
    [InlineData("[MaybeNull] ref string Last { get; } [Monitored] Task FindAsync();")]
    [InlineData("[NotNull] ref readonly string? this[int index] { get; } [Monitored] Task FindAsync();")]
    [InlineData("[return: MaybeNull] ref string Find(); [Monitored] Task FindAsync();")]
    [InlineData("[return: MaybeNull] ref dynamic?[] Find(); [Monitored] Task FindAsync();")]
    public void Emit_AttributesAboutNull_DoNotWarn(string member)
        => Assert.Contains("StoreDecorator", Emit(member), StringComparison.Ordinal);

    [Fact]
    public void Emit_TypeParametersNamedAsLocals_Compiles() => Assert.Contains(
        "outcome",
        EmitSource("namespace Demo; public interface IStore { [Monitored] Task<@result> FindAsync<@result>(); }"),
        StringComparison.Ordinal);

    [Fact]
    public void Emit_TypeParameterNamedAsTheDecorator_GivesItAnotherName() => Assert.Contains(
        "class StoreDecorator2<StoreDecorator>",
        EmitSource("namespace Demo; public interface IStore<StoreDecorator> { [Monitored] Task FindAsync(); }"),
        StringComparison.Ordinal);

    [Fact]
    public void Emit_NamespaceNamedAsTheDecorator_GivesItAnotherName() => Assert.Contains(
        "class StoreDecorator2",
        EmitSource("""
            namespace Demo.StoreDecorator { public sealed class Other; }
            namespace Demo { public interface IStore { [Monitored] Task FindAsync(); } }
            """),
        StringComparison.Ordinal);

    [Fact]
    public void Emit_CallerInformation_IsFilledByTheCompilerForTheDecoratorToo()
    {
        const string Attribute = "[global::System.Runtime.CompilerServices.CallerMemberName] string ";
        var text = Emit("""
            [Monitored] Task LogAsync([System.Runtime.CompilerServices.CallerMemberName] string member = "");
            """);
        Assert.Equal(2, text.Split(Attribute).Length);
    }

    [Fact]
    public void Emit_ListMethodUnderAnotherOwner_DoesNotShareEntriesUnasked() => Assert.Contains(
        "Region = \"IStore.FindManyAsync\"",
        Emit("""
            [Cached] Task<string> FindAsync(string user, string id);
            [Cached] Task<string[]> FindManyAsync(string folder, string[] ids);
            """),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("[Cached] int Find(string id, CancellationToken token);", "state.token")]
    [InlineData("[Cached, Monitored] int Find(CancellationToken token);", "state.token")]
    [InlineData("[Cached] int Find([NotInKey] int depth, CancellationToken one, CancellationToken two);", "state.one, state.two")]
    public void Emit_SynchronousCachedMethodWithAToken_PassesTheCallersToken(string member, string expected)
        => Assert.Contains(expected, Emit(member), StringComparison.Ordinal);

    [Fact]
    public void Emit_DefaultOfARefReadonlyParameter_IsLeftOutWithThoseBeforeIt() => Assert.Contains(
        "void Find(int first, ref readonly int depth, int last = 5)",
        EmitSource("""
            #pragma warning disable CS9200 // What the compiler says of the interface it would say of its decorator.
            namespace Demo;
            public interface IStore
            {
                void Find(int first = 1, ref readonly int depth = 3, int last = 5);
                [Monitored] Task FindAsync();
            }
            """),
        StringComparison.Ordinal);

    [Fact]
    public void Emit_IndexerWithOneOptionalParameter_HasNoDefault() => Assert.Contains(
        "string this[int index]",
        EmitSource("""
            #pragma warning disable CS1066 // What the compiler says of the interface it would say of its decorator.
            namespace Demo;
            public interface IStore { string this[int index = 3] { get; set; } [Monitored] Task FindAsync(); }
            """),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("event Action? Dispose;", "IDisposable", "", ".Dispose += value")]
    [InlineData("int Count { get; }", "ICloneable", "new static int Count() => 1;", ".Count")]
    [InlineData("int Count();", "ICloneable", "new class Count;", ".Count()")]
    public void Emit_InheritedMemberHiddenBySomethingElse_IsAddressedThroughItsInterface(
        string inherited, string another, string own, string access)
        => Assert.Contains(
            "((global::Demo.IRoot)_inner)" + access,
            EmitSource($$"""
                namespace Demo;
                public interface IRoot { {{inherited}} }
                public interface IBranch : IRoot, {{another}} { {{own}} [Monitored] Task FindAsync(); }
                """),
            StringComparison.Ordinal);

    private static string Emit(string members)
        => EmitSource($$"""namespace Demo; public interface IStore { {{members}} }""");

    private static string EmitSource(string source)
        => DecoratorVerifier.Run(source).Files.Single(file => file.Key.StartsWith("Demo.", StringComparison.Ordinal)).Value;
}
