using AgentMemory.Client;
using AgentMemory.Wire;

namespace AgentMemory.Tests.Wire;

public sealed class WireReaderTests
{
    [Fact]
    public void Read_WhatWasWritten_ComesBack()
    {
        using var writer = new WireWriter(capacity: 1);
        writer.Int32(-7).Double(0.25).OptionalDouble(null).OptionalDouble(3);
        writer.Text("héllo 🚀").Text(null).Text("").Vector([1f, -2f]);

        var reader = new WireReader(writer.Written.Span);
        Assert.Equal(-7, reader.Int32());
        Assert.Equal(0.25, reader.Double());
        Assert.Null(reader.OptionalDouble());
        Assert.Equal(3, reader.OptionalDouble());
        Assert.Equal("héllo 🚀", reader.Text());
        Assert.Null(reader.OptionalText());
        Assert.Equal("", reader.Text());
        Assert.Equal([1f, -2f], reader.Vector());
        reader.End();
    }

    [Fact]
    public void ReadMemory_UnknownSpeakerAndTime_StayUnknown()
    {
        var memory = new Memory("id", "text", Speaker: null, Session: null, ElapsedSeconds: null, new float[] { 1, 2 });
        using var writer = new WireWriter(MemoryCodec.SizeHint(memory));
        MemoryCodec.Write(writer, memory);

        var reader = new WireReader(writer.Written.Span);
        var read = MemoryCodec.ReadMemory(ref reader);

        Assert.Equal(memory with { Vector = read.Vector }, read);
        Assert.Equal(memory.Vector.ToArray(), read.Vector.ToArray());
    }

    [Theory]
    [InlineData(new byte[] { })]
    [InlineData(new byte[] { 1, 0, 0 })]
    [InlineData(new byte[] { 5, 0, 0, 0, 65 })]
    [InlineData(new byte[] { 0xfe, 0xff, 0xff, 0xff })]
    [InlineData(new byte[] { 0xff, 0xff, 0xff, 0x7f })]
    [InlineData(new byte[] { 0xff, 0xff, 0xff, 0xff })]
    public void Text_PayloadThatLies_IsRefused(byte[] payload)
        => Assert.Throws<WireFormatException>(() => new WireReader(payload).Text());

    [Theory]
    [InlineData(new byte[] { 1, 0, 0, 0 })]
    [InlineData(new byte[] { 0xff, 0xff, 0xff, 0x7f })]
    [InlineData(new byte[] { 0xff, 0xff, 0xff, 0xff })]
    public void Vector_PayloadThatLies_IsRefused(byte[] payload)
        => Assert.Throws<WireFormatException>(() => new WireReader(payload).Vector());

    [Fact]
    public void End_BytesLeftOver_IsRefused()
        => Assert.Throws<WireFormatException>(() => new WireReader([1]).End());
}
