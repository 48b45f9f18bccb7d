using CsKpiCases.Data.Mapping;
using CsKpiCases.Data.Rows;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.Goods;
using CsKpiCases.Domain.Incidents;
using CsKpiCases.Domain.Measures;
using CsKpiCases.Domain.Orders;
using CsKpiCases.Domain.Pay;
using CsKpiCases.Domain.Penalties;
using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Replies;
using CsKpiCases.Domain.Scoring.Facts;
using CsKpiCases.Domain.Scoring.Periods;
using CsKpiCases.Domain.Sla;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Data;

/// <summary>The store. Cases are changed through the case store alone; everything else reads them without tracking.</summary>
public sealed class CasesDbContext(DbContextOptions<CasesDbContext> options) : IdentityUserContext<Account, long>(options)
{
    public DbSet<Case> Cases => Set<Case>();
    public DbSet<CaseEvent> CaseEvents => Set<CaseEvent>();
    public DbSet<CaseClock> CaseClocks => Set<CaseClock>();
    public DbSet<CaseClockSegment> CaseClockSegments => Set<CaseClockSegment>();
    public DbSet<Breach> Breaches => Set<Breach>();
    public DbSet<Promise> Promises => Set<Promise>();
    public DbSet<PlatformDeadline> PlatformDeadlines => Set<PlatformDeadline>();
    public DbSet<GoodsItem> GoodsItems => Set<GoodsItem>();
    public DbSet<Parcel> Parcels => Set<Parcel>();
    public DbSet<OrphanParcel> OrphanParcels => Set<OrphanParcel>();
    public DbSet<CarrierClaim> CarrierClaims => Set<CarrierClaim>();
    public DbSet<LedgerEntry> LedgerEntries => Set<LedgerEntry>();
    public DbSet<Evidence> Evidence => Set<Evidence>();
    public DbSet<EvidenceMatch> EvidenceMatches => Set<EvidenceMatch>();
    public DbSet<BuyerLink> BuyerLinks => Set<BuyerLink>();
    public DbSet<CaseLink> CaseLinks => Set<CaseLink>();
    public DbSet<RulingRecord> Rulings => Set<RulingRecord>();
    public DbSet<RulingShare> RulingShares => Set<RulingShare>();
    public DbSet<Penalty> Penalties => Set<Penalty>();
    public DbSet<Buyer> Buyers => Set<Buyer>();
    public DbSet<BuyerTag> BuyerTags => Set<BuyerTag>();
    public DbSet<Order> Orders => Set<Order>();
    public DbSet<OrderLine> OrderLines => Set<OrderLine>();
    public DbSet<Rating> Ratings => Set<Rating>();
    public DbSet<ChatFact> ChatFacts => Set<ChatFact>();
    public DbSet<Shipment> Shipments => Set<Shipment>();
    public DbSet<AttendanceDay> AttendanceDays => Set<AttendanceDay>();
    public DbSet<ShopFigure> ShopFigures => Set<ShopFigure>();
    public DbSet<AfterSalesApplication> AfterSalesApplications => Set<AfterSalesApplication>();
    public DbSet<FactChange> FactChanges => Set<FactChange>();
    public DbSet<Mark> Marks => Set<Mark>();
    public DbSet<ChatSample> ChatSamples => Set<ChatSample>();
    public DbSet<ChatCheck> ChatChecks => Set<ChatCheck>();
    public DbSet<Shop> Shops => Set<Shop>();
    public DbSet<Team> Teams => Set<Team>();
    public DbSet<Grant> Grants => Set<Grant>();
    public DbSet<FormerGrant> FormerGrants => Set<FormerGrant>();
    public DbSet<Shift> Shifts => Set<Shift>();
    public DbSet<RosterEntry> RosterEntries => Set<RosterEntry>();
    public DbSet<ShopStaffing> ShopStaffings => Set<ShopStaffing>();
    public DbSet<AgentProfile> AgentProfiles => Set<AgentProfile>();
    public DbSet<LeaveRequest> LeaveRequests => Set<LeaveRequest>();
    public DbSet<ShiftSwap> ShiftSwaps => Set<ShiftSwap>();
    public DbSet<ApiToken> ApiTokens => Set<ApiToken>();
    public DbSet<AuditEntry> AuditEntries => Set<AuditEntry>();
    public DbSet<PolicyVersion> PolicyVersions => Set<PolicyVersion>();
    public DbSet<CalendarVersion> CalendarVersions => Set<CalendarVersion>();
    public DbSet<StoreFact> StoreFacts => Set<StoreFact>();
    public DbSet<NodeLease> NodeLeases => Set<NodeLease>();
    public DbSet<NumberCounter> NumberCounters => Set<NumberCounter>();
    public DbSet<JobRun> JobRuns => Set<JobRun>();
    public DbSet<OutboxMessage> OutboxMessages => Set<OutboxMessage>();
    public DbSet<InboxNotice> Notices => Set<InboxNotice>();
    public DbSet<WebhookTarget> WebhookTargets => Set<WebhookTarget>();
    public DbSet<WebhookDelivery> WebhookDeliveries => Set<WebhookDelivery>();
    public DbSet<IdempotencyKey> IdempotencyKeys => Set<IdempotencyKey>();
    public DbSet<SavedImportMap> SavedImportMaps => Set<SavedImportMap>();
    public DbSet<ImportRun> ImportRuns => Set<ImportRun>();
    public DbSet<DryRun> DryRuns => Set<DryRun>();
    public DbSet<DryRunLine> DryRunLines => Set<DryRunLine>();
    public DbSet<Reprocess> Reprocesses => Set<Reprocess>();
    public DbSet<NightlyReportRevision> NightlyReportRevisions => Set<NightlyReportRevision>();
    public DbSet<ShiftHandover> ShiftHandovers => Set<ShiftHandover>();
    public DbSet<ShiftHandoverLine> ShiftHandoverLines => Set<ShiftHandoverLine>();
    public DbSet<HandoverAcceptance> HandoverAcceptances => Set<HandoverAcceptance>();
    public DbSet<HandoverWord> HandoverWords => Set<HandoverWord>();
    public DbSet<HandoverSignOff> HandoverSignOffs => Set<HandoverSignOff>();
    public DbSet<Memo> Memos => Set<Memo>();
    public DbSet<CannedReply> CannedReplies => Set<CannedReply>();
    public DbSet<ImprovementMeasure> Measures => Set<ImprovementMeasure>();
    public DbSet<MeasureStep> MeasureSteps => Set<MeasureStep>();
    public DbSet<MeasureCase> MeasureCases => Set<MeasureCase>();
    public DbSet<SkuHandler> SkuHandlers => Set<SkuHandler>();
    public DbSet<QualityFeedback> QualityFeedback => Set<QualityFeedback>();
    public DbSet<Incident> Incidents => Set<Incident>();
    public DbSet<IncidentCase> IncidentCases => Set<IncidentCase>();
    public DbSet<IncidentRun> IncidentRuns => Set<IncidentRun>();
    public DbSet<IncidentRunLine> IncidentRunLines => Set<IncidentRunLine>();
    public DbSet<ScoreSnapshot> ScoreSnapshots => Set<ScoreSnapshot>();
    public DbSet<AgentScore> AgentScores => Set<AgentScore>();
    public DbSet<PaySlip> PaySlips => Set<PaySlip>();
    public DbSet<RuleVersion> RuleVersions => Set<RuleVersion>();
    public DbSet<AssessmentRun> AssessmentRuns => Set<AssessmentRun>();
    public DbSet<ScorePeriod> ScorePeriods => Set<ScorePeriod>();
    public DbSet<PeriodStep> PeriodSteps => Set<PeriodStep>();
    public DbSet<ScoreAppeal> ScoreAppeals => Set<ScoreAppeal>();
    public DbSet<ScoreAddition> ScoreAdditions => Set<ScoreAddition>();
    public DbSet<ScoreAdjustment> ScoreAdjustments => Set<ScoreAdjustment>();
    public DbSet<PayTerms> PayTerms => Set<PayTerms>();
    public DbSet<Award> Awards => Set<Award>();

