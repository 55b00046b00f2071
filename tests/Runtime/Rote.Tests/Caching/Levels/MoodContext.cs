using System.Text.Json.Serialization;

namespace Rote.Tests.Caching.Levels;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Mood))]
[JsonSerializable(typeof(List<string>))]
internal sealed partial class MoodContext : JsonSerializerContext;
