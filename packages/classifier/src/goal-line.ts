import { isCommandText, writtenLines } from './prompt-text.ts'

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
  if (isCommandText(prompt)) return undefined
  const candidates = sentencesOf(writtenLines(prompt)).slice(0, MAX_SENTENCES)
  let best: { text: string; score: number } | undefined
  for (const [index, sentence] of candidates.entries()) {
    const text = tidy(sentence)
    const score = scoreOf(sentence, text, index)
    if (score > 0 && (best === undefined || score > best.score)) best = { text, score }
  }
  return best === undefined ? undefined : shorten(best.text)
}

/** True when a text only acknowledges, greets, answers or tells the agent to go on. */
export function isSmallTalk(prompt: string): boolean {
  return goalLine(prompt) === undefined
}

/** Cuts at a word boundary and marks the cut. */
export function shorten(text: string, limit: number = MAX_LENGTH): string {
  if (text.length <= limit) return text
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
    for (const sentence of line.split(/(?<=[.!?])\s+(?=\S)|(?<=[。！？])/u)) sentences.push(sentence.slice(0, MAX_SENTENCE))
  }
  return sentences
}

const GREETING = /^(?:hi|hey|hello|hallo|hola|bonjour|salut|moin|yo|good (?:morning|afternoon|evening)|dear|你好|您好|こんにちは|안녕)(?:[\s,!.]+(?:there|all|claude|codex|gemini|team|assistant|bot|again))*[\s,!.:-]*/i

const ACKNOWLEDGEMENT =
  /^(?:ok(?:ay)?|k|yes|yep|yeah|yup|no|nope|sure|thanks?|thank you|thx|ty|great|perfect|nice|good|cool|awesome|excellent|wow|fine|done|right|correct|exactly|agreed|lgtm|ack|please|continue|proceed|go|go on|go ahead|carry on|keep going|resume|next|retry|try again|again|stop|wait|hmm+|ah|oh|oops|sorry|do it|do that|do so|ship it|looks good|sounds good|makes sense|got it|i see|never ?mind|both|all|all of them|first|second|the (?:first|second) one|option \w|approved?|confirmed?|yes please|go for it|let'?s (?:go|do it|continue|proceed)|commit(?: (?:it|this|that))?|push(?: it)?|commit and push|merci|danke|gracias|ja|nein|oui|non|si|sí|weiter|继续|好的?|是的?|谢谢|可以|はい|続けて|네|계속)$/i

/** Openers that carry no goal of their own; what follows them does. */
const LEAD_IN =
  /^(?:ok(?:ay)?|so|now|well|alright|right|great|good|perfect|nice|cool|thanks?|thank you|thx|yes|yeah|yep|no|actually|sorry|wait|hmm+|oh|ah|btw|by the way|also|and|then|next|first(?:ly)?|finally|just|but|instead|please|pls|plz|bitte|kindly|hey|hi|hello|claude|codex)(?=[\s,.!:;-])[\s,.!:;-]*/i

const POLITE =
  /^(?:(?:can|could|would|will) (?:you|we|u)(?: please| pls| also| just| maybe)?(?: help(?: me)?(?: to)?)?|would you mind|(?:do you think )?(?:you|we) (?:can|could|should|need to|have to|must)|i(?:'d| would)? (?:like|want|need|love)(?: for)?(?: you)?(?: to(?= (?!the\b)))|i want you to|i need you to|let(?:'s|s| us)|help (?:me|us)(?: to)?|your (?:task|job|goal) is to|the (?:task|goal) is to|we (?:want|need|would like) to|please|pls|plz|bitte|kindly|just|also|now|then|go ahead and|try to|make sure (?:to|you))(?=\s)\s*/i

const REQUEST =
  /^(?:add|allow|analy[sz]e|apply|audit|automate|build|bump|change|check|clean|clone|combine|compare|complete|configure|convert|copy|create|debug|delete|deploy|describe|design|detect|develop|diagnose|disable|document|download|draft|drop|enable|ensure|evaluate|examine|execute|expand|explain|explore|export|expose|extend|extract|figure out|find|finish|fix|format|generate|get|give|handle|harden|hide|identify|implement|import|improve|include|increase|inspect|install|integrate|introduce|investigate|list|load|look|make|mask|merge|migrate|modify|move|open|optimi[sz]e|parse|patch|perform|plan|port|prepare|prevent|print|publish|pull|rebase|redesign|reduce|refactor|release|remove|rename|render|reorgani[sz]e|replace|reproduce|rerun|resolve|restore|restructure|return|revert|review|rewrite|run|scan|scaffold|search|secure|send|set|set up|setup|show|simplify|sort|speed up|split|start|store|style|suggest|summari[sz]e|support|switch|sync|tell|test|track|translate|trim|tweak|unify|update|upgrade|use|validate|verify|wire|work|wrap|write)\b/i

const WISH = /\b(?:should|needs? to|must|want|would like|has to|have to|instead of|so that|doesn'?t work|not working|fails?|failing|broken|bug|error|crash|wrong|missing|todo)\b/i
const QUESTION = /[?？]$|^(?:how|why|what|where|when|which|who|is|are|does|do|did|can|could|should|would|will|has|have)\b/i

/** 0 when the sentence cannot be a goal. */
function scoreOf(sentence: string, text: string, index: number): number {
  const bare = sentence.replace(/[.!?,;:…\s]+$/g, '').replace(GREETING, '').trim()
  if (bare === '' || ACKNOWLEDGEMENT.test(bare) || ACKNOWLEDGEMENT.test(text)) return 0
  const wide = /[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]/.test(text)
  const words = text.split(' ').length
  if (!wide && (text.length < 8 || words < 2)) return 0
  if (wide && text.length < 4) return 0
  if (/^(?:you are|you're|here (?:is|are)|this is|these are|see |note:|context:|background|fyi|i am|i'm|i was|i have|i've|as (?:you|an?)\b)/i.test(text)) return 0.5 - index * 0.01
  let score = 2 - Math.min(index, 15) * 0.1
  if (REQUEST.test(text)) score += 2
  else if (POLITE.test(sentence.replace(GREETING, ''))) score += 1.6
  else if (WISH.test(text)) score += 1
  else if (QUESTION.test(text)) score += 0.9
  if (/[:：]$/.test(text)) score -= 0.6
  if (!wide && words < 3) score -= 0.8
  return score
}

/** The sentence as a title: openers and politeness gone, first letter raised, end marks dropped; questions keep theirs. */
function tidy(sentence: string): string {
  let text = sentence.replace(GREETING, '').trim()
  for (let round = 0; round < 5; round++) {
    const before = text
    text = text.replace(LEAD_IN, '').replace(POLITE, '').trim()
    if (text === before) break
  }
  if (text === '') text = sentence
  if (REQUEST.test(text)) text = text.replace(/[?？]$/, '')
  text = text
    .replace(/^implement (?:the )?following(?: plan)?[:：] (?:plan[:：] )?/i, 'Implement plan: ')
    .replace(/[\s,]+(?:please|pls|plz|thanks?|thank you)?[\s.,;:!。：]*$/i, '')
    .replace(/[.;,:!。：]+$/, '')
    .replace(/[\p{Cc}\u2028\u2029]/gu, ' ')
    .replace(/^["'“]([^"'“”]*)["'”]$/, '$1')
  const first = text.codePointAt(0)
  if (first === undefined) return ''
  const letter = String.fromCodePoint(first)
  // A first word that is a name in code keeps its case.
  return /^[a-z][\w]*[._/(A-Z]/.test(text) ? text : letter.toUpperCase() + text.slice(letter.length)
}
