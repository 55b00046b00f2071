using System.Runtime.CompilerServices;
using Rote.Monitoring;

namespace Rote.Tests.Monitoring;

public sealed class WeakMembersTests
{
    [Fact]
    public void Living_AddedAndRemoved_AreThoseThatAreLeftInOrder()
    {
        var members = new WeakMembers<string>();
        string[] all = [new('a', 1), new('b', 1), new('c', 1)];
        foreach (string one in all)
        {
            members.Add(one);
        }

        members.Remove(all[1]);
        members.Remove("not there");

        Assert.Equal(["a", "c"], members.Living());
        GC.KeepAlive(all);
    }

    [Fact]
    public void Add_ManyThatAreGone_AreSweptOut()
    {
        var members = new WeakMembers<object>();
        var kept = new object();
        members.Add(kept);
        for (int round = 0; round < 20; round++)
        {
            AddGarbage(members);
            GC.Collect();
        }

        Assert.InRange(members.Listed, 1, 200);
        Assert.Same(kept, Assert.Single(members.Living()));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void AddGarbage(WeakMembers<object> members)
    {
        for (int i = 0; i < 60; i++)
        {
            members.Add(new object());
        }
    }
}
