import { textOf } from '../evidence.ts'
import type { TypeCue } from '../type-cue.ts'

const STRONG =
  /\b(?:vulnerabilit(?:y|ies)|cve-\d{4}|xss|csrf|ssrf|sql injection|command injection|code injection|path traversal|directory traversal|privilege escalation|rce|security (?:issue|hole|bug|fix|flaw|hardening|patch|audit|review)|exploit(?:able)?|redos|prototype pollution|(?:leak(?:s|ed|ing)?|expos(?:e|es|ed|ing)) (?:of )?(?:the )?(?:secrets?|tokens?|credentials?|keys?|passwords?)|(?:secrets?|credentials?|tokens?) (?:leak\w*|redact\w*|mask\w*|scann\w*)|redact\w* (?:of )?(?:secrets?|tokens?|credentials?)|harden(?:ing)?)\b/i
const WEAK =
  /\b(?:security|secure(?:ly)?|saniti[sz]\w+|secrets?|redact\w*|untrusted|permissions?|hijack\w*|spoof\w*|allowlist|sandbox\w*)\b/i

/** Words of security work in what was asked. */
export const securityWords: TypeCue = {
  id: 'security_words',
  title: 'The request speaks of security',
  judge: ({ requests }) => {
    const strong = requests.filter((goal) => STRONG.test(textOf(goal)))
    const weak = requests.filter((goal) => WEAK.test(textOf(goal)))
    if (strong.length === 0 && weak.length === 0) return []
    const share = (strong.length + 0.35 * weak.length) / Math.max(1, requests.length)
    const [first] = requests
    // What the first request names is what the whole is about.
    const opening = first === undefined ? 0 : strong.includes(first) ? 2 : weak.includes(first) ? 1.8 : 0
    const seen = strong.length > 0 ? strong : weak
    return [
      {
        type: 'security',
        weight: Math.min(3.6, Math.max(opening, 5.5 * share)),
        detail: `${seen.length} of ${requests.length} requests speak of security`,
        seen,
      },
    ]
  },
}
