using System.ComponentModel;

// Records need this type; .NET Standard 2.0 does not have it.
namespace System.Runtime.CompilerServices;

[EditorBrowsable(EditorBrowsableState.Never)]
internal static class IsExternalInit;
