import { SesError } from '@ses/model'
import type { Context } from '../context.ts'
import type { Input } from '../input.ts'

type Action = (context: Context, input: Input) => Promise<number>

const FILTERS = ['project', 'agent', 'limit', 'since', 'until']

/** What `ses archive` can do, and which options each understands besides `--out`. */
const actions: Readonly<Record<string, { readonly options: readonly string[]; readonly load: () => Promise<Action> }>> =
  {
    list: { options: FILTERS, load: async () => (await import('./run-archive-list.ts')).runArchiveList },
    search: {
      options: [...FILTERS, 'case-sensitive'],
      load: async () => (await import('./run-archive-search.ts')).runArchiveSearch,
    },
    show: { options: ['raw', 'limit'], load: async () => (await import('./run-archive-show.ts')).runArchiveShow },
    verify: {
      options: [...FILTERS, 'repair'],
      load: async () => (await import('./run-archive-verify.ts')).runArchiveVerify,
    },
    prune: {
      options: ['project', 'agent', 'keep', 'older-than', 'dry-run'],
      load: async () => (await import('./run-archive-prune.ts')).runArchivePrune,
    },
    scan: {
      options: [...FILTERS, 'rewrite'],
      load: async () => (await import('./run-archive-scan.ts')).runArchiveScan,
    },
  }

const writing = {
  options: ['dry-run', 'project', 'agent'],
  load: async () => (await import('./run-archive-write.ts')).runArchiveWrite,
}

const KINDS = {
  flag: ['dry-run', 'case-sensitive', 'raw', 'repair', 'rewrite'],
  text: ['project', 'agent', 'since', 'until', 'older-than'],
  number: ['limit', 'keep'],
} as const

/** Runs the action that the first word names; any other word is a path to archive. */
export async function runArchive(context: Context, input: Input): Promise<number> {
  const [first = ''] = input.words
  const named = Object.hasOwn(actions, first)
  const { options, load } = (named ? actions[first] : undefined) ?? writing
  for (const name of givenOptions(input)) {
    if (!options.includes(name)) {
      throw new SesError('usage', `--${name} has no meaning for \`ses archive${named ? ` ${first}` : ''}\``)
    }
  }
  const run = await load()
  return run(context, named ? { ...input, words: input.words.slice(1) } : input)
}

/** Options that were typed, as far as not every action understands them. */
function givenOptions(input: Input): string[] {
  return [
    ...KINDS.flag.filter((name) => input.flag(name)),
    ...KINDS.text.filter((name) => input.text(name) !== undefined),
    ...KINDS.number.filter((name) => input.number(name) !== undefined),
  ]
}
