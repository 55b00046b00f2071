namespace Rote.Generators.Tests.Behaviour;

/// <summary>The left side of a diamond.</summary>
public interface IShapesLeft : IShapesRoot
{
    string Clash();
}
