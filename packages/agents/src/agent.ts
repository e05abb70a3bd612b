import type { Session } from '@ses/model'
import type { JsonObject } from './json.ts'
import type { TextPolicy } from './text-policy.ts'
import type { ToolTable } from './tool-table.ts'

/**
 * One coding agent: how its transcripts are told from others, read, and where they lie. A third party adds an agent by passing
 * its own record: `parseTranscript(bytes, { agents: [...agents, mine] })`.
 */
export interface Agent {
  /** Stable for ever, kebab-case. */
  readonly id: string
  readonly title: string
  /** The agent's tool names. */
  readonly tools: ToolTable
  readonly transcript: TranscriptFormat
  /** How its recorded hook events are read; absent for agents without hooks. */
  readonly hooks?: HookFormat
}

/** How the hook events of an agent are read into a session. */
export interface HookFormat {
  /** True where hooks tell more than the agent's transcripts do. */
  readonly richer?: true
  /** Starts reading the events of one session. */
  readonly open: <Text extends string>(options: ReadOptions<Text>) => HookReader<Text>
}

/** One hook event as it was recorded. */
export interface HookEvent {
  /** Name of the hook as the agent calls it. */
  readonly hook: string
  /** When it was recorded, epoch milliseconds. */
  readonly at?: number
  /** The session it was recorded for: the main one, also where a sub-agent fired it. */
  readonly sessionId?: string
  /** What the agent handed to the hook; texts in it may have been masked or cut. */
  readonly payload: JsonObject
}

/** Takes the hook events of one session in order and never throws, whatever they hold. */
export interface HookReader<Text extends string> {
  /** Reads one event; `line` counts from 1. Answers as `TranscriptReader.row` does. */
  readonly event: (event: HookEvent, line: number) => RowVerdict
  readonly end: () => HookSession<Text>
}

/** A session as its hook events tell it. */
export interface HookSession<Text extends string> {
  readonly session: Session<Text>
  /** Path of the transcript, as the agent named it last. */
  readonly transcript?: string
  /** Line of the last event that is work and not the opening or closing of the session; 0 before the first. */
  readonly workLine: number
  /** The end of the session, where no work came after it. */
  readonly ended?: HookEnd
}

/** How and when a session ended. */
export interface HookEnd {
  /** Line of the first event that says so. */
  readonly line: number
  readonly at?: number
  /** The agent's own word for it. */
  readonly reason?: string
}

export interface TranscriptFormat {
  /**
   * What a transcript is made of. `rows`, the default: JSON lines, one JSON document, or the rows of a database, each as an object
   * of its columns with the table's name in `table` (parents before children, in the order the agent shows them, only those of
   * one session and its sub-agents). `text`: a document that is no JSON; it arrives as the one row `{ text }`.
   */
  readonly format?: 'rows' | 'text'
  /** Where the agent keeps its transcripts; read by whoever looks for them, never by the parser. */
  readonly locations: readonly TranscriptLocation[]
  /**
   * How surely a row is this agent's, 0 to 1, told from its content. A row is one JSON line, or the whole document of a
   * transcript that is one JSON value. An agent of text documents is asked with the first part of the text. Must not throw.
   */
  readonly recognise: (row: JsonObject) => number
  /** How rows that matter for usage can be told by their bytes; absent where every row has to be read. */
  readonly usageHint?: UsageHint
  /** Starts reading one transcript. */
  readonly open: <Text extends string>(options: ReadOptions<Text>) => TranscriptReader<Text>
}

/**
 * Lets a scan for usage alone pass over most of a file: the reader must count the same responses when it is given only the first
 * and last rows and those that hold one of `marks`. Texts of JSON keys or values with their quotes, ASCII only.
 */
export interface UsageHint {
  readonly marks: readonly string[]
  /** Where one of these occurs in a file, all its rows matter. */
  readonly unless?: readonly string[]
}

/** A place where transcripts lie. */
export interface TranscriptLocation {
  /** Path below `base` with `*` for any part of one name and `**` for any depth, none included. */
  readonly glob: string
  /**
   * `home`, the user's. `data`: `$XDG_DATA_HOME` or `~/.local/share`, and the folders that macOS and Windows have for the purpose.
   * `config`: `$XDG_CONFIG_HOME` or `~/.config`, and the same.
   */
  readonly base: 'home' | 'config' | 'data'
  /** Names of files, with `*`, that the glob takes in though they are no transcripts. */
  readonly except?: readonly string[]
  /** Environment variables that move it; the first one that is set counts. */
  readonly env?: readonly TranscriptRoot[]
}

/** An environment variable whose value stands for the first part of a place; a list of folders when it has commas. */
export interface TranscriptRoot {
  readonly name: string
  /** Leading part of `glob` that the value replaces, with the base; `''` when it replaces the base alone. */
  readonly replaces: string
  /** Folder below the value that the rest of `glob` is below. */
  readonly below?: string
}

export interface ReadOptions<Text extends string> {
  readonly text: TextPolicy<Text>
  /** Path of the file, where known; some agents keep facts in it. */
  readonly path?: string
}

/** Takes the rows of one transcript in order and never throws, whatever they hold. */
export interface TranscriptReader<Text extends string> {
  /** Reads one row; `line` counts from 1. Answers what became of it: `known` rows count as recognised, used or not. */
  readonly row: (row: JsonObject, line: number) => RowVerdict
  /** The session as far as it was read. */
  readonly end: () => Session<Text>
}

/** `known`: of a kind the reader knows; `unknown`: of a kind it has never seen; `bad`: a known kind in a broken shape. */
export type RowVerdict = 'known' | 'unknown' | 'bad'
