import type { ReviewFinding, SuppressedFinding } from '@ses/schema'

/** Findings that a team has accepted, as kept in its baseline file. */
export interface Baseline {
  readonly schema_version: 1
  readonly accepted: readonly AcceptedFinding[]
}

export interface AcceptedFinding {
  readonly fingerprint: string
  readonly rule: string
  /** Null: the session as a whole. */
  readonly file: string | null
  readonly title: string
  readonly reason: string
}

/** Reads a baseline; undefined when it is none. Other keys are let through. */
export function parseBaseline(text: string): Baseline | undefined {
  let parsed: unknown
  try {
    parsed = JSON.parse(text)
  } catch {
    return undefined
  }
  const { schema_version: version, accepted } = (parsed ?? {}) as Record<string, unknown>
  if (version !== 1 || !Array.isArray(accepted)) return undefined
  const entries = accepted.map((entry: unknown): AcceptedFinding | undefined => {
    const { fingerprint, rule, file, title, reason } = (entry ?? {}) as Record<string, unknown>
    if (typeof fingerprint !== 'string') return undefined
    return {
      fingerprint,
      rule: textOf(rule),
      file: typeof file === 'string' ? file : null,
      title: textOf(title),
      reason: textOf(reason) || 'accepted by the baseline',
    }
  })
  return entries.every((entry) => entry !== undefined) ? { schema_version: 1, accepted: entries } : undefined
}

/**
 * Accepts findings beside those accepted before, in order of their fingerprints, so that two branches that add some merge well.
 */
export function extendBaseline(
  known: Baseline | undefined,
  findings: readonly ReviewFinding[],
  reason: string,
): Baseline {
  const accepted = new Map(known?.accepted.map((entry) => [entry.fingerprint, entry]))
  for (const { fingerprint, rule, evidence, title } of findings) {
    if (!accepted.has(fingerprint)) accepted.set(fingerprint, { fingerprint, rule, file: evidence.file, title, reason })
  }
  return {
    schema_version: 1,
    accepted: [...accepted.values()].sort((a, b) => (a.fingerprint < b.fingerprint ? -1 : 1)),
  }
}

/** Parts findings into those still to be looked at and those accepted. */
export function applyBaseline(
  findings: readonly ReviewFinding[],
  baseline: Baseline | undefined,
): { readonly findings: readonly ReviewFinding[]; readonly suppressed: readonly SuppressedFinding[] } {
  const reasons = new Map(baseline?.accepted.map(({ fingerprint, reason }) => [fingerprint, reason]))
  return {
    findings: findings.filter(({ fingerprint }) => !reasons.has(fingerprint)),
    suppressed: findings.flatMap((finding) => {
      const reason = reasons.get(finding.fingerprint)
      return reason === undefined ? [] : [{ ...finding, reason }]
    }),
  }
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
