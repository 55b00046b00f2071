using Rote.Generators.Shared;

namespace Rote.Generators.Tests.SharedSource;

public sealed class SourceWriterTests
{
    [Fact]
    public void Open_NestedBlocks_IndentsAndCloses()
    {
        var writer = new SourceWriter();
        using (writer.Open("class A"))
        {
            using (writer.Open("void B()", ";"))
            {
                writer.Lines("C();\n\n    D();").Indented("E();");
            }

            writer.Blank();
        }

        Assert.Equal(
            "class A\n{\n    void B()\n    {\n        C();\n\n            D();\n            E();\n    };\n\n}\n",
            writer.ToString());
    }

    [Fact]
    public void Lines_CarriageReturnsAndTrailingSpace_AreDropped()
        => Assert.Equal("a\nb\n", new SourceWriter().Lines("a  \r\nb\r").ToString());
}
