/** Ends when the process is asked to. */
export interface StopSignal {
  readonly signal: AbortSignal
  /** No longer listens. */
  readonly close: () => void
}

const SIGNALS = ['SIGINT', 'SIGTERM'] as const

/** Aborts at the first SIGINT or SIGTERM; the second one does what it does to any process. */
export function untilStopped(): StopSignal {
  const controller = new AbortController()
  const close = (): void => {
    for (const name of SIGNALS) process.off(name, stop)
  }
  // The listener stays after the first signal: where none is left, the locks' own listener ends the process at once.
  const stop = (name: NodeJS.Signals): void => {
    if (controller.signal.aborted) {
      close()
      process.kill(process.pid, name)
    }
    controller.abort()
  }
  for (const name of SIGNALS) process.on(name, stop)
  return { signal: controller.signal, close }
}
