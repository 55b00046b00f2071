using System.Globalization;

namespace TelemetrySample;

/// <summary>Reads what the sample needs of OTLP requests; field numbers are those of opentelemetry-proto 1.</summary>
internal static class OtlpRequest
{
    /// <summary>The spans of an <c>ExportTraceServiceRequest</c>.</summary>
    public static IEnumerable<ReceivedSpan> Spans(ReadOnlyMemory<byte> request)
        => from resource in ProtobufField.Read(request)
           where resource.Number == 1
           from scope in resource.Fields
           where scope.Number == 2
           from span in scope.Fields
           where span.Number == 2
           select new ReceivedSpan(
               span.Fields.First(field => field.Number == 5).Text, span.Fields.Count(field => field.Number == 13));

    /// <summary>The points of an <c>ExportMetricsServiceRequest</c>.</summary>
    public static IEnumerable<ReceivedSeries> Series(ReadOnlyMemory<byte> request)
        => from resource in ProtobufField.Read(request)
           where resource.Number == 1
           from scope in resource.Fields
           where scope.Number == 2
           from metric in scope.Fields
           where metric.Number == 2
           from data in metric.Fields
           where data.Number is 5 or 7 or 9
           from point in data.Fields
           where point.Number == 1
           select SeriesOf(metric.Fields.First(field => field.Number == 1).Text, isHistogram: data.Number == 9, point);

    private static ReceivedSeries SeriesOf(string instrument, bool isHistogram, ProtobufField point)
    {
        var tags = point.Fields.Where(field => field.Number == (isHistogram ? 9 : 7)).ToDictionary(KeyOf, ValueOf);
        var value = point.Fields.FirstOrDefault(field => field.Number is 4 or 6);
        return new(instrument, tags, value.Number == 4 && !isHistogram ? value.Double : value.Bits);
    }

    private static string KeyOf(ProtobufField attribute) => attribute.Fields.First(field => field.Number == 1).Text;

    private static string ValueOf(ProtobufField attribute)
    {
        var value = attribute.Fields.First(field => field.Number == 2).Fields.First();
        return value.Number == 1 ? value.Text : value.Bits.ToString(CultureInfo.InvariantCulture);
    }
}
