import { type FileCategory, fileCategory } from '@ses/model'
import { type Sourced, textOf } from './evidence.ts'
import { type PromptReader, promptReader } from './prompt-reading.ts'

/** What is known of a piece of work. Every part is optional; a commit is `{ prompts: [subject], paths }`. */
export interface TypeInput {
  /** What was asked, in order: prompts of a session, the subject of a commit. */
  readonly prompts?: readonly Sourced[]
  /** Files that were changed. */
  readonly paths?: readonly Sourced[]
  /** Shell commands that were run. */
  readonly commands?: readonly Sourced[]
  /** Size and kind of the changes, where known; their paths need not be repeated in `paths`. */
  readonly edits?: readonly TypeEdit[]
  /** Subjects of commits that were made as part of the work. */
  readonly commits?: readonly Sourced[]
  /** The agent's last answer. */
  readonly closing?: Sourced
  /** Name of the git branch the work was done on. */
  readonly branch?: string
}

/** One change of one file. */
export interface TypeEdit {
  readonly path: Sourced
  readonly operation?: string
  readonly addedLines?: number
  readonly removedLines?: number
}

/** The input as the rules see it: every list present, each changed file once with its category. */
export interface TypeFacts {
  readonly prompts: readonly Sourced[]
  /** What the prompts ask for, one line each, small talk left out; a single short prompt stands as it is. */
  readonly goals: readonly Sourced[]
  /** As `goals`, but a short prompt stands in full; for looking at words. */
  readonly requests: readonly Sourced[]
  /** True for more than a commit: several prompts, or changes and commands of a session. */
  readonly isSession: boolean
  /** True when `edits` was given, so that no file means nothing was changed. */
  readonly changesKnown: boolean
  readonly files: readonly {
    readonly path: string
    readonly source: Sourced
    readonly category: FileCategory
    readonly created: boolean
    readonly lines: number
  }[]
  readonly commands: readonly Sourced[]
  readonly commits: readonly Sourced[]
  readonly branch: string
  readonly closing?: Sourced
  readonly addedLines: number
  readonly removedLines: number
}

/** Changed files beyond this number are not looked at. */
const MAX_FILES = 2000

/** Fills in what an input leaves out. */
export function typeFactsOf(input: TypeInput, read: PromptReader = promptReader()): TypeFacts {
  const files = new Map<string, TypeFacts['files'][number]>()
  const add = (source: Sourced, created: boolean, lines: number): void => {
    const path = textOf(source)
    if (files.size >= MAX_FILES || path === '') return
    const known = files.get(path)
    files.set(path, known ?? { path, source, category: fileCategory(path), created, lines })
  }
  let addedLines = 0
  let removedLines = 0
  for (const edit of input.edits ?? []) {
    add(edit.path, edit.operation === 'create', (edit.addedLines ?? 0) + (edit.removedLines ?? 0))
    addedLines += edit.addedLines ?? 0
    removedLines += edit.removedLines ?? 0
  }
  for (const path of input.paths ?? []) add(path, false, 0)
  return {
    prompts: input.prompts ?? [],
    goals: goalsOf(input.prompts ?? [], read),
    requests: requestsOf(input.prompts ?? [], read),
    isSession: input.edits !== undefined || (input.prompts?.length ?? 0) > 1 || (input.commands?.length ?? 0) > 0,
    changesKnown: input.edits !== undefined,
    files: [...files.values()],
    commands: input.commands ?? [],
    commits: input.commits ?? [],
    branch: input.branch ?? '',
    ...(input.closing === undefined ? {} : { closing: input.closing }),
    addedLines,
    removedLines,
  }
}

/** Prompts beyond this number are not looked at. */
const MAX_PROMPTS = 60

function goalsOf(prompts: readonly Sourced[], read: PromptReader): Sourced[] {
  const [only] = prompts
  if (prompts.length === 1 && only !== undefined) {
    const text = textOf(only).trim()
    const { goal, request } = read(textOf(only))
    const plain = text.length <= 200 && !text.includes('\n')
    return [withText(only, (plain ? (request ?? text) : goal) ?? text.slice(0, 200))]
  }
  const goals = new Map<string, Sourced>()
  for (const prompt of prompts.slice(0, MAX_PROMPTS)) {
    const { goal } = read(textOf(prompt))
    if (goal !== undefined && !goals.has(goal)) goals.set(goal, withText(prompt, goal))
  }
  return [...goals.values()]
}

function requestsOf(prompts: readonly Sourced[], read: PromptReader): Sourced[] {
  return prompts.slice(0, MAX_PROMPTS).flatMap((prompt) => {
    const { request } = read(textOf(prompt))
    return request === undefined ? [] : [withText(prompt, request)]
  })
}

function withText(source: Sourced, text: string): Sourced {
  return typeof source === 'string' ? text : { text, event: source.event }
}
