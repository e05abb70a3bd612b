import { type FileCategory, fileCategory } from '@ses/model'
import { type Sourced, textOf } from './evidence.ts'

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
  readonly files: readonly { readonly path: string; readonly source: Sourced; readonly category: FileCategory; readonly created: boolean }[]
  readonly commands: readonly Sourced[]
  readonly commits: readonly Sourced[]
  readonly branch: string
  readonly addedLines: number
  readonly removedLines: number
}

/** Changed files beyond this number are not looked at. */
const MAX_FILES = 2000

/** Fills in what an input leaves out. */
export function typeFactsOf(input: TypeInput): TypeFacts {
  const files = new Map<string, TypeFacts['files'][number]>()
  const add = (source: Sourced, created: boolean): void => {
    const path = textOf(source)
    if (files.size >= MAX_FILES || path === '') return
    const known = files.get(path)
    files.set(path, known ?? { path, source, category: fileCategory(path), created })
  }
  let addedLines = 0
  let removedLines = 0
  for (const edit of input.edits ?? []) {
    add(edit.path, edit.operation === 'create')
    addedLines += edit.addedLines ?? 0
    removedLines += edit.removedLines ?? 0
  }
  for (const path of input.paths ?? []) add(path, false)
  return {
    prompts: input.prompts ?? [],
    files: [...files.values()],
    commands: input.commands ?? [],
    commits: input.commits ?? [],
    branch: input.branch ?? '',
    addedLines,
    removedLines,
  }
}
