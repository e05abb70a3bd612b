import type { LeftOut, Snapshot, SnapshotFacts, SnapshotKind } from './snapshot.ts'

const KINDS: readonly SnapshotKind[] = ['prompt', 'turn-end', 'manual', 'before-rewind', 'rewind']
/** So many paths are named in a commit; the last of more says how many there were. */
const MOST_LEFT_OUT = 1000
const LONGEST_PROMPT = 200

/** The commit object of a snapshot: facts as trailers, the same bytes whichever backend writes it. */
export function commitText(tree: string, parent: string | undefined, facts: SnapshotFacts): string {
  const seconds = Math.floor(facts.at / 1000)
  const who = `ses <ses@localhost> ${seconds} +0000`
  const lines = [`tree ${tree}`]
  if (parent !== undefined) lines.push(`parent ${parent}`)
  const prompt = facts.prompt === undefined ? undefined : firstLine(facts.prompt)
  const leftOut = (facts.leftOut ?? []).slice(0, MOST_LEFT_OUT)
  const trailers: [string, string | number | undefined][] = [
    ['Ses-Session', facts.session],
    ['Ses-Kind', facts.kind],
    ['Ses-At', new Date(facts.at).toISOString()],
    ['Ses-Worktree', facts.worktree],
    ['Ses-Agent', facts.agent],
    ['Ses-Turn', facts.turn],
    ['Ses-Prompt', prompt],
    ['Ses-Branch', facts.branch],
    ['Ses-Head', facts.head],
    ['Ses-Logged', facts.logged],
    ['Ses-Files', facts.files],
    ['Ses-Tests', facts.tests],
    ['Ses-Left-Out', leftOut.length === 0 ? undefined : JSON.stringify(leftOut)],
  ]
  const told = trailers.flatMap(([name, value]) => (value === undefined ? [] : [`${name}: ${plain(String(value))}`]))
  const subject = prompt === undefined || prompt === '' ? facts.kind : `${facts.kind}: ${prompt}`
  return [...lines, `author ${who}`, `committer ${who}`, '', subject, '', ...told, ''].join('\n')
}

/** Reads a commit object; undefined for one that is no snapshot. */
export function parseCommit(id: string, text: string): Snapshot | undefined {
  const cut = text.indexOf('\n\n')
  const head = cut === -1 ? text : text.slice(0, cut)
  const tree = /^tree ([0-9a-f]+)$/m.exec(head)?.[1]
  const parent = /^parent ([0-9a-f]+)$/m.exec(head)?.[1]
  const fields = new Map<string, string>()
  for (const line of text.slice(cut).split('\n')) {
    const colon = line.indexOf(': ')
    if (line.startsWith('Ses-') && colon !== -1) fields.set(line.slice(4, colon), unplain(line.slice(colon + 2)))
  }
  const session = fields.get('Session')
  const kind = KINDS.find((name) => name === fields.get('Kind'))
  const at = Date.parse(fields.get('At') ?? '')
  if (tree === undefined || session === undefined || kind === undefined || Number.isNaN(at)) return undefined
  const tests = fields.get('Tests')
  const leftOut = leftOutOf(fields.get('Left-Out'))
  return {
    id,
    tree,
    ...(parent === undefined ? {} : { parent }),
    session,
    kind,
    at,
    worktree: fields.get('Worktree') ?? 'main',
    ...textField('agent', fields.get('Agent')),
    ...numberField('turn', fields.get('Turn')),
    ...textField('prompt', fields.get('Prompt')),
    ...textField('branch', fields.get('Branch')),
    ...textField('head', objectId(fields.get('Head'))),
    ...numberField('logged', fields.get('Logged')),
    ...numberField('files', fields.get('Files')),
    ...(tests === 'passed' || tests === 'failed' ? { tests } : {}),
    ...(leftOut.length === 0 ? {} : { leftOut }),
  }
}

/** A commit may come from elsewhere; what it calls an id is given to git. */
function objectId(value: string | undefined): string | undefined {
  return value !== undefined && /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(value) ? value : undefined
}

function textField<Name extends string>(name: Name, value: string | undefined): { [key in Name]?: string } {
  return (value === undefined ? {} : { [name]: value }) as { [key in Name]?: string }
}

function numberField<Name extends string>(name: Name, value: string | undefined): { [key in Name]?: number } {
  const number = value === undefined ? Number.NaN : Number(value)
  return (Number.isSafeInteger(number) ? { [name]: number } : {}) as { [key in Name]?: number }
}

function leftOutOf(json: string | undefined): LeftOut[] {
  if (json === undefined) return []
  try {
    const list = JSON.parse(json) as unknown
    return Array.isArray(list) ? list.filter(isLeftOut) : []
  } catch {
    return []
  }
}

function isLeftOut(value: unknown): value is LeftOut {
  const { path, reason } = (value ?? {}) as Record<string, unknown>
  return typeof path === 'string' && (reason === 'too-large' || reason === 'unreadable')
}

function firstLine(text: string): string {
  const line = text.trimStart().split(/[\r\n]/, 1)[0] ?? ''
  return [...line.replace(/\p{Cc}/gu, ' ')].slice(0, LONGEST_PROMPT).join('').trim()
}

/** A value on one line: as it is where that can be read back, else as a JSON string. */
function plain(value: string): string {
  return /\p{Cc}|^\s|\s$|^"|^$|\p{Cs}/u.test(value) ? JSON.stringify(value) : value
}

function unplain(value: string): string {
  if (!value.startsWith('"')) return value
  try {
    return String(JSON.parse(value))
  } catch {
    return value
  }
}
