namespace Rote.Monitoring;

/// <summary>What holds calls back for a while, as its instruments see it.</summary>
internal interface IHoldsBack
{
    /// <summary>Name of the single-item operation.</summary>
    string Operation { get; }

    /// <summary>What it holds now. Constant time; called whenever somebody collects metrics.</summary>
    HeldBack CountHeld();
}
