using System.Text.Json;
using Microsoft.AspNetCore.Mvc;

namespace CsKpiCases.Web.Features.Shared;

public enum FlashKind
{
    Done,
    Note,
    Refused,
}

/// <summary>What an act did, said on the next page or, for a partial update, at once; with its undo where one exists.</summary>
public sealed record Flash(string Text, FlashKind Kind = FlashKind.Done, string? UndoHref = null)
{
    internal const string Key = "flash";

    internal static Flash? Read(object? stored) => stored is string json ? JsonSerializer.Deserialize<Flash>(json) : null;
}

public static class Flashes
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    /// <summary>Shown by the layout of the next page (after a redirect).</summary>
    public static void Flash(this Controller controller, Flash flash) => controller.TempData[Shared.Flash.Key] = JsonSerializer.Serialize(flash);

    /// <summary>Shown by site.js when an htmx answer arrives. Texts leave as \u escapes: headers are ASCII.</summary>
    public static void Toast(this HttpResponse response, Flash flash) => response.Headers["HX-Trigger"] = JsonSerializer.Serialize(
        new { toast = new { flash.Text, Kind = flash.Kind.ToString().ToLowerInvariant(), flash.UndoHref } }, Web);
}
