import type { Masked, Session } from '@ses/model'
import { buildSession } from '@ses/testkit'
import { describe, expect, it } from 'vitest'
import { classifySession } from './classify-session.ts'

const session = () =>
  buildSession()
    .prompt('Fix the crash when the upload is empty')
    .read('src/upload.ts')
    .edit('src/upload.ts', { before: 'a', after: 'b' })
    .shell('npm test', { checks: [{ kind: 'test', ok: true }] })
    .reply('Fixed the crash: empty uploads are now refused before they reach the parser, and tests pass.')
    .prompt('Now document this in the README')
    .edit('README.md')
    .reply('The README has a section on empty uploads now, below the one on limits.')

describe('classifySession', () => {
  it('tells type, intent, risk, outcome and a sentence', () => {
    expect(classifySession(session().build())).toMatchObject({
      type: 'bugfix',
      intent: 'Fix the crash when the upload is empty',
      risk: 'low',
      outcome: { state: 'completed' },
      summary: 'Fixed: Fix the crash when the upload is empty',
    })
  })

  it('judges every turn by itself', () => {
    const { turns } = classifySession(session().build())
    expect(turns.map(({ index, prompt, type, intent }) => ({ index, prompt, type, intent }))).toEqual([
      { index: 0, prompt: 'e1', type: 'bugfix', intent: 'Fix the crash when the upload is empty' },
      { index: 1, prompt: 'e6', type: 'docs', intent: 'Document this in the README' },
    ])
  })

  it('gives "continue" the type of the session', () => {
    const { turns, type } = classifySession(session().prompt('continue').reply('Nothing is left to do here.').build())
    expect(turns.at(-1)).toMatchObject({ type, intent: '' })
  })

  it('names events that the session has', () => {
    const built = session().build()
    const ids = new Set(built.events.map((event) => event.id))
    const { evidence } = classifySession(built)
    const named = [...evidence.type, ...evidence.intent, ...evidence.risk].flatMap((each) => each.events)
    expect(named.length).toBeGreaterThan(0)
    for (const id of named) expect(ids).toContain(id)
  })

  it('takes the project’s own paths into the risk', () => {
    const options = { risk: { paths: [{ glob: 'src/upload.ts', points: 70 }] } }
    expect(classifySession(session().build(), options)).toMatchObject({ risk: 'high', riskScore: 70 })
  })

  it('gives plain JSON for an empty session and for a masked one', () => {
    const empty = classifySession(buildSession().build())
    expect(JSON.parse(JSON.stringify(empty))).toEqual(empty)
    const masked = session().build() as Session<Masked>
    const verdict = classifySession(masked)
    expect(JSON.parse(JSON.stringify(verdict))).toEqual(verdict)
  })

  it('survives a session that names itself as its own child', () => {
    const built = session().build()
    const loop: { -readonly [Key in keyof Session]: Session[Key] } = { ...built }
    loop.children = [loop]
    expect(classifySession(loop).type).toBe('bugfix')
  })
})
