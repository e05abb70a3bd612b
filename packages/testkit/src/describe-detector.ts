import type { Session } from '@ses/model'
import { describe, expect, it } from 'vitest'

/** What the suite needs to see of a finding. */
export interface DetectedFinding {
  readonly id: string
  readonly events: readonly string[]
  readonly detail: string
  readonly advice: string
  readonly waste: { readonly tokens: number; readonly costUsd: number; readonly ms: number }
  readonly measure: { readonly count: number; readonly of: number }
}

/** Sessions by sentence: `fires` names the expected evidence per finding, `quiet` expects no finding. */
export interface DetectorCases {
  readonly fires: Readonly<Record<string, readonly [Session, ...(readonly string[])[]]>>
  readonly quiet: Readonly<Record<string, Session>>
}

/** Runs one detector's cases, and what must hold for every detector on each of them and on each prefix of them. */
export function describeDetector(
  id: string,
  detect: (session: Session) => readonly DetectedFinding[],
  cases: DetectorCases,
): void {
  describe(id, () => {
    for (const [title, [session, ...evidence]] of Object.entries(cases.fires)) {
      it(`fires when ${title}`, () => {
        const findings = detect(session)
        expect(findings.map((finding) => finding.events)).toEqual(evidence)
        expect(new Set(findings.map((finding) => finding.id))).toEqual(new Set([id]))
      })
    }
    for (const [title, session] of Object.entries(cases.quiet)) {
      it(`is quiet when ${title}`, () => {
        expect(detect(session)).toEqual([])
      })
    }
    const sessions = [...Object.values(cases.fires).map(([session]) => session), ...Object.values(cases.quiet)]
    it('names events of the session in order, says what and what to do, and survives JSON', () => {
      for (const session of sessions) for (const finding of detect(session)) checkFinding(finding, session)
    })
    it('holds on every prefix of a session', () => {
      for (const session of sessions) {
        for (let length = 0; length <= session.events.length; length++) {
          const prefix = { ...session, events: session.events.slice(0, length) }
          for (const finding of detect(prefix)) checkFinding(finding, prefix)
        }
      }
    })
  })
}

function checkFinding(finding: DetectedFinding, session: Session): void {
  const order = new Map(session.events.map((event, index) => [event.id, index]))
  const positions = finding.events.map((event) => order.get(event) ?? -1)
  expect(positions.length).toBeGreaterThan(0)
  expect(Math.min(...positions)).toBeGreaterThanOrEqual(0)
  expect(positions).toEqual([...new Set(positions)].sort((a, b) => a - b))
  expect(finding.detail).toMatch(/^\S.*\S$/)
  expect(finding.advice).toMatch(/^\S.*\.$/)
  expect(finding.measure.count).toBeGreaterThan(0)
  expect(finding.measure.count).toBeLessThanOrEqual(finding.measure.of)
  expect(Math.min(...Object.values(finding.waste))).toBeGreaterThanOrEqual(0)
  expect(JSON.parse(JSON.stringify(finding))).toEqual(finding)
}
