import { commandArguments, isCommandText, writtenLines } from './prompt-text.ts'

/** Longest line that is returned, in UTF-16 units. */
const MAX_LENGTH = 100
/** Longest sentence that is weighed; the rest of a longer one is cut, which bounds the work of every expression below. */
const MAX_SENTENCE = 400
/** Sentences of a prompt that are weighed. */
const MAX_SENTENCES = 24

/**
 * The goal that a prompt states, in one line of at most 100 characters and in the words and language of the prompt. Absent when it
 * states none: a greeting, an answer, "continue", a slash command, a bare paste.
 */
export function goalLine(prompt: string): string | undefined {
  const request = commandArguments(prompt) ?? prompt
  if (isCommandText(request)) return undefined
  const candidates = sentencesOf(writtenLines(request)).slice(0, MAX_SENTENCES)
  let best: { text: string; score: number } | undefined
  for (const [index, sentence] of candidates.entries()) {
    const text = tidy(sentence)
    const score = scoreOf(sentence, text, index)
    if (score > 0 && (best === undefined || score > best.score)) best = { text, score }
  }
  return best === undefined ? undefined : shorten(requestWithin(best.text))
}

/** Where a long sentence leads up to its request, the request, if it says enough by itself. */
function requestWithin(text: string): string {
  if (text.length <= MAX_LENGTH) return text
  const at = text.search(
    /[,;–-] (?=(?:so |then )?(?:let'?s|i want|i(?:'d| would) like|can (?:you|we)|could (?:you|we)|please|we(?:'ll| will)? (?:should|need to))\b)/i,
  )
  if (at < 0) return text
  const request = tidy(text.slice(at + 2))
  return isTelling(request) ? request : text
}

/** Cuts at the end of a clause if that leaves enough, else at a word boundary, which is marked. */
export function shorten(text: string, limit: number = MAX_LENGTH): string {
  if (text.length <= limit) return text
  // The request of a sentence that opens with one stands in its first clause.
  const clause = REQUEST.test(text) ? text.slice(0, limit).search(/(?:, | - | – |; | \()[^,;(–]*$/) : -1
  if (clause >= limit * 0.4) return text.slice(0, clause)
  const cut = text.slice(0, limit - 1)
  const space = cut.lastIndexOf(' ')
  const kept = space > limit / 2 ? cut.slice(0, space) : cut.replace(/[\uD800-\uDBFF]$/, '')
  return `${kept.replace(/[\s,;:.(–—-]+$/, '')}…`
}

/** Lines cut into sentences; a lead-in that ends with a colon is joined with the line after it. */
function sentencesOf(lines: readonly string[]): string[] {
  const sentences: string[] = []
  for (let at = 0; at < lines.length && sentences.length < MAX_SENTENCES; at++) {
    let line = lines[at] as string
    const next = lines[at + 1]
    if (/[:：]$/.test(line) && next !== undefined && line.length < 80) {
      line = `${line} ${next}`
      at += 1
    }
    for (const sentence of line.split(/(?<=[.!?])\s+(?=\S)|(?<=[。！？])/u))
      sentences.push(sentence.slice(0, MAX_SENTENCE))
  }
  return sentences
}

const GREETING =
  /^(?:hi|hey|hello|hallo|hola|bonjour|salut|moin|yo|good (?:morning|afternoon|evening)|dear|你好|您好|こんにちは|안녕)(?![\p{L}\d'’])(?:[\s,!.]+(?:there|all|claude|codex|gemini|team|assistant|bot|again|buddy|mate|friend|folks|everyone|guys))*[\s,!.:-]*/iu

const ACKNOWLEDGEMENT =
  /^(?:ok(?:ay)?|k|yes|yep|yeah|yup|no|nope|sure|thanks?|thank you|thx|ty|great|perfect|nice|good|cool|awesome|excellent|wow|fine|done|right|correct|exactly|agreed|lgtm|ack|please|continue|proceed|go|go on|go ahead|carry on|keep going|resume|next|retry|try again|again|stop|wait|hmm+|ah|oh|oops|sorry|do it|do that|do so|ship it|looks good|sounds good|makes sense|got it|i see|never ?mind|both|all|all of them|first|second|the (?:first|second) one|option \w|approved?|confirmed?|yes please|go for it|let'?s (?:go|do it|continue|proceed)|commit(?: (?:it|this|that))?|push(?: it)?|commit and push|merci|danke|gracias|ja|nein|oui|non|si|sí|weiter|继续|好的?|是的?|谢谢|可以|はい|続けて|네|계속)$/i

/** Openers that carry no goal of their own; what follows them does. */
const LEAD_IN =
  /^(?:ok(?:ay)?|so|now|well|alright|right|great|good|perfect|nice|cool|thanks?|thank you|thx|yes|yeah|yep|no|actually|sorry|wait|hmm+|oh|ah|btw|by the way|also|and|then|next|first(?:ly)?|finally|just|but|instead|please|pls|plz|bitte|kindly|hey|hi|hello|claude|codex)(?=[\s,.!:;-])[\s,.!:;-]*/i

const POLITE =
  /^(?:(?:can|could|would|will) (?:you|we|u)(?: please| pls| also| just| maybe)?(?: help(?: me)?(?: to)?)?|would you mind|(?:(?:do you|i) think )?(?:we (?:can|could|should|need to|have to|must)|you (?:should|need to|have to|must))(?: somehow| probably| maybe| also)?|i(?:'d| would)?(?: do| really| just| only| also)? (?:like|want|need|love)(?: for)?(?: you)?(?: to(?= (?!the\b)))|i want you to|i need you to|let(?:'s|s| us)|help (?:me|us)(?: to)?|your (?:task|job|goal) is to|the (?:task|goal) is to|we (?:want|need|would like) to|please|pls|plz|bitte|kindly|just|also|now|then|go ahead and|try to|make sure (?:to|you))(?=\s)\s*/i

const REQUEST =
  /^(?:adapt|add|address|adjust|align|answer|allow|analy[sz]e|apply|audit|automate|brainstorm|bring|build|bump|change|check|clean|clone|combine|compare|complete|configure|consolidate|convert|copy|create|debug|delete|deploy|describe|design|detect|develop|diagnose|disable|document|download|draft|drop|enable|ensure|evaluate|examine|execute|expand|explain|explore|export|expose|extend|extract|figure out|find|finish|fix|format|generate|get|give|handle|harden|hide|identify|implement|import|improve|include|increase|inspect|install|integrate|introduce|investigate|list|load|look|make|mask|merge|migrate|modify|move|open|optimi[sz]e|parse|patch|perform|plan|polish|port|prepare|prevent|print|propose|publish|pull|put|read|rebase|record|redesign|reduce|refactor|release|remove|rename|render|reorgani[sz]e|replace|reproduce|rerun|research|resolve|respond|restore|reuse|rework|restructure|return|revert|review|rewrite|run|scan|scaffold|search|secure|send|set|set up|setup|show|simplify|sketch|skip|sort|speed up|split|start|store|style|suggest|summari[sz]e|support|swap|switch|sync|tell|test|toggle|track|transform|translate|turn|trim|tweak|unify|update|upgrade|use|validate|verify|wire|work|wrap|write)\b/i

const WISH =
  /\b(?:should|needs? to|must|want|would like|has to|have to|instead of|so that|doesn'?t work|not working|fails?|failing|broken|bugs?|errors?|crash(?:es|ed|ing)?|wrong|missing|todo|currently|expect\w{0,6}|unable|can'?t|cannot|problem|issue|prevent|bad|confusing|unclear|annoying|weird|strange)\b/i
const QUESTION =
  /[?？]$|^(?:how|why|what|where|when|which|who|is|are|does|do|did|can|could|should|would|will|has|have)\b/i

/** Sentences that set the scene; the goal stands in another one, unless they name what is wrong. */
const SCENE =
  /^(?:you are|you're|here (?:is|are)|here's|welcome|this is|these are|those are|do you have|are you (?:able|stuck|there|sure)|(?:can|could) you (?:see|access)|did you|it(?:'s| is)|that(?:'s| is)|see |note:|context:|background|fyi|i am|i'm|i was|i have|i've|i had|i just|i opened|as (?:you|an?)\b|the (?:following|below))\b/i

/** Words that point at something said elsewhere or say no more than that something is to be done. */
const HOLLOW = new Set(
  'a an the this that these those it its here there something anything everything thing things stuff one ones them they he she we you i me my our your us in on at of to from for with by and or but so if as is are was were be been being am do does did done doing have has had can could should would will may might must not no yes up down out off over again too also now then just please all any some both same other others more most very really quite bit little look looking take took see check find fix make made get go going let lets try give want need like think know help work working happening happen together back left where what why how when which who pick continue first second next last session change changes remove review explain update add test tests create write run commit push implement'.split(
    ' ',
  ),
)

/** How much a sentence says by itself: words that are not hollow; a path or a name in code counts double. */
function substance(text: string): number {
  let sum = 0
  for (const word of text.split(/[\s,;:!?()"“”]+/)) {
    if (word === '' || HOLLOW.has(word.toLowerCase().replace(/[.'’].*$/, ''))) continue
    sum += /[\w)][._/(][\w(]|`|[a-z][A-Z]|_/.test(word) ? 2 : 1
  }
  return sum
}

/** A letter that English does not have. */
const FOREIGN = /(?=\P{ASCII})\p{L}/u
const WIDE = /[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]/

/** 0 when the sentence cannot be a goal. */
function scoreOf(sentence: string, text: string, index: number): number {
  const bare = sentence
    .replace(/[.!?,;:…\s]+$/g, '')
    .replace(GREETING, '')
    .trim()
  if (bare === '' || ACKNOWLEDGEMENT.test(bare) || ACKNOWLEDGEMENT.test(text)) return 0
  const wide = WIDE.test(text)
  if (wide ? text.length < 4 : text.length < 8 || !text.includes(' ')) return 0
  const wish = WISH.test(text)
  if (SCENE.test(sentence.replace(GREETING, '')) && !wish) return 0.5 - index * 0.01
  let score = 2 - Math.min(index, 12) * 0.15
  if (REQUEST.test(text)) score += 2
  else if (POLITE.test(sentence.replace(GREETING, ''))) score += /^we (?:want|need)/i.test(sentence) ? 0.9 : 1.6
  else if (wish) score += 1.1
  else if (QUESTION.test(text)) score += 0.9
  if (/[:：]$/.test(text)) score -= 0.6
  if (!wide) score -= [2.2, 1.2, 0.2][substance(text)] ?? 0
  return Math.max(score, 0.1)
}

/** True when the goal says what it is about, not only that something is to be done ("review this", "pick up where we left off"). */
export function isTelling(goal: string): boolean {
  if (/^(?:do you have|are you (?:able|stuck|there)|(?:can|could) you (?:see|access)|did you)\b/i.test(goal))
    return false
  return WIDE.test(goal) || substance(goal) >= 2
}

/** True when the goal is worded as a request for work; other languages than English are taken at their word unless they ask a question. */
export function isRequest(goal: string): boolean {
  if (REQUEST.test(goal)) return true
  return !/[?？]$/.test(goal) && FOREIGN.test(goal) && goal.length >= 6
}

/** The sentence as a title: openers and politeness gone, first letter raised, end marks dropped; questions keep theirs. */
function tidy(sentence: string): string {
  let text = sentence
    .replace(/^(?:https?:\/\/\S+\s+|[\w.-]+\/[\w.-]+#\d+\s+(?=\S+ \S+ \S+))+/, '')
    .replace(GREETING, '')
    .trim()
  for (let round = 0; round < 5; round++) {
    const before = text
    text = text.replace(LEAD_IN, '').replace(POLITE, '').trim()
    const labelled = /^[^:.!?]{1,40}:\s+(?=\S)/.exec(text)
    if (labelled !== null && !/^implement/i.test(text) && REQUEST.test(text.slice(labelled[0].length)))
      text = text.slice(labelled[0].length)
    if (text === before) break
  }
  if (text === '') text = sentence
  if (REQUEST.test(text)) text = text.replace(/[?？]$/, '')
  text = text
    .replace(/^implement (?:the )?following(?: plan)?[:：] (?:plan[:：] )?/i, 'Implement plan: ')
    .replace(/^((?:explain|give|generate|show|tell|make|get|write|find|create|do|build)) me /i, '$1 ')
    .replace(/[\s,]+(?:please|pls|plz|thanks?|thank you)?[\s.,;:!。：]*$/i, '')
    .replace(/[.;,:!。：]+$/, '')
    .replace(/ (?:for|to|with|of|like|and|or|by|in)$/i, '')
    .replace(/[\p{Cc}\u2028\u2029]/gu, ' ')
    .replace(/^["'“]([^"'“”]*)["'”]$/, '$1')
  const first = text.codePointAt(0)
  if (first === undefined) return ''
  const letter = String.fromCodePoint(first)
  // A first word that is a name in code keeps its case.
  return /^[a-z][\w]*[._/(A-Z]/.test(text) ? text : letter.toUpperCase() + text.slice(letter.length)
}
