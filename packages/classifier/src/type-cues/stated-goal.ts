import { textOf } from '../evidence.ts'
import type { SessionType } from '../session-type.ts'
import type { TypeCue } from '../type-cue.ts'

/** How people state what they want in a session, which commit subjects do not teach; the one named first in a request counts. */
const STATEMENTS: readonly (readonly [SessionType, number, RegExp])[] = [
  [
    'test',
    2.4,
    /\b(?:add(?:ing)?|writ(?:e|ing)|create|improve|extend|expand|rewrite|cover with|need|lacks?|more|unit|integration|e2e)\b[^.?!,;]{0,30}\b(?:tests?|test cases?|coverage|specs?)\b|\bfix (?:(?:the|these|those|all|our|my|failing|flaky|broken|unit|integration|\w+ing) ){0,3}(?:tests?|specs?)\b|\btests?\b[^.?!]{0,20}\b(?:hard to read|flaky|duplicate)/i,
  ],
  [
    'docs',
    2.2,
    /\b(?:update|write|improve|add|create|document|edit|mention|explain in|fix)\b[^.?!]{0,30}\b(?:docs?|documentation|readme|claude\.md|agents\.md|changelog|guide|tutorial|comments?|docstrings?|jsdoc)\b|\bdocument (?:the|this|how|our)\b/i,
  ],
  [
    'perf',
    2.4,
    /\b(?:speed up|faster|slow(?:er|ly|ness)?|performance|optimi[sz]e|latency|memory usage|throughput|bench(?:mark)?s?|hot path|bottleneck)\b/i,
  ],
  [
    'refactor',
    2.2,
    /\b(?:refactor\w*|clean ?up|simplif(?:y|ied)|de-?duplicat\w*|extract (?:a|the|into|out)|rename|restructure|reorgani[sz]e|split (?:up|out|into)|consolidate|duplicat(?:ed|ion)|move \S+ (?:to|into|from|out)|remove (?:dead|unused|duplicat\w+)|strong types|tech(?:nical)? debt)\b/i,
  ],
  [
    'style',
    2,
    /\b(?:colou?rs?|padding|margin|css|stylesheet|dark mode|light mode|layout|look and feel|font|alignment|spacing|responsive|(?:small|mobile|narrow) screens?|visual design|theming|prettier|reformat|code style)\b/i,
  ],
  [
    'config',
    1.6,
    /\b(?:configure|configuration|settings?(?:\.json)?|env(?:ironment)? (?:var\w*|file)|\.env|tsconfig|eslint(?:rc| config)|gitignore|editorconfig|dotfiles?)\b/i,
  ],
  ['devops', 1.5, /\b(?:merge|rebase) (?:conflicts?|issues?)\b/i],
  [
    'bugfix',
    1.8,
    /\b(?:fix(?:e[sd])?(?! (?:this|that|it|these|them)\b)|bugs?|broken|crash(?:es|ed|ing)?|doesn'?t work|not working|regression|error|exception|fails?|failing|failure|wrong(?:ly)?|incorrect(?:ly)?|unexpected(?:ly)?|hangs?|leaks?|too (?:high|low|many|few|early|late)|off by (?:one|a)|blow(?:s|n|ing) up|race condition)\b/i,
  ],
  // A wish that something were otherwise: as often a feature as a bug.
  ['bugfix', 0.8, /\b(?:fix (?:this|that|it|these|them)|should(?:n'?t| not)|expect(?:ed|ation)|instead of)\b/i],
]

/** Words of building; everything is built, so they count where no kind of work is named, or beside one that is only a topic. */
const BUILDING: readonly (readonly [number, RegExp])[] = [
  [
    1.2,
    /\b(?:add|implement|create|build|introduce|support(?: for)?|new|allow|enable|make it possible|i want|i'd like|integrate|sketch)\b/i,
  ],
  [1, /\b(?:redesign|moderni[sz]e|streamline|proposals?)\b/i],
  [
    0.8,
    /(?:^|\b(?:let'?s|we should|should be able to|i want to|(?:can|could) (?:you|we)|please|to) )(?:change|update|make|show|display|print|replace|set|use|remove|drop|extend|improve|turn|let|lift)\b/i,
  ],
]
const OPENS_WITH_BUILDING =
  /^(?:please |can you |could you |let'?s |i want (?:you )?to |we (?:should|need to) )*(?:add|implement|create|build|introduce|support|allow)\b/i
/** Types whose words are often only the topic of a feature: a settings page, a colour picker, a benchmark command. */
const TOPICS: ReadonlySet<SessionType> = new Set(['style', 'config', 'perf'])

/** The type that each request names in plain words; the first request counts most. */
export const statedGoal: TypeCue = {
  id: 'stated_goal',
  title: 'The request names the kind of work',
  judge: ({ requests, isSession }) => {
    if (!isSession) return []
    const found = new Map<SessionType, { weight: number; seen: (typeof requests)[number][] }>()
    let share = 1
    for (const request of requests.slice(0, 8)) {
      for (const [type, weight] of statementsOf(textOf(request))) {
        const known = found.get(type) ?? { weight: 0, seen: [] }
        // Tests and documents that are asked for after something else belong to it.
        const trailing = (type === 'test' || type === 'docs') && share < 1 && !found.has(type)
        known.weight += weight * share * (trailing ? 0.4 : 1)
        known.seen.push(request)
        found.set(type, known)
      }
      share = share === 1 ? 0.55 : share * 0.8
    }
    return [...found].map(([type, { weight, seen }]) => ({
      type,
      weight: Math.min(3, weight),
      detail: `${seen.length} of ${requests.length} requests ask for it in words`,
      seen,
    }))
  },
}

function statementsOf(text: string): (readonly [SessionType, number])[] {
  let first: { type: SessionType; weight: number; at: number } | undefined
  for (const [type, weight, pattern] of STATEMENTS) {
    const at = text.search(pattern)
    if (at >= 0 && (first === undefined || at < first.at)) first = { type, weight, at }
  }
  if (first === undefined) {
    const weight = BUILDING.find(([, pattern]) => pattern.test(text))?.[0]
    return weight === undefined ? [] : [['feature', weight]]
  }
  if (TOPICS.has(first.type) && OPENS_WITH_BUILDING.test(text))
    return [
      ['feature', 1.2],
      [first.type, first.weight / 2],
    ]
  return [[first.type, first.weight]]
}
