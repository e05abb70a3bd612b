import type { Context } from '../context.ts'

/** A bar on stderr for long imports. */
export interface Progress {
  readonly step: (done: number, total: number) => void
  readonly stop: () => void
}

/** Imports that take less than this need no bar. */
const SHOWN_AFTER_MS = 1000

/** Only for a person at a terminal, and only once it takes a while. */
export async function openProgress({ host, json }: Context): Promise<Progress> {
  if (json || host.stderr.isTTY !== true) return { step: () => {}, stop: () => {} }
  const { default: cliProgress } = await import('cli-progress')
  const started = host.now()
  const options = { format: 'importing {bar} {value}/{total}', hideCursor: true, clearOnComplete: true }
  const bar = new cliProgress.SingleBar({ ...options, stream: host.stderr as NodeJS.WritableStream })
  let running = false
  return {
    step: (done, total) => {
      if (!running && host.now() - started > SHOWN_AFTER_MS && done < total) {
        bar.start(total, done)
        running = true
      } else if (running) bar.update(done)
    },
    stop: () => {
      if (running) bar.stop()
    },
  }
}
