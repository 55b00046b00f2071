namespace Rote.Tests.Caching.Levels;

/// <summary>A call of a level that a script decides about.</summary>
internal sealed class ScriptedCall(Action effect, Action succeed, Action fail)
{
    public bool TookEffect { get; private set; }

    public void TakeEffect()
    {
        if (!TookEffect)
        {
            TookEffect = true;
            effect();
        }
    }

    public void Succeed() => succeed();

    public void Fail() => fail();
}
