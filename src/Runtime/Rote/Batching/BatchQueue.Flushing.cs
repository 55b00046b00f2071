namespace Rote.Batching;

/// <content>What a flush looks at.</content>
internal sealed partial class BatchQueue<TGroup, TItem, TResult>
{
    /// <summary>Adds what completes with each batch that is not dispatched. Linear in their number.</summary>
    public void AddWhenOver(List<Task> ends)
    {
        AddWhenOver(_full, ends);
        AddWhenOver(_collecting, ends);
    }

    /// <summary>The calls that wait for room, by their places. Linear in their number.</summary>
    public LinkedListNode<BatchCall<TGroup, TItem, TResult>>[] CopyRoom()
    {
        var places = new LinkedListNode<BatchCall<TGroup, TItem, TResult>>[_room.Count];
        int count = 0;
        for (LinkedListNode<BatchCall<TGroup, TItem, TResult>>? place = _room.First; place is not null; place = place.Next)
        {
            places[count++] = place;
        }

        return places;
    }

    private static void AddWhenOver(BatchList<TGroup, TItem, TResult> list, List<Task> ends)
    {
        for (Batch<TGroup, TItem, TResult>? batch = list.First; batch is not null; batch = batch.Next)
        {
            ends.Add(batch.WhenOver());
        }
    }
}
