using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace CsKpiCases.Domain.Cases;

/// <summary>
/// Numbers and chains a case's events. An event's digest is SHA-256 over its salt, note and payload; its hash is SHA-256
/// over the hash before it, the header fields and the digest. Erasing a buyer's words leaves digest and hash as they are.
/// <para>Layout: integers little-endian; instants as whole Unix seconds (int64); a text as its UTF-8 length (int32), then
/// its bytes, −1 for null; a nullable integer as one byte 0 or 1, then the int64.</para>
/// </summary>
public static class EventChain
{
    /// <summary>The first byte of every header, so that a later layout cannot be mistaken for this one.</summary>
    private const byte Layout = 1;
    private const int SaltBytes = 16;

    /// <summary>
    /// Turns decided events into rows: numbered on from the case's count, salted with random bytes from
    /// <paramref name="fillSalt"/>, chained. Moves the case's count and last hash.
    /// </summary>
    public static IReadOnlyList<CaseEvent> Append(
        Case @case, IReadOnlyList<NewEvent> events, DateTime recordedAt, Func<long> newId, SpanAction fillSalt)
    {
        var rows = new CaseEvent[events.Count];
        for (var i = 0; i < rows.Length; i++)
        {
            rows[i] = Row(@case, events[i], recordedAt, newId());
            Seal(@case, rows[i], fillSalt);
        }

        return rows;
    }

    /// <summary>Numbers, salts and chains one row whose other fields are set (the import's way).</summary>
    public static void Seal(Case @case, CaseEvent row, SpanAction fillSalt)
    {
        row.Sequence = ++@case.EventCount;
        row.Salt = new byte[SaltBytes];
        fillSalt(row.Salt);
        row.Digest = DigestOf(row);
        row.Hash = HashOf(@case.LastHash, row);
        @case.LastHash = row.Hash;
        // What an import writes down late happened before what is there already.
        if (row.At > @case.LastEventAt) @case.LastEventAt = row.At;
    }

    /// <summary>Removes what a person said from an event; the chain still holds. A <c>buyer_erased</c> event must follow.</summary>
    public static void Erase(CaseEvent row) => (row.Note, row.Payload, row.Salt) = (null, null, []);

    /// <summary>
    /// The first fault of a case's chain, null when it holds. <paramref name="events"/> in the order of their sequence; the
    /// case's count and last hash tell whether its end is missing.
    /// </summary>
    public static ChainFault? Verify(Case @case, IReadOnlyList<CaseEvent> events)
    {
        if (Verify(events) is { } fault)
        {
            return fault;
        }

        var lastHash = events.Count == 0 ? [] : events[^1].Hash;
        return events.Count != @case.EventCount || !lastHash.AsSpan().SequenceEqual(@case.LastHash)
            ? new ChainFault(events.Count + 1, ChainFaultKind.EndMissing)
            : null;
    }

    /// <summary>As <see cref="Verify(Case, IReadOnlyList{CaseEvent})"/>, without the case: cannot see a missing end.</summary>
    public static ChainFault? Verify(IReadOnlyList<CaseEvent> events)
    {
        byte[] previous = [];
        var lastErasure = events.LastOrDefault(e => e.Kind == EventKind.BuyerErased)?.Sequence ?? 0;
        for (var i = 0; i < events.Count; i++)
        {
            var row = events[i];
            if (row.Sequence != i + 1)
            {
                return new ChainFault(i + 1, ChainFaultKind.Gap);
            }

            if (CheckContent(row, lastErasure) is { } content)
            {
                return new ChainFault(row.Sequence, content);
            }

            if (!HashOf(previous, row).AsSpan().SequenceEqual(row.Hash))
            {
                return new ChainFault(row.Sequence, ChainFaultKind.Edited);
            }

            previous = row.Hash;
        }

        return null;
    }

    private static ChainFaultKind? CheckContent(CaseEvent row, int lastErasure)
    {
        if (row.Salt.Length > 0)
        {
            return DigestOf(row).AsSpan().SequenceEqual(row.Digest) ? null : ChainFaultKind.Edited;
        }

        return row.Note is not null || row.Payload is not null ? ChainFaultKind.Edited
            : row.Sequence >= lastErasure ? ChainFaultKind.ErasedWithoutRecord
            : null;
    }

