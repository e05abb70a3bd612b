import type { Session, ToolCallEvent } from '@ses/model'

/** One item of an agent's own plan. */
interface PlanItem {
  readonly text: string
  /** The agent's word with spaces: `pending`, `in progress`, `completed`. */
  readonly status: string
  readonly done: boolean
}

/** A plan as it stood at the end. */
export interface Plan {
  readonly items: readonly PlanItem[]
  /** Prompts that came after it was last changed. */
  readonly age: number
}

/** The last state of the plan the agent kept with its planning tool; empty when it kept none. */
export function planOf(session: Session): Plan {
  let items: PlanItem[] = []
  let age = 0
  const tasks = new Map<string, PlanItem>()
  let made = 0
  for (const call of session.events) {
    if (call.type === 'prompt') age += 1
    if (call.type !== 'tool' || call.outcome !== 'ok' || call.input === undefined) continue
    const input = parse(call.input)
    if (input === undefined) continue
    const isTask = /^task_?(?:create|update)$/i.test(call.name)
    if (!isTask && call.action !== 'plan') continue
    if (isTask) {
      made += applyTask(call, input, tasks, made) ? 1 : 0
      items = [...tasks.values()]
      age = 0
      continue
    }
    const list = listOf(input)
    if (list === undefined) continue
    items = list
    age = 0
  }
  return { items, age }
}

/** Claude Code's single tasks: one call makes each, others change its state. */
function applyTask(
  call: ToolCallEvent,
  input: Record<string, unknown>,
  tasks: Map<string, PlanItem>,
  made: number,
): boolean {
  const creates = /create$/i.test(call.name)
  const named = /#(\d{1,6})\b/.exec((call.output ?? '').slice(0, 200))?.[1]
  const id = creates ? (named ?? String(made + 1)) : String(input['taskId'] ?? input['id'] ?? '')
  const known = tasks.get(id)
  const text = textOf(input) ?? known?.text
  const status = typeof input['status'] === 'string' ? input['status'] : undefined
  if (text === undefined) return false
  if (status !== undefined && /^(?:deleted|removed)$/i.test(status)) tasks.delete(id)
  else tasks.set(id, itemOf(text, status ?? known?.status ?? 'pending'))
  return creates
}

/** The first list among the arguments, as objects, as strings or as one text with a line per item. */
function listOf(input: Record<string, unknown>): PlanItem[] | undefined {
  for (const value of Object.values(input)) {
    if (Array.isArray(value)) {
      const items = value.flatMap(itemsOf)
      if (items.length > 0 || value.length === 0) return items
    }
    if (typeof value === 'string') {
      const items = value.split('\n').flatMap(lineItem)
      if (items.length > 0) return items
    }
  }
  return undefined
}

function itemsOf(value: unknown): PlanItem[] {
  if (typeof value === 'string') return lineItem(value)
  if (typeof value !== 'object' || value === null) return []
  const fields = value as Record<string, unknown>
  const text = textOf(fields)
  const done = fields['done'] ?? fields['completed']
  const status =
    fields['status'] ?? fields['state'] ?? (done === true ? 'completed' : done === false ? 'pending' : undefined)
  return text === undefined || typeof status !== 'string' ? [] : [itemOf(text, status)]
}

function textOf(fields: Record<string, unknown>): string | undefined {
  const words = ['content', 'step', 'subject', 'title', 'description', 'text', 'task', 'name'].map((key) => fields[key])
  return words.find((each): each is string => typeof each === 'string' && each.trim() !== '')
}

const LINE = /^\s*(?:(?:[-*+]|\d{1,3}[.)])\s+)?\[([a-z_ -]{0,20})\]\s+(\S.*)$/i

/** `1. [in_progress] Do it`, `- [x] Done`. */
function lineItem(line: string): PlanItem[] {
  const [, mark, text] = LINE.exec(line.slice(0, 1000)) ?? []
  if (mark === undefined || text === undefined) return []
  const word = mark.trim().toLowerCase()
  return [itemOf(text, word === 'x' ? 'completed' : word === '' ? 'pending' : word === '-' ? 'in progress' : word)]
}

function itemOf(text: string, status: string): PlanItem {
  const word = status
    .toLowerCase()
    .replaceAll(/[_-]+/g, ' ')
    .replace(/^todo status /, '')
  const done = /^(?:completed?|done|finished|cancell?ed|skipped)$/.test(word)
  return { text: text.replace(/\s+/g, ' ').trim(), status: word, done }
}

function parse(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}
