import { createMasker } from '@ses/secrets'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createTextKeeper, defaultTextLimits } from './text-keeper.ts'

const limits = { ...defaultTextLimits, perText: { ...defaultTextLimits.perText, output: 200 } }
const token = [
  'eyJhbGciOiJIUzI1NiJ9',
  'eyJzdWIiOiIxMjM0NTY3ODkwIn0',
  'dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U',
].join('.')

it('keeps head and tail of a long text and says how much is missing', () => {
  const { text, shortened } = createTextKeeper(createMasker(), limits)
  const kept = text(`START${'x'.repeat(1000)}END`, 'output')
  expect(kept.startsWith('START') && kept.endsWith('END')).toBe(true)
  expect(kept).toContain('808 characters left out')
  expect(shortened()).toBe(1)
})

it('names what was masked in the part it leaves out', () => {
  const { text, counts } = createTextKeeper(createMasker(), limits)
  const kept = text(`${'a b '.repeat(300)}${token}${' c d'.repeat(300)}`, 'output')
  expect(kept).toMatch(/left out, in them \[masked:jwt:[0-9a-f]{4}\]/)
  expect(counts()).toEqual({ jwt: 1 })
})

it('cuts neither a placeholder nor a surrogate pair, wherever they stand', () => {
  const masker = createMasker()
  fc.assert(
    fc.property(fc.nat(400), fc.nat(400), (before, after) => {
      const { text } = createTextKeeper(masker, limits)
      const kept = text(`${'🛒'.repeat(before)} ${token} ${'🛒'.repeat(after)}`, 'output')
      expect(kept).not.toMatch(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/)
      expect(kept.replaceAll(/\[masked:jwt:[0-9a-f]{4}\]/g, '')).not.toContain('masked')
    }),
  )
})

it('keeps less of outputs once much has been kept, but prompts whole', () => {
  const { text } = createTextKeeper(createMasker(), { ...limits, total: 500 })
  for (let index = 0; index < 3; index++) text('y'.repeat(200), 'output')
  expect(text('y'.repeat(200), 'output').length).toBeLessThan(100)
  expect(text('y'.repeat(200), 'prompt')).toHaveLength(200)
})