    /// <summary>True on the embedded database.</summary>
    public bool IsSqlite => Database.ProviderName == "Microsoft.EntityFrameworkCore.Sqlite";

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        ArgumentNullException.ThrowIfNull(configurationBuilder);
        // Instants: whole UTC seconds. SQLite keeps them as integers (it has no time type that sorts and is small),
        // PostgreSQL as timestamptz.
        if (IsSqlite) configurationBuilder.Properties<DateTime>().HaveConversion<UnixSecondsConverter>();
        else configurationBuilder.Properties<DateTime>().HaveConversion<UtcConverter>();
        // Sums of money and points: integer hundredths, exact and sortable on both.
        configurationBuilder.Properties<decimal>().HaveConversion<HundredthsConverter>();
        // Text keys collate by bytes, so that both databases sort and compare alike.
        if (!IsSqlite) configurationBuilder.Properties<string>().UseCollation("C");
    }

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.ApplyConfigurationsFromAssembly(typeof(CasesDbContext).Assembly);
        foreach (var entity in builder.Model.GetEntityTypes())
        {
            // Ids are made by the application (IdSource), never by the database.
            var key = entity.FindPrimaryKey();
            if (key is { Properties: [{ ClrType: var type } id] } && type == typeof(long)) id.ValueGenerated = Microsoft.EntityFrameworkCore.Metadata.ValueGenerated.Never;
        }
    }
}
