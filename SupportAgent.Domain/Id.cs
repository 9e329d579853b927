namespace SupportAgent.Domain;

/// <summary>
/// Makes ids that sort in the order in which they were made: UUIDs of version 7 (RFC 9562), with a counter of this process in place of most of the
/// random bits, because turns and calls of one millisecond have an order as well.
/// </summary>
public static class Id
{
    private static long _count;

    /// <summary>The next id.</summary>
    /// <param name="now">The present moment.</param>
    public static Guid Next(DateTimeOffset now)
    {
        Span<byte> bytes = stackalloc byte[16];
        Guid.CreateVersion7(now).TryWriteBytes(bytes, bigEndian: true, out _);
        var count = Interlocked.Increment(ref _count);
        // 42 bits, around the four of the version and the two of the variant
        bytes[6] = (byte)(0x70 | ((count >> 38) & 0x0F));
        bytes[7] = (byte)(count >> 30);
        bytes[8] = (byte)(0x80 | ((count >> 24) & 0x3F));
        bytes[9] = (byte)(count >> 16);
        bytes[10] = (byte)(count >> 8);
        bytes[11] = (byte)count;
        return new Guid(bytes, bigEndian: true);
    }
}
