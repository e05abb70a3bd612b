import { describe, expect, it } from 'vitest'

/** What the suite needs to see of a masking rule. */
export interface RuleSubject {
  readonly id: string
  readonly title: string
  readonly keywords: readonly string[]
  readonly examples: { readonly secret: readonly string[]; readonly clean: readonly string[] }
  readonly page?: string
}

/**
 * Fills in an example of a rule: `<36>` becomes 36 letters and digits that look random but never change, `<40 hex>`, `<8 upper>`,
 * `<8 lower>`, `<9 digits>` and `<34 letters>` the like of one kind. So no example in the sources looks like a real key.
 */
export function expandExample(example: string): string {
  let state = 0x2545f491
  return example.replace(/<(\d{1,4})(?: (hex|upper|lower|digits|letters))?>/g, (_, length: string, kind = 'any') => {
    const alphabet = ALPHABETS[kind as keyof typeof ALPHABETS]
    let text = ''
    while (text.length < Number(length)) {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0
      text += alphabet[(state >>> 8) % alphabet.length]
    }
    return text
  })
}

/** Runs what must hold for every rule: its own examples are found or left alone, and only near one of its keywords. */
export function describeRule(rule: RuleSubject, find: (text: string) => readonly { readonly rule: string }[]): void {
  describe(rule.id, () => {
    it.each(rule.examples.secret)('finds %j', (example) => {
      const text = expandExample(example)
      expect(find(text).map((found) => found.rule)).toContain(rule.id)
      expect(rule.keywords.some((keyword) => text.includes(keyword))).toBe(true)
    })

    it.each(rule.examples.clean)('leaves %j alone', (example) => {
      expect(find(expandExample(example)).map((found) => found.rule)).not.toContain(rule.id)
    })

    it('has examples of both kinds, keywords and a kebab-case id', () => {
      expect(rule.examples.secret.length).toBeGreaterThan(0)
      expect(rule.examples.clean.length).toBeGreaterThan(0)
      expect(rule.keywords.length).toBeGreaterThan(0)
      expect(rule.keywords.every((keyword) => keyword.length > 1)).toBe(true)
      expect(rule.id).toMatch(/^[a-z0-9]+(?:-[a-z0-9]+)*$/)
      expect(rule.title).not.toBe('')
    })
  })
}

const ALPHABETS = {
  any: 'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789',
  hex: '0123456789abcdef',
  upper: 'ABCDEFGHJKLMNPQRSTUVWXYZ234567',
  lower: 'abcdefghijkmnopqrstuvwxyz234567',
  digits: '0123456789',
  letters: 'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz',
}
