namespace Rote.Caching;

/// <summary>What a file's header says.</summary>
/// <param name="Identity">The file's random part.</param>
/// <param name="DurableBytes">Up to where the file was durable once: damage before is rot, behind it may be a write that was
/// lost.</param>
/// <param name="NextMark">Number of the mark to write next: not that of the newest one.</param>
internal readonly record struct FileHeaderContent(FileIdentity Identity, long DurableBytes, long NextMark);
