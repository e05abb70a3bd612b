import type { Digest, Evidence } from '@ses/classifier'
import { type Coverage, type Masked, type Session, toolCallsOf, turnsOf, walkSessions } from '@ses/model'
import type { CheckedClaim, Finding, Grade } from '@ses/patterns'
import type { SessionCost } from '@ses/pricing'
import {
  type CompleteSummary,
  type EvidenceItem,
  type SummaryChild,
  type SummaryGrade,
  type SummaryUsage,
  tokenCountsOf,
} from '@ses/schema'

/** The parts an analysis is made of before it is summed up. */
export interface SummaryParts {
  readonly session: Session<Masked>
  readonly digest: Digest
  readonly findings: readonly Finding[]
  readonly claims: readonly CheckedClaim[]
  readonly grade: Grade
  readonly usage: SessionCost
  readonly masking: { readonly ruleSet: string; readonly counts: Readonly<Record<string, number>> }
  readonly coverage: Coverage
}

/** summary.json of an analysed session: the contract's fixed keys and our additions. */
export function summaryOf(parts: SummaryParts): CompleteSummary {
  const { session, digest, findings, usage, masking, coverage } = parts
  const { classification, changes, activity, hints, scope } = digest
  const failed = new Set(activity.errors.map(({ event }) => event))
  const times = new Map(session.events.flatMap(({ id, at }) => (failed.has(id) ? [[id, at] as const] : [])))
  const start = session.startedAt
  const end = session.endedAt
  const calls = toolCallsOf(session)
  return {
    version: '2.0',
    session: {
      id: session.id,
      agent: session.agent,
      start: isoOf(start),
      end: isoOf(end),
      duration_minutes: start === undefined || end === undefined ? null : Math.round((end - start) / 60_000),
      type: classification.type,
      intent: classification.intent,
      risk: classification.risk,
      summary: classification.summary,
      title: session.title ?? null,
      agent_version: session.agentVersion ?? null,
      models: modelsOf(session),
      cwd: session.cwd ?? null,
      git_branch: session.gitBranch ?? null,
      git_commit: session.gitCommit ?? null,
      forked_from: session.forkedFrom ?? null,
      outcome: { state: classification.outcome.state, confidence: classification.outcome.confidence },
      type_confidence: classification.confidence,
      risk_score: classification.riskScore,
      follow_ups: classification.followUps,
      turns: turnsOf(session).filter((turn) => turn.prompt !== undefined).length,
      tool_calls: calls.length,
      commits: calls
        .flatMap((call) => call.commits ?? [])
        .map(({ sha, branch, subject }) => ({ sha, branch: branch ?? null, subject: subject ?? null })),
    },
    changes: {
      files: changes.files.map(({ path, category, operations, addedLines, removedLines }) => ({
        path,
        category,
        operations,
        added: addedLines,
        removed: removedLines,
      })),
      summary: changes.summary,
    },
    activity: {
      tools: activity.tools,
      commands: activity.commands,
      errors: activity.errors.map(({ event, tool, message }) => ({
        time: isoOf(times.get(event)),
        tool,
        message,
        event,
      })),
    },
    review_hints: {
      tests_run: hints.tests_run,
      build_verified: hints.build_verified,
      files_without_tests: hints.files_without_tests,
      large_change: hints.large_change,
      config_changed: hints.config_changed,
      migration_added: hints.migration_added,
      tests_passed: hints.tests_passed,
      lint_passed: hints.lint_passed,
      dependencies_changed: hints.dependencies_changed,
      ci_changed: hints.ci_changed,
      files_deleted: hints.files_deleted,
    },
    prompts: session.events.flatMap((event) =>
      event.type === 'prompt' ? [{ time: isoOf(event.at), text: event.text }] : [],
    ),
    scope,
    usage: usageOf(usage),
    grade: gradeOf(parts.grade),
    findings: findings.map(({ waste: { tokens, costUsd, ms }, sessionId, ...finding }) => ({
      id: finding.id,
      severity: finding.severity,
      title: finding.title,
      events: finding.events,
      ...(sessionId === undefined ? {} : { session_id: sessionId }),
      waste: { tokens, cost_usd: costUsd, ms },
      advice: finding.advice,
      detail: finding.detail,
    })),
    evidence: {
      type: classification.evidence.type.map(evidenceOf),
      intent: classification.evidence.intent.map(evidenceOf),
      risk: classification.evidence.risk.map(evidenceOf),
      outcome: classification.outcome.evidence.map(evidenceOf),
    },
    claims: parts.claims.map(({ text, kind, verified, events }) => ({ text, kind, verified, events })),
    masking: { rule_set: masking.ruleSet, counts: masking.counts },
    coverage: { lines: coverage.lines, recognised: coverage.recognised, bytes: coverage.bytes },
    children: childrenOf(session, usage),
  }
}

/** ISO 8601 with milliseconds; null for no time. */
function isoOf(at: number | undefined): string | null {
  return at === undefined ? null : new Date(at).toISOString()
}

function modelsOf(session: Session): string[] {
  const models = new Set<string>()
  for (const part of walkSessions(session)) {
    for (const { model } of part.responses) if (model !== undefined) models.add(model)
  }
  return [...models]
}

function usageOf(cost: SessionCost): SummaryUsage {
  return {
    ...tokenCountsOf(cost.usage),
    web_searches: cost.usage.webSearches,
    responses: cost.responses,
    cost_usd: cost.costUsd ?? null,
    by_model: cost.byModel.map((entry) => ({
      model: entry.model,
      ...tokenCountsOf(entry.usage),
      web_searches: entry.usage.webSearches,
      responses: entry.responses,
      cost_usd: entry.nanoUsd === undefined ? null : entry.nanoUsd / 1e9,
    })),
    unpriced: cost.unpriced,
  }
}

function gradeOf(grade: Grade): SummaryGrade {
  const judged = grade.letter !== 'N/A'
  return {
    score: judged ? grade.score : null,
    letter: grade.letter,
    process: judged ? grade.process : null,
    outcome: judged ? grade.outcome : null,
    penalties: grade.penalties.map(({ id, points, reason }) => ({ id, points, reason })),
    bonuses: grade.bonuses.map(({ id, points, reason }) => ({ id, points, reason })),
  }
}

function evidenceOf({ rule, detail, weight, events }: Evidence): EvidenceItem {
  return { rule, detail, weight, events }
}

function childrenOf(session: Session, cost: SessionCost): SummaryChild[] {
  const nano = new Map<string, number>()
  for (const { sessionId, quote } of cost.ledger) {
    if (quote.nanoUsd !== undefined) nano.set(sessionId, (nano.get(sessionId) ?? 0) + quote.nanoUsd)
  }
  return [...walkSessions(session)].slice(1).map((child) => {
    const own = nano.get(child.id)
    return {
      id: child.id,
      agent_type: child.parent?.agentType ?? null,
      tool_calls: toolCallsOf(child).length,
      cost_usd: own === undefined ? null : own / 1e9,
    }
  })
}
