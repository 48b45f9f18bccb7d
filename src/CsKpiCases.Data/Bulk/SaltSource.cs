using System.Security.Cryptography;

namespace CsKpiCases.Data.Bulk;

/// <summary>Random bytes in small pieces: asking the system for sixteen at a time costs more than the hashing. Not for threads.</summary>
internal sealed class SaltSource
{
    private readonly byte[] pool = new byte[4096];
    private int used = 4096;

    public void Fill(Span<byte> bytes)
    {
        if (bytes.Length > pool.Length - used)
        {
            RandomNumberGenerator.Fill(pool);
            used = 0;
        }

        pool.AsSpan(used, bytes.Length).CopyTo(bytes);
        used += bytes.Length;
    }
}
