namespace Rote.Generators.Shared;

/// <summary>Whether an interface can be decorated, or the first reason why not.</summary>
internal enum InterfaceVerdictKind
{
    /// <summary>It can.</summary>
    Decoratable,

    /// <summary>Something is missing or still being typed: nothing can be said yet.</summary>
    Broken,

    /// <summary>The interface, or a type around it, is private, protected or local to its file.</summary>
    Hidden,

    /// <summary>The interface and a type around it have type parameters of the same name.</summary>
    TypeParameterOfTwo,

    /// <summary>The use of a type around it is an error.</summary>
    InForbiddenType,

    /// <summary>A static abstract member: there is no inner one to forward to.</summary>
    StaticAbstractMember,

    /// <summary>An abstract member that a decorator cannot see.</summary>
    HiddenMember,

    /// <summary>An operator of an instance, such as <c>+=</c>: the decorator is not the store that it would change.</summary>
    InstanceOperator,

    /// <summary>A member with <c>__arglist</c>.</summary>
    VariableArguments,
}
