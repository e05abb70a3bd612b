import { type AST, RegExpParser } from '@eslint-community/regexpp'
import { checkSync } from 'recheck'
import { describe, expect, it } from 'vitest'
import { MAX_MATCH } from '../scan.ts'
import { rules } from './index.ts'

/** Their automata are large: they are proved only with SES_PROVE=1, which takes minutes. */
const SLOW = new Set(
  'private-key private-key-part private-key-base64 putty-private-key ini-login authorization connection-string connection-string-password netrc-password curl-password login-password password-hash openai-key mysql-password redis-password windows-tool-password bearer-token teamcity-token yandex-key teams-webhook newrelic-key directory-entry slack-webhook xml-password gitlab-token network-credential doppler-token secure-string kerberos-hash aws-bedrock-key aws-session-token mergify-key pubnub-key'.split(
    ' ',
  ),
)
const all = process.env['SES_PROVE'] === '1'

describe('every pattern', () => {
  // The one name left out is a list of words too long for the checker; names have at most some 150 characters.
  const patterns = rules
    .filter((rule) => rule.id !== 'vendor-key')
    .map((rule) => [rule.id, rule.kind === 'shape' ? rule.pattern : rule.name] as const)

  it.each(patterns.filter(([id]) => all || !SLOW.has(id)))(
    '%s is linear even with its bounds lifted',
    { timeout: 120_000 },
    (_, pattern) => {
      const result = checkSync(`^(?:${withoutLookahead(liftBounds(pattern.source))})`, pattern.flags, {
        checker: 'automaton',
        timeout: 100_000,
        maxRepeatCount: 100,
      })
      expect(result.status).toBe('safe')
    },
  )

  it.each(
    rules.flatMap((rule) =>
      rule.kind === 'shape' && rule.id !== 'private-key' ? [[rule.id, rule.pattern] as const] : [],
    ),
  )('%s matches at most as much as counts (private keys are cut there)', (_, pattern) => {
    expect(longest(new RegExpParser().parsePattern(pattern.source))).toBeLessThanOrEqual(MAX_MATCH)
  })
})

/** Makes bounds small or infinite: what is linear without bounds is linear with them, and a checker can prove it. */
function liftBounds(source: string): string {
  return source.replace(
    /\{(\d+)(,(\d*))?\}/g,
    (whole, low: string, range: string | undefined, high: string, at: number) => {
      let backslashes = 0
      while (source[at - 1 - backslashes] === '\\') backslashes += 1
      if (backslashes % 2 === 1) return whole
      const least = Math.min(Number(low), 2)
      if (range === undefined) return Number(low) > 4 ? '{2}' : whole
      if (high === '' || Number(high) - Number(low) > 6) return ['*', '+', '{2,}'][least] as string
      return `{${least},${least + Math.min(Number(high) - Number(low), 2)}}`
    },
  )
}

/** A lookahead at the end becomes a character that never matches, so that all backtracking happens; others are left out. */
function withoutLookahead(source: string): string {
  const atom = String.raw`(?:[^()\[\]\\]|\\.|\[(?:[^\]\\]|\\.)*\])`
  const lookahead = new RegExp(String.raw`\(\?[=!](?:${atom}|\(${atom}*\))*\)`, 'g')
  return source.replace(lookahead, (whole, at: number) => (at + whole.length === source.length ? '\\x01' : ''))
}

function longest(node: AST.Node): number {
  switch (node.type) {
    case 'Pattern':
    case 'Group':
    case 'CapturingGroup':
      return Math.max(...node.alternatives.map(longest))
    case 'Alternative':
      return node.elements.reduce((sum, element) => sum + longest(element), 0)
    case 'Quantifier':
      return node.max * longest(node.element)
    case 'Assertion':
      return 0
    default:
      return 1
  }
}
