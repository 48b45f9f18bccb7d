using CsKpiCases.Domain.Cases;
using CsKpiCases.Web.Resources;

namespace CsKpiCases.Web.Features.Shared;

/// <summary>Sizes of files, and who handed them in, in words.</summary>
public static class FileSizes
{
    /// <summary>850 B, 12.3 kB, 4.1 MB.</summary>
    public static string Text(long bytes) => bytes switch
    {
        < 1000 => FormattableString.Invariant($"{bytes} B"),
        < 1_000_000 => FormattableString.Invariant($"{bytes / 1000.0:0.#} kB"),
        < 1_000_000_000 => FormattableString.Invariant($"{bytes / 1_000_000.0:0.#} MB"),
        _ => FormattableString.Invariant($"{bytes / 1_000_000_000.0:0.#} GB"),
    };

    /// <summary>A person by his name, the buyer and programs by what they are.</summary>
    public static string Uploader(this Texts texts, string? name, ActorKind kind)
    {
        ArgumentNullException.ThrowIfNull(texts);
        return name ?? kind switch
        {
            ActorKind.Buyer => texts["actor.buyer"],
            ActorKind.Import => texts["actor.import"],
            ActorKind.Platform => texts["actor.platform"],
            ActorKind.System => texts["actor.system"],
            _ => "—",
        };
    }
}
