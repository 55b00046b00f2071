using System.Runtime.ExceptionServices;

namespace Rote;

/// <summary>What a bulk method answers for one of its items: a result, nothing, or a failure of this item alone.</summary>
/// <typeparam name="TResult">The result.</typeparam>
/// <remarks>
/// A bulk method that can fail for single items returns a list of these, aligned with the items it was asked for. The
/// callers of a failed item get its exception, all others their results. The default value says that there is nothing: a
/// caller gets the default of
/// <typeparamref name="TResult"/>, which is no error.
/// </remarks>
public readonly struct BatchResult<TResult> : IEquatable<BatchResult<TResult>>
{
    private readonly TResult _value;
    private readonly Exception? _error;

    internal BatchResult(TResult value, Exception? error)
    {
        _value = value;
        _error = error;
    }

    /// <summary>Why the item failed; <see langword="null"/> where it did not.</summary>
    public Exception? Error => _error;

    /// <summary>The result.</summary>
    /// <exception cref="InvalidOperationException">The item failed; the inner exception says why.</exception>
    public TResult Value => _error is null
        ? _value
        : throw new InvalidOperationException("The item of this result has failed. Look at Error first.", _error);

    /// <summary>A result.</summary>
    /// <param name="value">The value.</param>
    public static implicit operator BatchResult<TResult>(TResult value) => new(value, null);

    /// <summary>Whether two say the same.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    public static bool operator ==(BatchResult<TResult> left, BatchResult<TResult> right) => left.Equals(right);

    /// <summary>Whether two differ.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    public static bool operator !=(BatchResult<TResult> left, BatchResult<TResult> right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(BatchResult<TResult> other)
        => ReferenceEquals(_error, other._error) && EqualityComparer<TResult>.Default.Equals(_value, other._value);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is BatchResult<TResult> other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_value, _error);

    internal ExceptionDispatchInfo? Read(out TResult value)
    {
        value = _value;
        return _error is null ? null : ExceptionDispatchInfo.Capture(_error);
    }
}
