import { type CheckKind, commandKinds } from '@ses/model'

/** Something an agent asserts to have happened. */
export interface Claim {
  readonly kind: Exclude<CheckKind, 'format'> | 'commit' | 'verified'
  /** The sentence it stands in. */
  readonly sentence: string
  /** How many tests are said to pass, where a number is given. */
  readonly passed?: number
  /** The file said to be verified. */
  readonly path?: string
}

/** Words without one of which no sentence can hold a claim. */
const HINT = /pass|green|succe|clean|compil|commit|verif|confirm|error|no issues/i

/** The claims that a reply makes about work done: no plans, wishes, conditions, negations, questions or quotations. */
export function claimsIn(reply: string): Claim[] {
  if (!HINT.test(reply)) return []
  return sentencesOf(reply).flatMap((sentence) => {
    if (!HINT.test(sentence) || isUncertain(sentence)) return []
    const quoted = commandClaim(sentence)
    if (quoted.length > 0) return quoted
    return FORMS.flatMap(({ kind, pattern }): Claim[] => {
      const match = pattern.exec(sentence)
      if (match === null) return []
      const { count, path } = match.groups ?? {}
      return [
        {
          kind,
          sentence,
          ...(count === undefined ? {} : { passed: Number(count) }),
          ...(path === undefined ? {} : { path }),
        },
      ]
    })
  })
}

/** `npm test` passes: what the command is for says what is claimed. */
function commandClaim(sentence: string): Claim[] {
  const command = COMMAND_FORM.exec(sentence)?.[1]
  if (command === undefined) return []
  return commandKinds(command).flatMap((kind): Claim[] =>
    kind === 'test' || kind === 'build' || kind === 'lint' || kind === 'typecheck' ? [{ kind, sentence }] : [],
  )
}

