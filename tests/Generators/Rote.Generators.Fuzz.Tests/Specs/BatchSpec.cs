using System.Collections.Immutable;

namespace Rote.Generators.Fuzz.Tests.Specs;

/// <summary>Families that are compiled together.</summary>
internal sealed record BatchSpec(ImmutableList<FamilySpec> Families)
{
    private const int Shown = 2;

    /// <summary>Smaller batches: first each family by itself, since hardly any failure needs two.</summary>
    public IEnumerable<BatchSpec> Shrink()
    {
        if (Families.Count > 1)
        {
            foreach (var family in Families)
            {
                yield return new([family]);
            }

            foreach (var family in Families)
            {
                yield return new(Families.Remove(family));
            }
        }

        if (Families.Count <= Shown)
        {
            foreach (var family in Families)
            {
                foreach (var smaller in family.Shrink())
                {
                    yield return new(Families.Replace(family, smaller));
                }
            }
        }
    }

    /// <inheritdoc/>
    public override string ToString()
        => Families.Count > Shown
            ? $"{Families.Count} families"
            : string.Concat(Families.SelectMany((family, index) => family.Write(index)));
}
