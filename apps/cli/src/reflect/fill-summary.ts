import { noUsage } from '@ses/model'
import { type CompleteSummary, type Summary, tokenCountsOf } from '@ses/schema'

const NO_TOKENS = tokenCountsOf(noUsage)

/** A summary that another tool wrote may hold the fixed keys only; what it lacks counts as not known. */
export function fillSummary(summary: Summary): CompleteSummary {
  const { usage, grade, findings, evidence, claims, masking, coverage, children } = summary
  return {
    ...summary,
    session: {
      title: null,
      agent_version: null,
      models: [],
      cwd: null,
      git_branch: null,
      git_commit: null,
      forked_from: null,
      outcome: { state: 'completed', confidence: 0 },
      type_confidence: 0,
      risk_score: 0,
      follow_ups: [],
      turns: summary.prompts.length,
      tool_calls: Object.values(summary.activity.tools).reduce((sum, number) => sum + number, 0),
      commits: [],
      ...summary.session,
    },
    usage: usage ?? { ...NO_TOKENS, web_searches: 0, responses: 0, cost_usd: null, by_model: [], unpriced: [] },
    grade: grade ?? { score: null, letter: 'N/A', process: null, outcome: null, penalties: [], bonuses: [] },
    findings: findings ?? [],
    evidence: evidence ?? { type: [], intent: [], risk: [] },
    claims: claims ?? [],
    masking: masking ?? { rule_set: '', counts: {} },
    coverage: coverage ?? { lines: 0, recognised: 0, bytes: 0 },
    children: children ?? [],
  }
}
