import { type Evidence, eventsOf } from './evidence.ts'
import { globMatcher } from './glob-matcher.ts'
import { type RiskFacts, riskFactsOf } from './risk-facts.ts'
import type { RiskInput, RiskOptions } from './risk-input.ts'
import { riskRules } from './risk-rules/index.ts'

/** How much a mistake here would cost. */
export type RiskLevel = 'low' | 'medium' | 'high'

/** The risk of a session, a turn or a set of changes. */
export interface Risk {
  readonly level: RiskLevel
  /** 0–100. Reasons add up like independent chances: 40 and 50 points make 70. */
  readonly score: number
  /** The weightiest first; `weight` holds the points. Empty when nothing was found. */
  readonly reasons: readonly Evidence[]
}

/** Score from which a risk is called medium, and high. */
export const riskThresholds: { readonly medium: number; readonly high: number } = { medium: 20, high: 50 }

const DEFAULT_POINTS = 30

/** Weighs what was changed and run against the risk rules and the project's own paths. */
export function classifyRisk(input: RiskInput, options: RiskOptions = {}): Risk {
  return classifyRiskOfFacts(riskFactsOf(input), options)
}

/** As `classifyRisk`, from facts already gathered. */
export function classifyRiskOfFacts(facts: RiskFacts, options: RiskOptions = {}): Risk {
  const reasons: Evidence[] = []
  for (const rule of riskRules) {
    for (const { points, detail, seen } of rule.judge(facts))
      reasons.push({ rule: rule.id, detail, weight: points, events: eventsOf(seen) })
  }
  for (const { glob, reason = glob, points = DEFAULT_POINTS } of options.paths ?? []) {
    const matches = globMatcher(glob)
    const own = facts.changes.filter((change) => matches(change.name))
    if (own.length === 0) continue
    const detail = `${reason}: ${own
      .slice(0, 3)
      .map((change) => change.name)
      .join(', ')}`
    reasons.push({
      rule: 'project_path',
      detail,
      weight: Math.min(100, Math.max(0, points)),
      events: eventsOf(own.map((change) => change.path)),
    })
  }
  reasons.sort((a, b) => b.weight - a.weight)
  const safe = reasons.reduce((product, reason) => product * (1 - reason.weight / 100), 1)
  const score = Math.round((1 - safe) * 100)
  return {
    level: score >= riskThresholds.high ? 'high' : score >= riskThresholds.medium ? 'medium' : 'low',
    score,
    reasons,
  }
}
