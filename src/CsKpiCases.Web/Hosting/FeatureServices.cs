using CsKpiCases.Web.Features.Accounts;
using CsKpiCases.Web.Features.Assigning;
using CsKpiCases.Web.Features.AuditTrail;
using CsKpiCases.Web.Features.AutoTransitions;
using CsKpiCases.Web.Features.Buyers;
using CsKpiCases.Web.Features.BuyerPage;
using CsKpiCases.Web.Features.Calendars;
using CsKpiCases.Web.Features.Calls;
using CsKpiCases.Web.Features.CaseApi;
using CsKpiCases.Web.Features.CasePage;
using CsKpiCases.Web.Features.ChatChecks;
using CsKpiCases.Web.Features.ClockAudit;
using CsKpiCases.Web.Features.Demo;
using CsKpiCases.Web.Features.DryRuns;
using CsKpiCases.Web.Features.EvidenceArchive;
using CsKpiCases.Web.Features.Exports;
using CsKpiCases.Web.Features.Handovers;
using CsKpiCases.Web.Features.Health;
using CsKpiCases.Web.Features.Imports;
using CsKpiCases.Web.Features.Incidents;
using CsKpiCases.Web.Features.Jobs;
using CsKpiCases.Web.Features.Leave;
using CsKpiCases.Web.Features.Memos;
using CsKpiCases.Web.Features.Measures;
using CsKpiCases.Web.Features.NewCase;
using CsKpiCases.Web.Features.NightlyReport;
using CsKpiCases.Web.Features.Notices;
using CsKpiCases.Web.Features.PaySheet;
using CsKpiCases.Web.Features.Periods;
using CsKpiCases.Web.Features.PlatformHealth;
using CsKpiCases.Web.Features.Policies;
using CsKpiCases.Web.Features.Preferences;
using CsKpiCases.Web.Features.Registers;
using CsKpiCases.Web.Features.Presence;
using CsKpiCases.Web.Features.Quality;
using CsKpiCases.Web.Features.Replies;
using CsKpiCases.Web.Features.Responsibility;
using CsKpiCases.Web.Features.ReturnVisits;
using CsKpiCases.Web.Features.ScanBench;
using CsKpiCases.Web.Features.ScoreRules;
using CsKpiCases.Web.Features.Scores;
using CsKpiCases.Web.Features.Shared;
using CsKpiCases.Web.Features.Shifts;
using CsKpiCases.Web.Features.SignIn;
using CsKpiCases.Web.Features.Simulators;
using CsKpiCases.Web.Features.SlaReport;
using CsKpiCases.Web.Features.Staff;
using CsKpiCases.Web.Features.Sweep;
using CsKpiCases.Web.Features.TeamReports;
using CsKpiCases.Web.Features.Tokens;
using CsKpiCases.Web.Features.TradeReminders;
using CsKpiCases.Web.Features.Webhooks;
using CsKpiCases.Web.Features.WorkList;
using CsKpiCases.Web.Hosting.Jobs;
using CsKpiCases.Web.Hosting.Scoring;

namespace CsKpiCases.Web.Hosting;

/// <summary>The use cases and queries of every feature, the same for the site, the jobs and the commands.</summary>
public static class FeatureServices
{
    public static IServiceCollection AddFeatures(this IServiceCollection services) => services
        .AddAccounts()
        .AddAssigning()
        .AddAuditTrail()
        .AddAutoTransitions()
        .AddBuyers()
        .AddBuyerPage()
        .AddCalendars()
        .AddCalls()
        .AddCaseApi()
        .AddCasePage()
        .AddChatChecks()
        .AddClockAudit()
        .AddDemo()
        .AddDryRuns()
        .AddEvidenceArchive()
        .AddExports()
        .AddHandovers()
        .AddHealth()
        .AddImports()
        .AddIncidents()
        .AddJobLedger()
        .AddJobsPage()
        .AddLeave()
        .AddMemos()
        .AddMeasures()
        .AddNewCase()
        .AddNightlyReport()
        .AddNoticeDelivery()
        .AddNotices()
        .AddPaySheet()
        .AddPeriods()
        .AddPlatformHealth()
        .AddPolicies()
        .AddPreferences()
        .AddRegisters()
        .AddPresence()
        .AddQuality()
        .AddReplies()
        .AddResponsibility()
        .AddReturnVisits()
        .AddScanBench()
        .AddScoped<CaseBatch>()
        .AddScoped<MentionedPeople>()
        .AddScoreRules()
        .AddScores()
        .AddScoring()
        .AddShifts()
        .AddSignIn()
        .AddSimulator()
        .AddSlaReport()
        .AddStaff()
        .AddSweep()
        .AddTeamReports()
        .AddTokens()
        .AddTradeReminders()
        .AddWebhooks()
        .AddWorkList()
        .AddYearNotices();
}
