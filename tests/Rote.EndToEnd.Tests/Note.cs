namespace Rote.EndToEnd.Tests;

public sealed record Note(string Id, string Text);
