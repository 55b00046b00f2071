using Rote.Generators.Shared;

namespace Rote.Generators.Model;

/// <summary>A parameter that becomes a tag.</summary>
/// <param name="Name">Name of the tag.</param>
/// <param name="Parameter">Place of the parameter.</param>
/// <param name="Values">What is told of each value.</param>
/// <param name="Constants">The values, as constants; empty for a <c>bool</c>, which is asked for instead.</param>
internal sealed record MonitorTagModel(
    string Name, int Parameter, EquatableArray<string> Values, EquatableArray<string> Constants);
