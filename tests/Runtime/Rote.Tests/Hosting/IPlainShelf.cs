namespace Rote.Tests.Hosting;

/// <summary>A store that has a composite and no decorator.</summary>
public interface IPlainShelf
{
    [FanOut(FanOutMode.All)]
    Task ClearAsync();
}
