namespace Rote.Package.Tests;

/// <summary>The packages are packed once, for all that use them.</summary>
[CollectionDefinition]
public sealed class Packages : ICollectionFixture<PackageFixture>;
