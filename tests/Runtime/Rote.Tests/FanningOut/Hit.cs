namespace Rote.Tests.FanningOut;

/// <summary>What stores of these tests find. The place says which of several with one key it is.</summary>
internal sealed record Hit(string Key, double Score, string Place = "");
