import { SesError } from '@ses/model'
import type { Shadow } from '../open-shadow.ts'
import type { Snapshot } from '../snapshot.ts'
import { type FirstBad, searchFirstBad, type Verdict } from './search-first-bad.ts'
import { openBench } from './test-bench.ts'

/** How a command ended. */
export interface CommandEnd {
  /** 128 and the number of the signal where one ended it; 124 when it took too long, as `timeout` says it. */
  readonly exit: number
  readonly ms: number
}

export interface BisectOptions {
  /** In the order in which they were taken. */
  readonly snapshots: readonly Snapshot[]
  readonly command: string
  /** Runs a line as the user would, in a folder that holds the files of a snapshot. */
  readonly run: (line: string, cwd: string, timeoutMs?: number) => Promise<CommandEnd>
  /** An empty folder outside of the repository, which the caller removes. */
  readonly folder: string
  /** Paths of the work tree that are lent to every state. Default: none. */
  readonly links?: readonly string[]
  /** Run before each test; when it fails the state is skipped. */
  readonly setup?: string
  /** Milliseconds after which a test counts as bad. */
  readonly timeoutMs?: number
  readonly exhaustive?: boolean
  readonly signal?: AbortSignal
  readonly onTest?: (snapshot: Snapshot) => void
}

/** One run of the command. */
export interface BisectRun {
  readonly snapshot: Snapshot
  readonly exit: number
  readonly verdict: Verdict
  readonly ms: number
}

export interface Bisection {
  readonly answer: FirstBad
  /** In the order in which they were made. */
  readonly runs: readonly BisectRun[]
}

/**
 * Finds the first snapshot for which a command fails. HEAD, index, work tree and list of work trees stay as they are: states are laid out
 * in the given folder, which has no `.git`. Throws `external` when the command is stopped, or says by an exit of 128 or more that the
 * search is to be given up, or cannot be run.
 */
export async function bisectSnapshots(shadow: Shadow, options: BisectOptions): Promise<Bisection> {
  const { snapshots, command, run, signal } = options
  const bench = openBench(shadow, options.folder, options.links ?? [])
  const runs: BisectRun[] = []
  const known = new Map<string, BisectRun>()
  const stopped = (): void => {
    if (signal?.aborted) throw new SesError('external', 'stopped before the end')
  }
  const testTree = async (snapshot: Snapshot): Promise<BisectRun> => {
    options.onTest?.(snapshot)
    const cwd = await bench.layOut(snapshot.tree)
    stopped()
    const setup = options.setup === undefined ? undefined : await run(options.setup, cwd)
    stopped()
    if (setup !== undefined && setup.exit !== 0) return { snapshot, ...setup, verdict: 'skip' }
    const end = await run(command, cwd, options.timeoutMs)
    stopped()
    if (end.exit >= 128) {
      throw new SesError('external', `the command ended with ${end.exit}, which stops the search`, {
        data: { exit: end.exit, checkpoint: snapshot.id },
      })
    }
    return { snapshot, ...end, verdict: end.exit === 0 ? 'good' : end.exit === 125 ? 'skip' : 'bad' }
  }
  const answer = await searchFirstBad(
    snapshots.length,
    async (place, again) => {
      const snapshot = snapshots[place] as Snapshot
      const before = again ? undefined : known.get(snapshot.tree)
      const test = before ?? (await testTree(snapshot))
      if (before === undefined) runs.push(test)
      known.set(snapshot.tree, test)
      // Git takes it for a broken command, too: what was good cannot run.
      if (place === 0 && (test.exit === 126 || test.exit === 127)) {
        throw new SesError('external', `the command cannot be run (exit ${test.exit})`, { data: { exit: test.exit } })
      }
      return test.verdict
    },
    options.exhaustive === true ? { exhaustive: true } : {},
  )
  return { answer, runs }
}
