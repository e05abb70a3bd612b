import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { agents, parseTranscript } from './index.ts'

const root = new URL('../fixtures/', import.meta.url)
const folders = (url: URL): string[] =>
  readdirSync(url, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []))

describe('fixtures', () => {
  it('exist for every agent', () => {
    expect(folders(root).sort()).toEqual(agents.map(({ id }) => id).sort())
  })

  for (const agent of folders(root)) {
    for (const name of folders(new URL(`${agent}/`, root))) {
      it(`${agent}: ${name}`, () => {
        const folder = new URL(`${agent}/${name}/`, root)
        const input = readdirSync(folder).find((file) => file.startsWith('input.')) as string
        const parsed = parseTranscript(readFileSync(new URL(input, folder)))
        expect(parsed.value.agent).toBe(agent)
        const expected = new URL('session.json', folder)
        if (process.env['UPDATE_FIXTURES'] === '1' || !existsSync(expected)) {
          expect(process.env['CI'], 'a fixture has no session.json').toBeUndefined()
          writeFileSync(expected, `${JSON.stringify(parsed, null, 2)}\n`)
        }
        expect(parsed).toEqual(JSON.parse(readFileSync(expected, 'utf8')))
      })
    }
  }
})
