using Microsoft.CodeAnalysis;
using Rote.Generators.Model;
using Rote.Generators.Shared;

namespace Rote.Generators.Parsing;

/// <summary>Reads what <c>[Aggregated]</c> says.</summary>
internal static class AggregationPolicyReader
{
    /// <summary>Name of the bulk method, or nothing.</summary>
    public static string? BulkMemberOf(AttributeData attribute)
        => attribute.ConstructorArguments.FirstOrDefault().Value is string { Length: > 0 } bulk ? bulk : null;

    /// <summary>The settings of the policy.</summary>
    public static AggregationPolicyModel Read(AttributeData attribute, string operation) => new(
        operation,
        attribute.Value<int>("BucketSeconds"),
        attribute.Value<int>("OffsetMinutes"),
        attribute.Text("TimeZone"),
        attribute.Value<int>("AllowedLatenessSeconds"),
        attribute.Value<int>("FlushIntervalSeconds"),
        new(
            attribute.Value<int>("MaxBatchSize"),
            attribute.Value<int>("MaxBuckets"),
            attribute.Value<int>("MaxAttempts"),
            attribute.Named("NonFinite") is { Kind: TypedConstantKind.Enum, Value: int value } ? value : null));
}
