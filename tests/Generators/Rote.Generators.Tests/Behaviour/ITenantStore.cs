namespace Rote.Generators.Tests.Behaviour;

/// <summary>A generic interface whose type argument is neither in its keys nor in its values.</summary>
/// <typeparam name="TTenant">Whose store it is.</typeparam>
public interface ITenantStore<TTenant>
{
    [Cached(SecondLevel = true, Tags = ["names"])]
    ValueTask<string> NameAsync(int id);
}