const COMMAND_FORM =
  /`([^`]{2,120})`\s+(?:(?:now|also|all|still|is|comes back|runs?)\s+){0,2}(?:pass(?:es|ed)?|succeed(?:s|ed)?|clean(?:ly)?|green)\b/i

/** Longest reply and sentence looked at; what is longer is a document. */
const MAX_REPLY = 200_000
const MAX_SENTENCE = 400

function sentencesOf(reply: string): string[] {
  const lines: string[] = []
  let fenced = false
  for (const line of reply.slice(0, MAX_REPLY).split('\n')) {
    if (/^\s*(?:```|~~~)/.test(line)) fenced = !fenced
    // Quotations and open boxes assert nothing.
    else if (!fenced && !/^\s*(?:>|(?:[-*]\s*)?\[ \])/.test(line)) lines.push(line)
  }
  return lines
    .flatMap((line) => line.split(/(?<=[.!?;])\s+/))
    .map((sentence) =>
      sentence
        .replace(/\*\*|__/g, '')
        .replace(/[“"][^"”]{0,200}["”]/g, '')
        .trim(),
    )
    .filter((sentence) => sentence !== '' && sentence.length <= MAX_SENTENCE)
}

/** Nothing failed is as good as all passed. */
const HARMLESS =
  /\b(?:0|no|zero|without(?: any)?)\s+(?:failed|failures?|failing|errors?|warnings?|issues?|problems?|regressions?)\b/gi

const UNCERTAIN =
  /\b(?:not|never|no longer|cannot|fail(?:s|ed|ing|ures?)?|unable|should|shall|would|will|could|can|may|might|must|expect(?:ed|s)?|once|when|whenever|until|unless|if|whether|assum\w+|ensur\w+|make sure|making sure|so that|need(?:s|ed)?|todo|want|let me|let's|going to|plan(?:s|ned|ning)?|next|please|before|hopefully|likely|probably|presumably|supposed|currently running|previously|originally|pre-?existing|earlier|already|used to|required?|requires|try|trying|attempt\w*|instead|suppose|except|upstream|CI|GitHub|PR|goal|criteria|step \d|phase \d)\b|n't\b|'ll\b|n’t\b|’ll\b|\?\s*$|\bto (?:verify|confirm|check|see|make|get|run|commit|pass|build|compile)\b/i

function isUncertain(sentence: string): boolean {
  return UNCERTAIN.test(sentence.replace(HARMLESS, ''))
}

/** After "pass" a claim ends or goes on with one of these; a noun would be what is passed on. */
const END = String.raw`(?=\s*(?:$|[.,;:!)\]|*✅🎉✓—–-]|\(|and\b|with\b|now\b|success|again\b|locally\b|cleanly\b|in\b|on\b|after\b|across\b|without\b))`

function form(source: string): RegExp {
  return new RegExp(source, 'i')
}

const FORMS: readonly { readonly kind: Claim['kind']; readonly pattern: RegExp }[] = [
  {
    kind: 'test',
    pattern: form(
      String.raw`(?:\b(?<count>\d{1,6})(?:\s*/\s*\d{1,6})?\s+)?(?:\b(?:unit|integration|e2e|new|existing|regression|updated|relevant)\s+){0,3}\btests?(?:\s+suites?)?\s+(?:(?:are|is|now|all|have|has|still)\s+){0,3}(?:pass(?:es|ed|ing)?|green|succeed(?:s|ed)?)` +
        END,
    ),
  },
  {
    kind: 'test',
    pattern: form(
      String.raw`^(?:[-*✅✓\s]|\d+\.)*tests?\s*(?:[:—–-]\s*(?:✅|✓|(?:all\s+)?(?:(?<count>\d{1,6})(?:\s*/\s*\d{1,6})?\s+)?pass(?:ed|ing)?\b)|[✅✓])`,
    ),
  },
  {
    kind: 'build',
    pattern: form(
      String.raw`\b(?:build|compilation)\s+(?:(?:is|was|now|has|also)\s+){0,2}(?:pass(?:es|ed|ing)?|succeed(?:s|ed)?|successful|green|clean|complete[sd]?\s+(?:successfully|cleanly|without))` +
        END,
    ),
  },
  {
    kind: 'build',
    pattern: form(
      String.raw`\b(?:code|project|everything|it|app|crate|package|both|all)\s+(?:now\s+)?(?:builds?|built|compile[sd]?)\s+(?:successfully|cleanly|fine|without\s+(?:any\s+)?errors?)`,
    ),
  },
  {
    kind: 'typecheck',
    pattern: form(
      String.raw`\b(?:type-?\s?check(?:s|ing|er)?|tsc|mypy|pyright)\s+(?:(?:is|are|now|all|also)\s+){0,2}(?:pass(?:es|ed|ing)?|clean|green|succeed(?:s|ed)?)` +
        END,
    ),
  },
  {
    kind: 'lint',
    pattern: form(
      String.raw`\b(?:lint(?:er|ing|s)?|eslint|ruff|clippy|biome)\s+(?:(?:is|are|now|all|also)\s+){0,2}(?:pass(?:es|ed|ing)?|clean|green|succeed(?:s|ed)?)` +
        END,
    ),
  },
  {
    kind: 'commit',
    pattern: form(
      String.raw`^(?:[-*✅✓\s]*(?:done|great|perfect|all set)?[.!,:\s-]*)(?:I(?:'ve|’ve| have)?\s+(?:\w+\s+and\s+)?committed\b|committed\s+(?:the|all|as|and|to|on|with|these|this|those|successfully|it|everything)\b|(?:all\s+|the\s+|my\s+){0,2}(?:changes?|fix|code|work|everything)\s+(?:(?:have|has)\s+been\s+|are\s+|were\s+|was\s+|is\s+)?(?:now\s+)?committed\b|commit(?:ted)?\s+(?:created|made)\b|created\s+(?:a\s+)?commit\b)`,
    ),
  },
  {
    kind: 'verified',
    pattern: form(
      String.raw`\bI(?:'ve|’ve| have)?\s+(?:also\s+|then\s+|now\s+)?(?:verified|double-checked|confirmed|checked|reviewed)\b[^\n]{0,60}?${'`'}(?<path>[\w@./-]{1,120}\.\w{1,8})${'`'}`,
    ),
  },
]
