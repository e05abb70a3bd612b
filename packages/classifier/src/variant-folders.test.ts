import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { riskRules } from './risk-rules/index.ts'
import { typeCues } from './type-cues/index.ts'
import { typeRules } from './type-rules/index.ts'

const folders = [
  { folder: 'type-rules', variants: typeRules },
  { folder: 'type-cues', variants: typeCues },
  { folder: 'risk-rules', variants: riskRules },
]

describe.each(folders)('$folder', ({ folder, variants }) => {
  const here = new URL(`./${folder}/`, import.meta.url)
  const files = readdirSync(here).filter((name) => name !== 'index.ts' && !name.endsWith('.test.ts'))

  it('has one file per variant and names each in its index', () => {
    const index = readFileSync(new URL('index.ts', here), 'utf8')
    expect(files.length).toBe(variants.length)
    for (const file of files) expect(index).toContain(`'./${file}'`)
  })

  it('has different snake_case ids', () => {
    const ids = variants.map((variant) => variant.id)
    expect(new Set(ids).size).toBe(ids.length)
    for (const id of ids) expect(id).toMatch(/^[a-z]+(_[a-z]+)*$/)
  })

  it('has variants that do not import each other', () => {
    for (const file of files) expect(readFileSync(new URL(file, here), 'utf8')).not.toMatch(/from '\.\//)
  })
})
