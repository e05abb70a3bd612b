import { textOf } from '../evidence.ts'
import type { RiskRule } from '../risk-rule.ts'

const MARK = '[masked:'

/** A secret stood in a prompt, a command or an output; told from the masker's placeholders. */
export const secretsSeen: RiskRule = {
  id: 'secret_seen',
  title: 'Secrets were seen in the session',
  judge: ({ texts }) => {
    const seen = texts.filter((text) => textOf(text).includes(MARK))
    if (seen.length === 0) return []
    const rules = new Set<string>()
    for (const text of seen.slice(0, 200)) {
      const whole = textOf(text)
      for (let at = whole.indexOf(MARK); at >= 0 && rules.size < 20; at = whole.indexOf(MARK, at + MARK.length)) {
        const rule = /^[\w-]{1,60}/.exec(whole.slice(at + MARK.length, at + MARK.length + 60))?.[0]
        if (rule !== undefined) rules.add(rule)
      }
    }
    return [{ points: 30, detail: `secrets in ${seen.length} texts: ${[...rules].slice(0, 5).join(', ')}`, seen }]
  },
}
