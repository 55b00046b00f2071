namespace Rote.Generators.Tests.Behaviour;

/// <summary>Answers with the tenant and the number of its calls.</summary>
internal sealed class RecordingTenantStore<TTenant> : ITenantStore<TTenant>
{
    private int _calls;

    public ValueTask<string> NameAsync(int id) => new($"{typeof(TTenant).Name} {id}/{++_calls}");
}
