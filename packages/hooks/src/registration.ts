import type { HookCommand } from './hook-command.ts'

/** Where hooks are registered: for one project, or for all projects of a user. */
export type HookScope = 'project' | 'user'

/** How one agent is told to call `ses`. */
export interface HookRegistration {
  /** Id as everywhere in `ses`. */
  readonly agent: string
  readonly title: string
  /** Events registered, spelled as the agent does, in the order of a session. */
  readonly events: readonly string[]
  /** Files that hold the registration; `windows` where the machine's shell is not a POSIX one. */
  readonly files: (scope: HookScope, windows: boolean) => readonly HookFile[]
  readonly signs: AgentSigns
  /** What is left for the user to do after the files are written, one sentence each. */
  readonly next: (scope: HookScope) => readonly string[]
}

/** By what an agent is noticed. */
export interface AgentSigns {
  /** Paths in a project. */
  readonly project: readonly string[]
  /** Folders of the user, in which the agent keeps its settings. */
  readonly user: readonly HookFolder[]
  /** Programs on the PATH. */
  readonly commands: readonly string[]
}

/** A folder as data. */
export interface HookFolder {
  readonly base: 'project' | 'home'
  /** Below the base, with `/`; empty is the base itself. */
  readonly path: string
  /** Variable that names another folder in its place. */
  readonly env?: string
  /** Below what the variable names. */
  readonly envPath?: string
}

/** One file of an agent. Text goes in and comes out, so that the same code serves the disk, a dry run and a test. */
export interface HookFile {
  readonly folder: HookFolder
  /** Below the folder, with `/`. */
  readonly name: string
  readonly executable?: true
  /** A help beside the hooks: without it the registration is still whole. */
  readonly optional?: true
  /** The text with our hooks; undefined is no file. A text that has them already comes back as it is. Throws `SesError`. */
  readonly register: (text: string | undefined, command: HookCommand) => string
  /**
   * The text without our hooks, byte for byte what `register` was given when nothing else has changed. `made`: the file was not there before,
   * so undefined (delete it) is returned when nothing of others is in it. Throws `SesError`.
   */
  readonly unregister: (text: string, made: boolean) => string | undefined
  /** Our hooks in the text, in its order. Throws `SesError` when the text cannot be read. */
  readonly inspect: (text: string) => readonly RegisteredHook[]
}

/** One hook of ours in a file. */
export interface RegisteredHook {
  readonly event: string
  /** Place in its event, `<group>:<index>`, both from 0. */
  readonly position: string
  /** What the agent runs, or the line of its file by which it is known as ours. */
  readonly line: string
  /** The bundled program it starts first; absent when it relies on the PATH. */
  readonly script?: string
}
