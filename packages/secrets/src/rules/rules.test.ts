import { readdirSync, readFileSync } from 'node:fs'
import { describeRule } from '@ses/testkit'
import { describe, expect, it } from 'vitest'
import { createMasker } from '../masker.ts'
import { rules } from './index.ts'

const masker = createMasker()
const folder = new URL('.', import.meta.url)

for (const rule of rules) describeRule(rule, (text) => masker.find(text))

describe('the list of rules', () => {
  it('names every family of the folder and nothing else', () => {
    const families = readdirSync(folder).filter((name) => !name.endsWith('.test.ts') && name !== 'index.ts')
    const imported = [...readFileSync(new URL('index.ts', folder), 'utf8').matchAll(/from '\.\/(.+)'/g)].map(
      ([, name]) => name,
    )
    expect(imported.sort()).toEqual(families.sort())
  })

  it('has families that import nothing but the type of a rule', () => {
    for (const name of readdirSync(folder).filter((file) => !file.endsWith('.test.ts') && file !== 'index.ts')) {
      const source = readFileSync(new URL(name, folder), 'utf8')
      expect([...source.matchAll(/^import .*$/gm)].map(([line]) => line)).toEqual([
        "import type { Rule } from '../rule.ts'",
      ])
    }
  })

  it('has unique ids', () => {
    expect(new Set(rules.map((rule) => rule.id)).size).toBe(rules.length)
  })

  it('gives a page for every shape that belongs to a vendor or a standard, as https', () => {
    const pages = rules.flatMap((rule) => (rule.page === undefined ? [] : [rule.page]))
    expect(pages.length).toBeGreaterThan(rules.length * 0.9)
    for (const page of pages) expect(page).toMatch(/^https:\/\//)
  })
})
