namespace Rote.Generators.Tests.Snapshots;

public sealed class TypeSnapshots
{
    [Fact]
    public void GenericInterface() => DecoratorVerifier.Verify("""
        namespace Demo;

        public interface IStore<in TKey, out TView, T>
            where TKey : notnull
            where T : class, IEquatable<T>, new()
        {
            [Cached] ValueTask<T?> GetAsync(string id, CancellationToken ct = default);
            [Cached] ValueTask<T?> ByKeyAsync(TKey key);
            [Monitored] TView View(TKey key);
            TOther Convert<TOther>(TKey key) where TOther : T;
        }
        """);

    [Fact]
    public void NestedInterfaces() => DecoratorVerifier.Verify("""
        namespace Demo;

        public static class Outer
        {
            public interface IStore { [Monitored] void Touch(); }

            internal static class Deep
            {
                public interface IStore { [Monitored] void Touch(); }
            }

            private interface IHidden { [Monitored] void Touch(); }
        }

        public class Generic<T>
            where T : struct
        {
            public interface IStore { [Cached] Task<T> GetAsync(int id); }
        }

        file interface IFileLocal { [Monitored] void Touch(); }
        """);

    [Fact]
    public void SameNames() => DecoratorVerifier.Verify("""
        public interface IStore { [Monitored] void Touch(); }

        namespace One
        {
            public interface IStore { [Monitored] void Touch(); }
            public interface Store { [Monitored] void Touch(); }
            public interface IStore<T> { [Monitored] void Touch(T item); }
            public interface ISTORE { [Monitored] void Touch(); }
        }

        namespace One.@event
        {
            internal interface IStore { [Monitored] void Touch(); }
        }
        """);

    [Fact]
    public void Disposable() => DecoratorVerifier.Verify("""
        namespace Demo;

        public interface ISynchronous : IDisposable { [Monitored] void Touch(); new void Dispose(); }
        public interface IAsynchronous : IAsyncDisposable { [Monitored] void Touch(); }
        public interface IBoth : IDisposable, IAsyncDisposable { [Monitored] void Touch(); }
        public interface INeither { [Monitored] void Dispose(); Task DisposeAsync(); }
        """);

    [Fact]
    public void ObsoleteInterface() => DecoratorVerifier.Verify("""
        namespace Demo;

        [Obsolete("Use another.", true)]
        public interface IObsolete { [Cached, Monitored] Task<int> GetAsync(int id); }
        """);

    [Fact]
    public void NullableOblivious() => DecoratorVerifier.Verify("""
        #nullable disable
        namespace Demo;

        public interface IOblivious
        {
            [Cached, Monitored] Task<string> GetAsync(string id, string other = null);
            [Cached] Task<IReadOnlyList<string>> GetManyAsync(IReadOnlyList<string> ids);
            string Name { get; set; }
            event EventHandler Changed;
            T Find<T>(T value = default);
        }
        """);

    [Fact]
    public void PartialInterface() => DecoratorVerifier.Verify("""
        namespace Demo;

        public partial interface IPartial { void Plain(); [Monitored] void First(); }
        public partial interface IPartial { [Cached] int Second(int id); }
        """);
}
