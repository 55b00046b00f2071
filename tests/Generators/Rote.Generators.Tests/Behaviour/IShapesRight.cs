namespace Rote.Generators.Tests.Behaviour;

/// <summary>The right side of a diamond, which has a member of the left's name.</summary>
public interface IShapesRight : IShapesRoot
{
    string Clash();
}
