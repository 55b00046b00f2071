namespace Rote.Tests.FanningOut;

/// <summary>What shelves of these tests find.</summary>
public sealed record Book(string Id, double Score, string Shelf = "");
