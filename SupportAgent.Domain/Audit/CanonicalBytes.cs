using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace SupportAgent.Domain.Audit;

/// <summary>Puts the bytes together that a record's hash is made of: a JSON array of strings and nulls. It can be used again for the next record.</summary>
internal sealed class CanonicalBytes : IDisposable
{
    private readonly ArrayBufferWriter<byte> _buffer = new(1024);
    private readonly Utf8JsonWriter _json;

    public CanonicalBytes() => _json = new Utf8JsonWriter(_buffer, new JsonWriterOptions { SkipValidation = true });

    public void Begin()
    {
        _buffer.ResetWrittenCount();
        _json.Reset();
        _json.WriteStartArray();
    }

    public void Add(string? text)
    {
        if (text is null) _json.WriteNullValue();
        else _json.WriteStringValue(text);
    }

    /// <summary>Adds text that is UTF-8 already.</summary>
    public void Add(ReadOnlySpan<byte> utf8) => _json.WriteStringValue(utf8);

    public void Add(long number)
    {
        Span<byte> digits = stackalloc byte[20];
        number.TryFormat(digits, out var length, default, CultureInfo.InvariantCulture);
        _json.WriteStringValue(digits[..length]);
    }

    public void Add(long? number)
    {
        if (number is { } known) Add(known);
        else AddNull();
    }

    public void Add(Guid? id) => Add(id?.ToString("n"));

    public void AddNull() => _json.WriteNullValue();

    /// <summary>All of it. Valid until the next <see cref="Begin"/>.</summary>
    public ReadOnlySpan<byte> End()
    {
        _json.WriteEndArray();
        _json.Flush();
        return _buffer.WrittenSpan;
    }

    public void Dispose() => _json.Dispose();
}
