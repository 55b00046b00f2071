namespace Rote.Generators.Tests.Behaviour;

/// <summary>The top of a diamond.</summary>
public interface IShapesRoot
{
    string Root();
}
