import type { Environment } from '../environment.ts'

/** Where an agent of this machine keeps its transcripts, and how it goes on with one. */
export interface ResumableAgent {
  readonly agent: string
  /** Absolute path of the transcript of a session; undefined, with a reason: the agent would not find it there. */
  readonly place: (request: PlaceRequest) => TranscriptPlace
  /** Program and arguments, to be started in the project. */
  readonly command: (session: string) => readonly [string, ...string[]]
}

/** What is to be placed, and where. */
interface PlaceRequest {
  readonly session: string
  /** File name the agent gave it. */
  readonly file: string
  /** Absolute path of the project on this machine. */
  readonly project: string
  readonly home: string
  readonly env: Environment
  /** Content of a file, if there is one. */
  readonly read: (path: string) => string | undefined
}

type TranscriptPlace = { readonly path: string } | { readonly reason: string }
