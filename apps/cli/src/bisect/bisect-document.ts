import type { BisectRun, FirstBad, Shadow, Snapshot } from '@ses/checkpoints'
import type { BisectDocument, BisectTurn } from '@ses/schema'
import type { SessionStore } from '@ses/store'
import { storedSession } from '../blame/blame-author.ts'
import { changedFiles } from '../snapshot/changed-files.ts'
import { checkpointDocument } from '../snapshot/checkpoint-document.ts'

type Ended = Extract<FirstBad, { readonly bad: number }>

/** What a search found, as JSON, with what the store knows of the session. */
export async function bisectDocument(
  { shadow, store, command }: { readonly shadow: Shadow; readonly store: SessionStore; readonly command: string },
  snapshots: readonly Snapshot[],
  answer: Ended,
  runs: readonly BisectRun[],
): Promise<BisectDocument> {
  const [good, bad] = [snapshots[answer.good], snapshots[answer.bad]]
  const found = answer.result === 'found' && good !== undefined && bad !== undefined
  const between = answer.result === 'not_monotone' ? [] : snapshots.slice(answer.good + 1, answer.bad + 1)
  return {
    schema_version: 1,
    command,
    result: answer.result,
    first_bad: found ? checkpointDocument(bad) : null,
    last_good: found ? checkpointDocument(good) : null,
    turn: found ? turnOf(good, bad, snapshots, store) : null,
    changes: found ? changedFiles(await shadow.backend.diffTrees(good.tree, bad.tree)) : [],
    candidates: between.map(({ id }) => id),
    tests: runs.map(({ snapshot, exit, verdict, ms }) => ({ checkpoint: snapshot.id, exit, verdict, ms })),
  }
}

/** A turn lies between its prompt and its end; what changed between an end and the next prompt is nobody's turn. */
function turnOf(good: Snapshot, bad: Snapshot, snapshots: readonly Snapshot[], store: SessionStore): BisectTurn | null {
  if (bad.kind !== 'turn-end') return null
  const prompt = snapshots.findLast(
    ({ kind, session, at }) => kind === 'prompt' && session === bad.session && at <= bad.at,
  )
  const summary = storedSession(bad, store)
  return {
    session: bad.session,
    agent: bad.agent ?? prompt?.agent ?? null,
    turn: bad.turn ?? prompt?.turn ?? null,
    prompt: prompt?.prompt ?? bad.prompt ?? null,
    tools: summary?.activity.tools ?? {},
    models: summary?.session.models ?? [],
    session_cost_usd: summary?.usage?.cost_usd ?? null,
    commit: bad.head !== undefined && bad.head !== good.head ? bad.head : null,
  }
}
