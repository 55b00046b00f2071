namespace BulkSample;

/// <summary>The model does not take a text.</summary>
internal sealed class TextRefusedException(string text, int maxLength) : Exception(
    $"A text has {text.Length} characters, and the model takes {maxLength} at most: split it.");
