using System.Text.Json;
using CsKpiCases.Data.Cases;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Sla;
using CsKpiCases.Domain.Workflow;
using CsKpiCases.Web.Features.Shared;
using CsKpiCases.Web.Resources;

namespace CsKpiCases.Web.Features.Policies;

/// <summary>What can be chosen in a policy's form.</summary>
/// <param name="Shops">Codes and names of the shops that the reader reaches.</param>
/// <param name="Calendars">The stored calendars by name.</param>
public sealed record PolicyChoices(IReadOnlyList<(string Code, string Name)> Shops, IReadOnlyList<string> Calendars)
{
    /// <summary>The waits during which a clock can stand still.</summary>
    public static IReadOnlyList<string> Waits { get; } =
        [.. new[] { Wait.Buyer, Wait.Platform, Wait.Courier, Wait.Supplier, Wait.Warehouse, Wait.Finance, Wait.Supervisor, Wait.Department }.Select(WaitNames.Of)];

    /// <summary>The states of every machine.</summary>
    public static IReadOnlyList<string> States { get; } =
        [.. CaseMachines.Available.SelectMany(type => CaseMachines.For(type).States).Where(state => state.IsOpen).Select(state => state.Name).Distinct()];

    public static PolicyChoices Of(IReadOnlyList<Shop> shops, PolicyPages pages)
    {
        ArgumentNullException.ThrowIfNull(shops);
        ArgumentNullException.ThrowIfNull(pages);
        return new PolicyChoices([.. shops.Select(shop => (shop.Code, shop.Name))], [.. pages.Calendars.Keys.Order(StringComparer.Ordinal)]);
    }

    /// <summary>The values of a field that the domain knows; null where they are typed.</summary>
    public IReadOnlyList<string>? Known(string field) => field switch
    {
        MatchFields.Shop => [.. Shops.Select(shop => shop.Code)],
        MatchFields.Platform => Names<Platform>(),
        MatchFields.CaseType => [.. Names<CaseType>().Skip(1)],
        MatchFields.Category => ComplaintCatalogue.Categories,
        MatchFields.Grade => [.. Enum.GetValues<Grade>().Where(grade => grade != Grade.Unset).Select(grade => grade.ToString())],
        MatchFields.Priority => Names<Priority>(),
        MatchFields.Source => [.. Names<Channel>().Skip(1)],
        _ => null,
    };

    /// <summary>The known values, and those that the policy has beside them: an import may name what nobody else knows.</summary>
    public IReadOnlyList<(string Value, string Text)> Of(Texts texts, string field, PolicyForm form)
    {
        ArgumentNullException.ThrowIfNull(form);
        var values = (Known(field) ?? []).Union(form.Match.GetValueOrDefault(field) ?? []);
        return [.. values.Select(value => (value, field == MatchFields.Shop ? ShopName(value) : texts.MatchValue(field, value)))];
    }

    /// <summary>Calendars as the form sends them, with what they are called; own hours stay what they are.</summary>
    public IReadOnlyList<(string Value, string Text)> CalendarsOf(Texts texts, TargetInput target)
    {
        ArgumentNullException.ThrowIfNull(target);
        List<(string, string)> choices = [(PolicyForm.ContinuousJson, texts.CalendarName(PolicyDifference.Continuous))];
        choices.AddRange(Calendars.Select(name => (JsonSerializer.Serialize(name), texts.CalendarName(name))));
        if (choices.TrueForAll(choice => choice.Item1 != target.Calendar)) choices.Add((target.Calendar, Called(texts, target.Calendar)));
        return choices;
    }

    private static string Called(Texts texts, string calendar) => calendar.StartsWith('{') ? texts["sla.own-hours"] : calendar;

    private static IReadOnlyList<string> Names<T>()
        where T : struct, Enum => [.. Enum.GetValues<T>().Select(value => JsonText.CamelCase(value.ToString()))];

    private string ShopName(string code) => Shops.FirstOrDefault(shop => shop.Code == code).Name ?? code;
}
