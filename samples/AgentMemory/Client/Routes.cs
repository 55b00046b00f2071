namespace AgentMemory.Client;

/// <summary>The endpoints of the memory server.</summary>
internal static class Routes
{
    public const string Embed = "/embed";
    public const string EmbedMany = "/embed/many";
    public const string Store = "/memories";
    public const string StoreMany = "/memories/many";
    public const string Search = "/search";
}