    private static CaseEvent Row(Case @case, NewEvent e, DateTime recordedAt, long id) => new()
    {
        Id = id,
        ShopId = @case.ShopId,
        CaseId = @case.Id,
        At = e.At,
        RecordedAt = recordedAt,
        ActorKind = e.Actor.Kind,
        ActorId = e.Actor.AccountId,
        Kind = e.Kind,
        Trigger = e.Trigger,
        FromState = e.FromState,
        ToState = e.ToState,
        WaitsOn = e.WaitsOn,
        Stage = e.Stage,
        OwnerId = e.OwnerId,
        Note = e.Note,
        Payload = e.Payload,
    };

    private static byte[] DigestOf(CaseEvent row)
    {
        var writer = new LayoutWriter(SaltBytes + TextBound(row.Note) + TextBound(row.Payload));
        writer.Bytes(row.Salt);
        writer.Text(row.Note);
        writer.Text(row.Payload);
        return writer.Hash();
    }

    private static byte[] HashOf(byte[] previous, CaseEvent row)
    {
        var writer = new LayoutWriter(256 + TextBound(row.Kind) + TextBound(row.Trigger) + TextBound(row.FromState) + TextBound(row.ToState));
        writer.Byte(Layout);
        writer.Byte((byte)previous.Length);
        writer.Bytes(previous);
        writer.Int64(row.ShopId);
        writer.Int64(row.CaseId);
        writer.Int64(row.Sequence);
        writer.Instant(row.At);
        writer.Instant(row.RecordedAt);
        writer.Byte((byte)row.ActorKind);
        writer.Nullable(row.ActorId);
        writer.Text(row.Kind);
        writer.Text(row.Trigger);
        writer.Text(row.FromState);
        writer.Text(row.ToState);
        writer.Byte((byte)row.WaitsOn);
        writer.Byte((byte)row.Stage);
        writer.Nullable(row.OwnerId);
        writer.Bytes(row.Digest);
        return writer.Hash();
    }

    private static int TextBound(string? text) => 4 + (text is null ? 0 : Encoding.UTF8.GetMaxByteCount(text.Length));

    /// <summary>Writes into a rented buffer: an import chains more than a hundred thousand events.</summary>
    private ref struct LayoutWriter(int capacity)
    {
        private readonly byte[] _buffer = ArrayPool<byte>.Shared.Rent(capacity);
        private int _length;

        public void Byte(byte value) => _buffer[_length++] = value;

        public void Bytes(ReadOnlySpan<byte> value)
        {
            value.CopyTo(_buffer.AsSpan(_length));
            _length += value.Length;
        }

        public void Int64(long value)
        {
            BinaryPrimitives.WriteInt64LittleEndian(_buffer.AsSpan(_length), value);
            _length += sizeof(long);
        }

        public void Nullable(long? value)
        {
            Byte(value is null ? (byte)0 : (byte)1);
            Int64(value ?? 0);
        }

        public void Instant(DateTime value) => Int64((value.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerSecond);

        public void Text(string? value)
        {
            var bytes = value is null ? -1 : Encoding.UTF8.GetBytes(value, _buffer.AsSpan(_length + sizeof(int)));
            BinaryPrimitives.WriteInt32LittleEndian(_buffer.AsSpan(_length), bytes);
            _length += sizeof(int) + Math.Max(0, bytes);
        }

        public readonly byte[] Hash()
        {
            var hash = SHA256.HashData(_buffer.AsSpan(0, _length));
            ArrayPool<byte>.Shared.Return(_buffer);
            return hash;
        }
    }
}

/// <summary>Fills a span of bytes.</summary>
public delegate void SpanAction(Span<byte> bytes);

/// <summary>What is wrong with a chain.</summary>
public enum ChainFaultKind : byte
{
    /// <summary>A number is missing, doubled or out of order.</summary>
    Gap = 1,

    /// <summary>A field does not fit the hashes.</summary>
    Edited = 2,

    /// <summary>The last events are missing, or there are more than the case knows of.</summary>
    EndMissing = 3,

    /// <summary>An event is empty as if erased, but no erasure was recorded after it.</summary>
    ErasedWithoutRecord = 4,
}

/// <summary>Where a chain breaks first, and how.</summary>
public sealed record ChainFault(int Sequence, ChainFaultKind Kind);
