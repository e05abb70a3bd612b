import type { HandoffDocument } from '@ses/schema'
import type { Block } from './block.ts'

export interface HandoffPageOptions {
  /** How a time is told; default ISO 8601 to the minute in UTC. */
  readonly time?: (iso: string) => string
}

/** The page of a handoff; sections without an entry are left out, but `Open`, whose emptiness tells something. */
export function handoffBlocks(document: HandoffDocument, options: HandoffPageOptions = {}): Block[] {
  const { session, goal, asked, decisions, done, open, todo, files, commands, last_words: lastWords, size } = document
  const nothingLost = size.dropped['open'] === undefined
  return [
    { type: 'title', text: `Handoff: ${goal}` },
    { type: 'text', text: headOf(session, options.time ?? utcMinute), tone: 'faint' },
    ...section(
      'Open',
      open.map(({ text }) => text),
      nothingLost ? 'Nothing that the transcript tells of.' : undefined,
    ),
    ...section(
      ageOf(document),
      todo.map(({ text, status }) => (status === 'pending' ? text : `${text} (${status})`)),
    ),
    ...section(
      'Decided',
      decisions.map(({ by, text }) => `${by === 'person' ? 'Person' : 'Agent'}: ${text}`),
    ),
    ...section('Done', done),
    ...section(
      'Asked',
      asked.map(({ text, result }) => (result === null ? text : `${text} → ${result}`)),
    ),
    ...section('Files', files.map(fileLine)),
    ...section(
      'Commands that work',
      commands.map(({ kind, command, result }) => {
        return `${kind}: \`${command.replaceAll('`', 'ˋ')}\`${result === null ? '' : ` (${result})`}`
      }),
    ),
    ...(lastWords === null
      ? []
      : ([
          { type: 'heading', text: 'Last words of the agent' },
          { type: 'text', text: lastWords },
        ] as const)),
    ...droppedNote(size),
  ]
}

function section(title: string, lines: readonly string[], empty?: string): Block[] {
  if (lines.length > 0)
    return [
      { type: 'heading', text: title },
      { type: 'list', items: lines.map((text) => ({ text })) },
    ]
  return empty === undefined
    ? []
    : [
        { type: 'heading', text: title },
        { type: 'text', text: empty, tone: 'good' },
      ]
}

/** A plan that later prompts went beyond may be out of date, and the reader must know. */
function ageOf({ plan_age: age }: HandoffDocument): string {
  return age === null || age === 0
    ? 'To do'
    : `To do, as planned ${age} ${age === 1 ? 'prompt' : 'prompts'} before the end`
}

function headOf(session: HandoffDocument['session'], time: (iso: string) => string): string {
  const when = session.start === null ? 'time not recorded' : time(session.start)
  const branch =
    session.git_branch === null || session.git_branch === ''
      ? ''
      : `, branch \`${session.git_branch.replaceAll('`', 'ˋ')}\``
  const folder = session.cwd === null ? '' : `, in \`${session.cwd.replaceAll('`', 'ˋ')}\``
  return `Session ${session.id} of ${session.agent}, ${when}${branch}${folder}; ${session.outcome}.`
}

function fileLine({ path, operations, state, added, removed, reason }: HandoffDocument['files'][number]): string {
  const lines = added + removed === 0 || state === 'deleted' ? '' : ` +${added} −${removed}`
  const did = state !== 'changed' ? state : operations.includes('rename') ? 'renamed' : ''
  const facts = `${did}${lines}`.trim()
  return `\`${path.replaceAll('`', 'ˋ')}\`${facts === '' ? '' : ` (${facts})`}${reason === null ? '' : `: ${reason}`}`
}

const NAMES: Readonly<Record<string, readonly [string, string]>> = {
  open: ['open point', 'open points'],
  todo: ['plan item', 'plan items'],
  last_words: ['last answer', 'last answers'],
  decisions: ['decision', 'decisions'],
  commands: ['command', 'commands'],
  asked: ['prompt', 'prompts'],
  done: ['result', 'results'],
  files: ['file', 'files'],
}

function droppedNote({ dropped, max_tokens: limit }: HandoffDocument['size']): Block[] {
  const parts = Object.entries(dropped).map(
    ([section, number]) => `${number} ${NAMES[section]?.[number === 1 ? 0 : 1] ?? section}`,
  )
  return parts.length === 0
    ? []
    : [{ type: 'text', text: `Left out to fit ${limit} tokens: ${parts.join(', ')}.`, tone: 'faint' }]
}

function utcMinute(iso: string): string {
  return `${iso.slice(0, 16).replace('T', ' ')} UTC`
}
