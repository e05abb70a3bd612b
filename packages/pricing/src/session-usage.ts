import type { ModelResponse, Session } from '@ses/model'

/** What counting usage over many files needs to know of one session in one file. */
export interface SessionUsage {
  readonly agent: string
  readonly id: string
  /** Session that a sub-agent's session belongs to. */
  readonly parentId?: string
  /** Directory the session started in. */
  readonly project?: string
  /** Epoch milliseconds. */
  readonly startedAt?: number
  readonly endedAt?: number
  readonly responses: readonly ModelResponse[]
}

/** A session and its sub-agents without what was said and done; those without a response are left out. */
export function sessionUsageOf(session: Session): SessionUsage[] {
  const found: SessionUsage[] = []
  const add = (part: Session, parentId: string | undefined): void => {
    const parent = part.parent?.sessionId ?? parentId
    if (part.responses.length > 0 || parent !== undefined) {
      found.push({
        agent: part.agent,
        id: part.id,
        ...(parent === undefined || parent === part.id ? {} : { parentId: parent }),
        ...(part.cwd === undefined || part.cwd === '' ? {} : { project: part.cwd }),
        ...(part.startedAt === undefined ? {} : { startedAt: part.startedAt }),
        ...(part.endedAt === undefined ? {} : { endedAt: part.endedAt }),
        responses: part.responses,
      })
    }
    for (const child of part.children) add(child, part.id)
  }
  add(session, undefined)
  return found.some(({ responses }) => responses.length > 0) ? found : []
}
