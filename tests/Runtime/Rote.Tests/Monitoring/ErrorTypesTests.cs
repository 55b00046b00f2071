using System.Collections.Concurrent;
using Rote.Monitoring;

namespace Rote.Tests.Monitoring;

public sealed class ErrorTypesTests
{
    [Fact]
    public void Of_MoreTypesThanAreToldApart_CountsTheOthersAsOne()
    {
        var names = new ConcurrentDictionary<Type, string>();
        Type[] types = [.. typeof(string).Assembly.GetExportedTypes().Take(1000)];

        string[] told = [.. types.Select(type => ErrorTypes.Of(type, names))];
        string[] again = [.. types.Select(type => ErrorTypes.Of(type, names))];

        Assert.Equal(types.Take(ErrorTypes.MaxTypes).Select(type => type.FullName), told.Take(ErrorTypes.MaxTypes));
        Assert.All(told.Skip(ErrorTypes.MaxTypes), name => Assert.Equal("_OTHER", name));
        Assert.Equal(told, again);
    }

    [Fact]
    public void Of_EveryCancellation_IsOneType()
    {
        Assert.Equal("System.OperationCanceledException", ErrorTypes.Of(new TaskCanceledException()));
        Assert.Equal("System.FormatException", ErrorTypes.Of(new FormatException()));
    }
}
