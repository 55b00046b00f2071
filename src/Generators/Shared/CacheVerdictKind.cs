namespace Rote.Generators.Shared;

/// <summary>Whether and how a method can be cached, or the first reason why not.</summary>
internal enum CacheVerdictKind
{
    /// <summary>One entry for each call.</summary>
    Cacheable,

    /// <summary>One entry for each item of the list parameter that <see cref="CacheVerdict.ParameterIndex"/> names.</summary>
    CacheablePerItem,

    /// <summary>One entry for each call, with all items of the stream that it returns.</summary>
    CacheableBuffered,

    /// <summary>A type is missing from the compilation: nothing can be said yet.</summary>
    Broken,

    /// <summary>A static member, an accessor or an operator.</summary>
    NotAnInstanceMethod,

    /// <summary>The method has type parameters of its own: one region cannot hold values of many types.</summary>
    GenericMethod,

    /// <summary><c>void</c>, <c>Task</c> or <c>ValueTask</c>: there is no result to keep.</summary>
    NoResult,

    /// <summary>The result is a reference, a pointer or a <c>ref struct</c>.</summary>
    RefResult,

    /// <summary>The result is an <c>IAsyncEnumerable</c>, which is read once, and <c>Buffered</c> is not set.</summary>
    StreamResult,

    /// <summary>The result is an <c>IEnumerable</c>, <c>IQueryable</c> or enumerator, or a <c>ValueTask</c> by itself: what it
    /// brings is not there yet.</summary>
    DeferredResult,

    /// <summary>The result is disposable: its first reader would dispose of it for all others.</summary>
    DisposableResult,

    /// <summary>A parameter is passed by reference.</summary>
    ByRefParameter,

    /// <summary>A parameter is a pointer or a <c>ref struct</c>.</summary>
    RefLikeParameter,

    /// <summary>A parameter is a list, but the method is not of the per-item shape.</summary>
    ListParameter,

    /// <summary>A parameter cannot be compared by value.</summary>
    UnkeyableParameter,

    /// <summary>A parameter has no text form, which a second level needs.</summary>
    NoTextForm,

    /// <summary><c>SecondLevel</c> on a synchronous method, which cannot wait for one.</summary>
    SynchronousSecondLevel,

    /// <summary><c>MaxWeight</c> of entries that the application's own cache keeps and bounds.</summary>
    WeightInMemoryCache,

    /// <summary><c>MaxWeight</c> without <c>WeightFrom</c>: nothing says what a value weighs.</summary>
    WeightWithoutFunction,

    /// <summary><c>WeightFrom</c> names no static method that weighs the value.</summary>
    NoWeightFunction,

    /// <summary><c>LifetimeFrom</c> names no static method that decides how long the value lives.</summary>
    NoLifetimeFunction,
}
