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
    [InlineData("[Monitored] [return: MaybeNull] Task<string> FindAsync(string id);")]
    [InlineData("[Monitored, Invalidates(All = true)] [return: MaybeNull] Task FindAsync(string id);")]
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
        "static outcome =>",
        EmitSource("namespace Demo; public interface IStore { [Monitored] Task<@result[]> FindAsync<@result>(); }"),
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
    [InlineData("event Action? Dispose;", "IDisposable", "", "_inner).Dispose += value")]
    [InlineData("int Count { get; }", "ICloneable", "new static int Count() => 1;", "_inner).Count")]
    [InlineData("int Count();", "ICloneable", "new class Count;", "Inner(\"IBranch.Count\")).Count()")]
    public void Emit_InheritedMemberHiddenBySomethingElse_IsAddressedThroughItsInterface(
        string inherited, string another, string own, string access)
        => Assert.Contains(
            "((global::Demo.IRoot)" + access,
            EmitSource($$"""
                namespace Demo;
                public interface IRoot { {{inherited}} }
                public interface IBranch : IRoot, {{another}} { {{own}} [Monitored] Task FindAsync(); }
                """),
            StringComparison.Ordinal);

    [Theory]
    [InlineData("""
        public interface IStore<T> { [Monitored] void Touch(); }
        public interface IStore_1 { [Monitored] void Touch(); }
        """)]
    [InlineData("""
        public interface IStore<T> { [Monitored] void Touch(); }
        public interface Istore_1 { [Monitored] void Touch(); }
        """)]
    [InlineData("""
        public class Outer<T> { public interface IStore { [Monitored] void Touch(); } }
        public class Outer_1 { public interface IStore { [Monitored] void Touch(); } }
        """)]
    [InlineData("""
        public class Outer<T> { public interface IStore { [Monitored] void Touch(); } }
        namespace Outer_1 { public interface IStore { [Monitored] void Touch(); } }
        """)]
    public void Emit_NameThatLooksLikeThatOfAGenericType_HasAFileOfItsOwn(string types)
        => Assert.Equal(
            2,
            DecoratorVerifier.Run($"namespace Demo {{ {types} }}").Files.Keys
                .Count(file => file.StartsWith("Demo.", StringComparison.Ordinal)));

    [Theory]
    [InlineData("int Count { get => 1; protected set { } }", "set =>")]
    [InlineData("int Count { get => 1; private protected set { } }", "set =>")]
    [InlineData("int Count { protected get => 1; set { } }", "get =>")]
    [InlineData("int this[int index] { get => 1; protected set { } }", "set =>")]
    [InlineData("int Count { get => 1; private set { } }", "set =>")]
    [InlineData("int ToString { get => 1; protected set { } }", "ToString")]
    public void Emit_DefaultAccessorThatNobodyElseCanCall_IsLeftToTheInterface(string member, string accessor)
        => Assert.DoesNotContain(accessor, Emit($"{member} [Monitored] Task FindAsync();"), StringComparison.Ordinal);

    [Theory]
    [InlineData("[UnscopedRef] ref int Last();")]
    [InlineData("[UnscopedRef] ref int Last { get; }")]
    [InlineData("ref int Last { [UnscopedRef] get; }")]
    [InlineData("[UnscopedRef] ref int this[int index] { get; }")]
    [InlineData("[Monitored, UnscopedRef] ref readonly int Last();")]
    public void Emit_ReferenceIntoTheStore_IsPassedOnWithoutTheAttributeOfStructs(string member)
        => Assert.DoesNotContain("UnscopedRef", Emit($"{member} [Monitored] Task FindAsync();"), StringComparison.Ordinal);

    [Fact]
    public void Emit_ReferenceIntoAParameter_KeepsItsAttribute() => Assert.Contains(
        "[global::System.Diagnostics.CodeAnalysis.UnscopedRef] out int depth",
        Emit("void Find([UnscopedRef] out int depth); [Monitored] Task FindAsync();"),
        StringComparison.Ordinal);

    [Fact]
    public void Emit_DefaultThatIsAForbiddenConstant_IsWrittenAsANumber() => Assert.Contains(
        "global::Demo.Level level = (global::Demo.Level)2",
        EmitSource("""
            namespace Demo;
            public enum Level { Low, [Obsolete("Use Low.", true)] High = 2 }
            public interface IStore { void Find(Level level = (Level)2); [Monitored] Task FindAsync(); }
            """),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("public interface IStore { [Cached, Monitored] Task<int> FindAsync(int id); }", 2)]
    [InlineData("[CLSCompliant(false)] public interface IStore { [Cached] uint Find(uint id); }", 2)]
    [InlineData("internal interface IStore { [Cached] uint Find(uint id); }", 0)]
    public void Emit_InAnAssemblyThatComplies_SaysThatTheDecoratorDoesNot(string type, int times)
        => Assert.Equal(
            times + 1,
            EmitSource($"[assembly: CLSCompliant(true)]\nnamespace Demo {{ {type} }}")
                .Split("[global::System.CLSCompliant(false)]\n").Length);

    [Fact]
    public void Emit_MemberThatEditorsHide_IsHiddenThere()
    {
        var text = EmitSource("""
            namespace Demo;
            using System.ComponentModel;
            [EditorBrowsable(EditorBrowsableState.Advanced)]
            public interface IStore
            {
                [EditorBrowsable(EditorBrowsableState.Never), Monitored] Task FindAsync();
            }
            """);
        Assert.Contains("EditorBrowsableState.Never)]\n    public", text, StringComparison.Ordinal);
        Assert.DoesNotContain("EditorBrowsableState.Never)]\n    private", text, StringComparison.Ordinal);
        Assert.Contains("EditorBrowsableState.Advanced)]\n", text, StringComparison.Ordinal);
    }

    private static string Emit(string members)
        => EmitSource($$"""namespace Demo; public interface IStore { {{members}} }""");

    private static string EmitSource(string source)
        => DecoratorVerifier.Run(source).Files.Single(file => file.Key.StartsWith("Demo.", StringComparison.Ordinal)).Value;
}
