namespace Rote.Generators.Tests.Snapshots;

public sealed class MemberSnapshots
{
    [Fact]
    public void PropertiesIndexersEvents() => DecoratorVerifier.Verify("""
        namespace Demo;

        public interface IMembers
        {
            [Monitored] void Touch();
            string Name { get; }
            int Count { get; set; }
            int Write { set; }
            int Initial { get; init; }
            ref int Reference { get; }
            ref readonly long ReadOnly { get; }
            [AllowNull] string Text { get; set; }
            string? this[int index] { get; set; }
            string this[string key, bool exact = true] { get; }
            event EventHandler? Changed;
            event Action<int> Counted;
            int WithDefault => 1;
        }
        """);

    [Fact]
    public void Parameters() => DecoratorVerifier.Verify("""
        namespace Demo;

        public enum Level { Low, High = 5 }
        public struct Big { public long A; }
        public readonly ref struct View;

        public interface IParameters
        {
            [Monitored] void Touch();
            void Passing(ref int a, in Big b, out string c, ref readonly Big d, scoped ref int e, scoped View f);
            int Rest(string first, params int[] rest);
            int Spans(params ReadOnlySpan<int> rest);
            int Lists(int a = 1, params IReadOnlyList<string> rest);
            void Numbers(int a = -1, long b = long.MinValue, ulong c = 5, double d = double.NaN, float e = 1.5f, decimal f = 0.10m, byte g = 7);
            void Texts(string a = "quote \" and {brace}\n", string? b = null, char c = '\'', char d = '\0');
            void Others(bool a = true, Level b = Level.High, Level c = (Level)3, Level? d = null, Guid e = default, Big? f = null);
            (int Id, string? Name) Tuple((double X, double Y) point, dynamic anything, List<dynamic> more);
            void Keywords(int @class, string @event, bool value, int await, int field);
        }
        """);

    [Fact]
    public void GenericMethods() => DecoratorVerifier.Verify("""
        namespace Demo;

        public interface IGenerics
        {
            [Monitored]
            Task<TResult?> MapAsync<TSource, TResult>(TSource source, Func<TSource, TResult> map)
                where TSource : class, IComparable<TSource>, new()
                where TResult : struct;

            T? Find<T>(string id);
            void All<A, B, C, D, E>(A a, B? b, C c, D d, E e)
                where A : unmanaged
                where B : class?
                where C : notnull
                where D : Exception?
                where E : IDisposable, allows ref struct;
            T Default<T>(T value = default!) where T : struct, Enum;
        }
        """);

    [Fact]
    public void Inheritance() => DecoratorVerifier.Verify("""
        namespace Demo;

        public interface IRoot
        {
            [Cached] ValueTask<int> RootAsync(int id);
            void Same(int value);
            int Number { get; }
            T? Generic<T>(T? value);
        }
        public interface ILeft : IRoot { void Same(string text); void Hidden(); }
        public interface IRight : IRoot { new void Same(int value); new string Number { get; } new T? Generic<T>(T? value) where T : class; }

        public interface IBottom : ILeft, IRight, IComparable<string>
        {
            [Monitored] new void Hidden();
            [Monitored] string ToString();
            internal int Internal(int value);
            static int Helper() => 1;
            sealed int Fixed() => 2;
            private int Secret() => 3;
            void IRoot.Same(int value) { }
        }
        """);

    [Fact]
    public void Attributes() => DecoratorVerifier.Verify("""
        namespace Demo;

        public interface IAttributes
        {
            [Monitored] void Touch();
            [Obsolete("Use Touch.")] void Old();
            [Obsolete("Gone.", true)] void Gone();
            [Obsolete, Monitored] Task OldAsync();
            [return: NotNullIfNotNull(nameof(text))] string? Trim(string? text);
            [DoesNotReturn, Monitored] void Fail();
            bool TryGet(string key, [NotNullWhen(true)] out object? value);
            [RequiresUnreferencedCode("Reflection.")] object Make([DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicMethods)] Type type);
            [Experimental("DEMO1")] int Tried();
        }
        """);

    [Fact]
    public void Clashes() => DecoratorVerifier.Verify("""
        namespace Demo;

        public sealed class ClashesDecorator;

        public interface IClashes
        {
            [Cached, Monitored] Task<int> GetAsync(string key, int getAsyncKey, string self, int _inner, int value);
            [Cached] ValueTask<int> LoadAsync(int state, [NotInKey] int self, [NotInKey] int Item1, [NotInKey] int Rest);
            [Cached] ValueTask<IReadOnlyList<int>> ListAsync(string item, IReadOnlyList<int> items);
            [Monitored] Task<int> MeasureAsync(int measurement, int result, int exception);
            int _context { get; }
            void GetAsyncKey();
            void GetAsyncMiss();
            bool Dispose(bool now);
            int Item { get; }
            [System.Runtime.CompilerServices.IndexerName("Entry")] int this[int index] { get; }
        }
        """);

    [Fact]
    public void Pointers() => DecoratorVerifier.Verify("""
        namespace Demo;

        public unsafe interface IPointers
        {
            [Monitored] int* Move(int* from, void** to);
            delegate*<int, void> Callback { get; set; }
            [Monitored] int Safe();
        }
        """);
}
