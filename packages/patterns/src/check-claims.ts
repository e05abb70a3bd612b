import type { Session } from '@ses/model'
import { type Claim, claimsIn } from './claims.ts'
import { baseName } from './paths.ts'
import { ProofRecord } from './proof-record.ts'
import { createdIn, type SessionView, viewSession } from './session-view.ts'

/** A claim of the agent beside what the record says of it. */
export interface CheckedClaim {
  readonly kind: Claim['kind']
  /** The sentence it stands in. */
  readonly text: string
  /** True when the record bears it out, false when it says otherwise, null when it cannot tell. */
  readonly verified: boolean | null
  /** Why it is false; absent otherwise. */
  readonly why?: string
  /** Ids of the calls that decide, then of the reply that claims. */
  readonly events: readonly string[]
}

/** What the agent said to be done in a session's replies, each held against the calls before it; sub-agents' replies are left out. */
export function checkClaims(session: Session): readonly CheckedClaim[] {
  return checkClaimsInView(viewSession(session, createdIn([session])))
}

const checkedViews = new WeakMap<SessionView, readonly CheckedClaim[]>()

/** As `checkClaims`, from a view already made; a view is never changed, so it is checked once. */
export function checkClaimsInView(view: SessionView): readonly CheckedClaim[] {
  const known = checkedViews.get(view) ?? claimsOfView(view)
  checkedViews.set(view, known)
  return known
}

function claimsOfView(view: SessionView): CheckedClaim[] {
  // Nothing is there to check a claim by.
  if (!view.callsTold) return []
  const claims = view.turns.flatMap((turn) =>
    turn.replies.flatMap((reply) => {
      const made = claimsIn(reply.event.text)
      // What the person said themselves may be repeated.
      const said = new Set(made.length === 0 ? [] : claimsIn(turn.prompt?.text ?? '').map((claim) => claim.kind))
      return made.filter((claim) => !said.has(claim.kind)).map((claim) => ({ claim, reply }))
    }),
  )
  const files = claims.flatMap(({ claim }) => (claim.path === undefined ? [] : [baseName(claim.path)]))
  const record = new ProofRecord(view, new Set(files))
  const checked = new Map<string, CheckedClaim>()
  for (const { claim, reply } of claims) {
    record.advance(reply.callsBefore)
    const key = `${reply.event.id} ${claim.kind}`
    const { events, ...verdict } = judge(claim, record)
    // Of several claims of one kind in one reply, a false one is the one to tell.
    if (checked.has(key) && verdict.verified !== false) continue
    checked.set(key, { kind: claim.kind, text: claim.sentence, ...verdict, events: [...events, reply.event.id] })
  }
  return [...checked.values()]
}

type Verdict = Pick<CheckedClaim, 'verified' | 'why' | 'events'>

function judge(claim: Claim, record: ProofRecord): Verdict {
  if (claim.kind === 'commit') {
    if (record.mayHaveCommitted) return { verified: true, events: [] }
    return record.partial ? unknown : { verified: false, why: 'no commit is on record', events: [] }
  }
  if (claim.kind === 'verified') {
    if (record.hasSeen(baseName(claim.path ?? ''))) return { verified: true, events: [] }
    return record.partial ? unknown : { verified: false, why: 'no call looked at that file', events: [] }
  }
  const last = record.lastRun(claim.kind)
  if (last === undefined) {
    if (record.partial || record.opaque) return unknown
    return { verified: false, why: `no ${claim.kind} run is on record`, events: [] }
  }
  const events = [last.call.event.id]
  // A run of several parts that passed in one, or the very number of passing tests, makes the claim true of a part.
  if (last.checks.some((check) => check.ok === true)) return { verified: true, events }
  if (claim.passed !== undefined && record.hasPassed(claim.kind, claim.passed)) return { verified: true, events }
  if (last.checks.some((check) => check.ok === undefined)) return unknown
  const failed = last.checks.at(-1)?.failed
  const count = failed === undefined ? '' : `, ${failed} failed`
  return { verified: false, why: `the last ${claim.kind} run did not pass${count}`, events }
}

const unknown: Verdict = { verified: null, events: [] }
