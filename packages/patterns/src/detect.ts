import { type Session, walkSessions } from '@ses/model'
import { type CheckedClaim, checkClaimsInView } from './check-claims.ts'
import type { CostOf, Detector, DetectorContext, Finding, Observation } from './detector.ts'
import { detectors as allDetectors } from './detectors/index.ts'
import { type Opportunities, opportunitiesOf } from './opportunities.ts'
import { createdIn, type SessionView, viewSession } from './session-view.ts'
import { shareWaste } from './waste.ts'

export interface DetectOptions {
  /** Detectors to run instead of the built-in ones, or beside them: `[...detectors, mine]`. */
  readonly detectors?: readonly Detector[]
  /** Ids of the only detectors to run; all when absent or empty. */
  readonly enabled?: readonly string[]
  /** Ids of detectors to leave out; wins over `enabled`. */
  readonly disabled?: readonly string[]
  /** Values by threshold key; a key left out has its default. */
  readonly thresholds?: Readonly<Record<string, number>>
  /** Cost of a response; when absent, waste has tokens and time only. */
  readonly costOf?: CostOf
}

/** What the detectors found in a session, and what its agent claimed. */
export interface Inspection {
  readonly findings: readonly Finding[]
  /** See `checkClaims`. */
  readonly claims: readonly CheckedClaim[]
}

/**
 * Runs the detectors over a session and each of its sub-agents' sessions by itself; findings of the latter carry their session id.
 * Ordered by session, then by the detectors' order, then by first event. A wasted call counts in one finding only, so waste may be
 * added up over findings.
 */
export function detectPatterns(session: Session, options: DetectOptions = {}): Finding[] {
  const chosen = chooseDetectors(options)
  const created = createdIn(walkSessions(session))
  return [...walkSessions(session)].flatMap((member) =>
    findingsOf(session, member, viewSession(member, created), chosen, options),
  )
}

/** `detectPatterns` and `checkClaims` with the session prepared once for both. */
export function inspectSession(session: Session, options: DetectOptions = {}): Inspection {
  const chosen = chooseDetectors(options)
  const created = createdIn(walkSessions(session))
  const view = viewSession(session, created)
  const claims = checkClaimsInView(view)
  const findings = [...walkSessions(session)].flatMap((member) =>
    findingsOf(session, member, member === session ? view : viewSession(member, created), chosen, options),
  )
  return { findings, claims }
}

function findingsOf(
  root: Session,
  member: Session,
  view: SessionView,
  detectors: readonly Detector[],
  options: DetectOptions,
): Finding[] {
  const findings = detectInView(view, detectors, options)
  return member === root ? findings : findings.map((finding) => ({ ...finding, sessionId: member.id }))
}

/** Defaults and descriptions of every threshold of the given detectors, by key. */
export function thresholdsOf(detectors: readonly Detector[] = allDetectors): Detector['thresholds'] {
  return Object.assign({}, ...detectors.map((detector) => detector.thresholds))
}

function chooseDetectors(options: DetectOptions): readonly Detector[] {
  const enabled = options.enabled ?? []
  const disabled = options.disabled ?? []
  return (options.detectors ?? allDetectors).filter(
    ({ id }) => (enabled.length === 0 || enabled.includes(id)) && !disabled.includes(id),
  )
}

function detectInView(view: SessionView, detectors: readonly Detector[], options: DetectOptions): Finding[] {
  const opportunities = opportunitiesOf({ ...view.session, children: [] })
  const seen = detectors.flatMap((detector) =>
    detector.detect(view, contextFor(detector, options)).map((observation) => ({ detector, observation })),
  )
  const waste = shareWaste(
    view,
    seen.map(({ observation }) => observation.wasted ?? []),
    options.costOf,
  )
  return seen.map(({ detector, observation }, index) => ({
    id: detector.id,
    severity: observation.severity ?? detector.severity,
    title: detector.title,
    events: observation.events,
    waste: waste[index] ?? { tokens: 0, costUsd: 0, ms: 0 },
    advice: observation.advice ?? detector.advice,
    detail: observation.detail,
    measure: measureOf(detector, observation, opportunities),
  }))
}

function contextFor(detector: Detector, options: DetectOptions): DetectorContext {
  return {
    threshold: (key) => {
      const own = Object.hasOwn(detector.thresholds, key) ? detector.thresholds[key] : undefined
      if (own === undefined) throw new RangeError(`${detector.id} has no threshold ${key}`)
      return options.thresholds?.[key] ?? own.default
    },
  }
}

function measureOf(detector: Detector, observation: Observation, opportunities: Opportunities): Finding['measure'] {
  return {
    count: observation.count,
    of: Math.max(observation.count, opportunities[detector.unit]),
    unit: detector.unit,
  }
}
