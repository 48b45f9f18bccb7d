using CsKpiCases.Domain.Pay;

namespace CsKpiCases.Domain.Scoring.Rules;

/// <summary>All versions of a shop's rules, the shipped ones first among them.</summary>
public sealed class RuleShelf
{
    /// <param name="own">The shop's own versions, withdrawn ones too: stored scores still name them.</param>
    public RuleShelf(IEnumerable<RuleText> own) => All = [.. ShippedRules.All, .. own];

    public IReadOnlyList<RuleText> All { get; }

    /// <summary>Each scheme's newest version that was not taken back: what agents can be scored by.</summary>
    public IReadOnlyList<RuleText> Schemes => [.. KeysOf(RuleKinds.Scheme).Select(key => VersionsOf(RuleKinds.Scheme, key).FirstOrDefault(r => !r.IsWithdrawn)).OfType<RuleText>()];

    /// <summary>The keys of a kind, the shipped ones first.</summary>
    public IReadOnlyList<string> KeysOf(string kind) => [.. All.Where(r => r.Name.Kind == kind).Select(r => r.Name.Key).Distinct()];

    /// <summary>The versions of one rule, newest first.</summary>
    public IReadOnlyList<RuleText> VersionsOf(string kind, string key) => [.. All.Where(r => r.Name.Kind == kind && r.Name.Key == key).OrderByDescending(r => r.Name.Version)];

    public RuleText? Find(RuleName name) => All.FirstOrDefault(r => r.Name == name);

    /// <summary>The version that holds for a month: the latest effective by then, the highest number among equals; null if none is.</summary>
    public RuleText? InForce(string kind, string key, CalendarMonth month) => All
        .Where(r => r.Name.Kind == kind && r.Name.Key == key && !r.IsWithdrawn && r.EffectiveFrom <= month)
        .OrderByDescending(r => r.EffectiveFrom)
        .ThenByDescending(r => r.Name.Version)
        .FirstOrDefault();

    /// <summary>True where a version was in force in a published month: it is never withdrawn then.</summary>
    public bool HasScored(RuleName name, IEnumerable<CalendarMonth> published) => published.Any(month => InForce(name.Kind, name.Key, month)?.Name == name);

    /// <summary>True where a version may be taken back: the shop's own, in force in no published month, named by nobody who would lose it, and not taken back already.</summary>
    public bool MayWithdraw(RuleName name, IEnumerable<CalendarMonth> published, IEnumerable<PayTerms> terms) =>
        Find(name) is { IsWithdrawn: false } && !ShippedRules.All.Any(r => r.Name == name) && !HasScored(name, published) && !IsNeeded(name, terms);

    /// <summary>True where a version of a scheme holds for a month.</summary>
    public bool HasScheme(string key, CalendarMonth month) => InForce(RuleKinds.Scheme, key, month) is not null;

    /// <summary>True where the shop's pay or an agent's terms name a scheme from a month on in which, without this version, it would have none.</summary>
    private bool IsNeeded(RuleName name, IEnumerable<PayTerms> terms)
    {
        if (name.Kind != RuleKinds.Scheme) return false;
        var without = new RuleShelf(All.Where(r => r.Name != name && !ShippedRules.All.Contains(r)));
        var pays = All.Where(r => r.Name.Kind == RuleKinds.Pay && !r.IsWithdrawn && RuleJson.Pay(r).SchemeKey == name.Key).Select(r => r.EffectiveFrom);
        var agents = terms.Where(t => t.SchemeKey == name.Key).Select(t => CalendarMonth.Parse(t.EffectiveFrom));
        return pays.Concat(agents).Any(from => HasScheme(name.Key, from) && !without.HasScheme(name.Key, from));
    }

    /// <summary>The first month that a new version may hold for: the one after the last published; null: any.</summary>
    public static CalendarMonth? FirstMonth(IReadOnlyCollection<CalendarMonth> published) => published.Count == 0 ? null : published.Max().Next;

    /// <summary>The rules of a month.</summary>
    /// <param name="month">Which.</param>
    /// <param name="terms">The agents' terms, of any months.</param>
    public MonthRules At(CalendarMonth month, IEnumerable<PayTerms> terms)
    {
        var schemes = KeysOf(RuleKinds.Scheme).Select(key => InForce(RuleKinds.Scheme, key, month)).OfType<RuleText>().ToDictionary(r => r.Name.Key, RuleJson.Scheme);
        var (bonus, post, deductions, pay) = (Only(RuleKinds.BonusLadder, month), Only(RuleKinds.PostLadder, month), Only(RuleKinds.Deductions, month), Only(RuleKinds.Pay, month));
        return new MonthRules
        {
            Month = month,
            Schemes = schemes,
            BonusLadder = RuleJson.BonusLadder(bonus),
            PostLadder = RuleJson.PostLadder(post),
            Deductions = RuleJson.Deductions(deductions),
            Pay = RuleJson.Pay(pay),
            Numbers = new RuleNumbers(bonus.Name.Version, post.Name.Version, deductions.Name.Version, pay.Name.Version),
            Terms = MonthRules.NewestBy(month, terms),
        };
    }

    // A shipped version holds for every month that none of the shop's does.
    private RuleText Only(string kind, CalendarMonth month) => InForce(kind, RuleKinds.Only, month) ?? ShippedRules.All.First(r => r.Name.Kind == kind);
}
