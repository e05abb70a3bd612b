/** What the server needs of the world; `apps/cli` gives it. */
export interface Services {
  /** Runs one command of `ses` in this process, as if typed, with its output kept. Never throws and prints nothing. */
  readonly run: (args: readonly string[]) => Promise<CommandOutcome>
  /** Directories that transcripts may be read from, and single files, all with links resolved. */
  readonly allowedRoots: () => Promise<readonly string[]>
  /** The path with links resolved and made absolute from the project; `undefined` when nothing is there. */
  readonly realPath: (path: string) => Promise<string | undefined>
}

/** What a command printed and how it ended. */
export interface CommandOutcome {
  readonly exit: number
  readonly stdout: string
  readonly stderr: string
}
