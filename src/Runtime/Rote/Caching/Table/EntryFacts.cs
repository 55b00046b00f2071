namespace Rote.Caching;

/// <summary>What an entry is made of besides key and value. Times in milliseconds of the region's clock.</summary>
/// <param name="Hash">Hash code of the key.</param>
/// <param name="Epoch">Generation of the region that the load began under.</param>
/// <param name="Tags">Generations of its tags at that moment.</param>
/// <param name="Weight">Its weight; 1 where entries are counted.</param>
/// <param name="Born">Now.</param>
/// <param name="Deadline">Until when it answers unless its load is due.</param>
/// <param name="Expiry">When its lifetime ends.</param>
/// <param name="NeedsLook">
/// Whether every hit has to look at the entry itself: its deadline is moved by hits, or its clock is no copy.
/// </param>
internal readonly record struct EntryFacts(
    int Hash, int Epoch, TagToken[] Tags, long Weight, long Born, long Deadline, long Expiry, bool NeedsLook);
