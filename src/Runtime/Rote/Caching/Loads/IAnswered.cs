namespace Rote.Caching;

/// <summary>Who waits for a store's answer through an <see cref="AnswerWait{TValue}"/>.</summary>
internal interface IAnswered<TValue>
{
    /// <summary>The call has ended, well or badly. Must not throw.</summary>
    void OnAnswer(ValueTask<TValue> call);
}
