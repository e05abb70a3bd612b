import type { Session, ToolCallEvent } from '@ses/model'
import type { HandoffDecision } from '@ses/schema'
import { answersOf } from './answers-of.ts'
import { oneLine } from './one-line.ts'
import { sentencesOf } from './sentences.ts'

const MAX_SENTENCE = 280
/** A short prompt after a question is its answer; a longer one is a request of its own. */
const MAX_ANSWER = 160
const LEAST_QUESTION = 20
const MAX_OWN = 1200
const MAX_PER_EVENT = 3

/**
 * Sentences that state a choice, in order: what the person ruled, answered, approved or refused, and what the agent says it chose.
 * Told by words, English ones first, so it misses some; a question or a mere possibility is none, and what only repeats `goal` is
 * left out.
 */
export function decisionsOf(session: Session, goal = ''): HandoffDecision[] {
  const decisions: HandoffDecision[] = []
  const seen = new Set<string>()
  const aim = keyOf(goal)
  const add = (by: HandoffDecision['by'], text: string, event: string): void => {
    const key = keyOf(text)
    const repeatsGoal = aim.length >= 12 && (key.includes(aim) || aim.includes(key))
    if (key === '' || repeatsGoal || seen.has(key)) return
    seen.add(key)
    decisions.push({ by, text, event })
  }
  let question: string | undefined
  for (const event of session.events) {
    switch (event.type) {
      case 'reply':
        for (const sentence of chosen(event.text, AGENT, AGENT_NOT)) add('agent', sentence, event.id)
        question = questionOf(event.text) ?? (event.text.trim() === '' ? question : undefined)
        break
      case 'prompt': {
        const answer = oneLine(event.text, MAX_ANSWER + 1)
        if (question !== undefined && answer !== '' && answer.length <= MAX_ANSWER && !/\?$/.test(answer)) {
          // `Go ahead? → yes` tells nothing of what was agreed to.
          if (question.length >= LEAST_QUESTION) add('person', `${question} → ${answer}`, event.id)
          else if (answer.length >= LEAST_QUESTION) add('person', answer, event.id)
        } else {
          for (const sentence of chosen(ownWords(event.text), PERSON, PERSON_NOT)) add('person', sentence, event.id)
        }
        question = undefined
        break
      }
      case 'tool':
        for (const text of ruled(event)) add('person', text, event.id)
        break
      default:
        break
    }
  }
  return decisions
}

/** A pasted plan, review or issue is full of wishes that are not rulings: of a long prompt only what leads it in. */
function ownWords(prompt: string): string {
  return prompt.length <= MAX_OWN ? prompt : (prompt.slice(0, 400).split('\n\n')[0] ?? '')
}

function keyOf(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}

/** Said to anybody at any time. */
const IDLE =
  /\b(?:how can i help|what would you like|what(?:['’]s| is) next|anything else|let me know|what (?:can|should|shall) i (?:do|help))\b/i

/** The question a reply ends with, undefined when it ends with none. */
export function questionOf(reply: string): string | undefined {
  const last = sentencesOf(reply.slice(-2000)).at(-1)
  return last !== undefined && /[?？]\)?$/.test(last) && last.length <= MAX_SENTENCE && !IDLE.test(last)
    ? last
    : undefined
}

const AGENT =
  /\b(?:i|we)(?:['’]ve| have|['’]ll| will|['’]m| am| also)? (?:decided|chose|chosen|opted|picked|settled on|going with|go with|went with|deliberately|intentionally|kept .{1,80} (?:because|since|so that)|left .{1,80} (?:because|since|so that|alone|unchanged|as[- ]is))\b|\b(?:i|we)(?:['’]ve|['’]ll| will| have)? (?:use|used|add|added|put|make|made|keep|kept|move|moved|switch|switched|replace|replaced|do|did)\b.{1,160}\b(?:instead of|rather than|in favou?r of)\b|^(?:decision|design decision|trade-?off|chosen|approach)\b ?(?:\(.{1,40}\))?:|^(?:used|using|kept|keeping|chose|choosing|moved|switched|replaced|implemented|made|put|stored|skipped|avoided|opted)\b.{1,160}\b(?:instead of|rather than|in favou?r of|because|to avoid|so that)\b|^(?:deliberately|intentionally)\b|\b(?:left|kept|chosen|skipped|omitted)\b.{0,40}\b(?:deliberately|intentionally|on purpose)\b|\b(?:deliberately|intentionally) (?:not|kept|left|chose|skipped|omitted)\b|\b(?:decidí|he decidido|ich habe mich .{1,60} entschieden|j['’]ai choisi|j['’]ai décidé|decidi)\b|决定|选择了|采用|ことにしました/iu
const AGENT_NOT =
  /[?？]$|^(?:if|should|would|could|want|do you|shall|let me|option|alternatively|the (?:user|issue|problem|bug|test|error|current|existing|old))\b|\b(?:might|could|would|should i|may want|if you(?:['’]d)? (?:prefer|want|like))\b/i

const PERSON =
  /\b(?:instead of|rather than|don['’]?t (?!know|think|see|understand|remember|get|have|work)|do not (?!know|think|see|understand|work)|never|always|no need (?:to|for)|prefer|go with|let['’]?s (?:use|go|keep|not|skip|leave|drop|do|stick|make|just)|must(?: not)?|should (?:not|only|never|always|use|be|stay|remain|still)|shouldn['’]?t|only (?:if|when|for|the|use)|keep (?:it|the|this|that)|leave (?:it|the|this|that)|make sure|we (?:want|need|should|decided|agreed)|i (?:want|prefer|decided|would like|['’]d like|would rather|['’]d rather))\b|^(?:use|stick (?:to|with)|no,|yes,|skip|drop|ignore)\b|不要|必须|应该|しないで|ください|nicht|immer|plutôt|ne pas|no uses?|en vez de|em vez de/iu
const PERSON_NOT =
  /[?？]$|^(?:(?:why|what|how|when|where|is|are|does|did|can|can['’]?t|could|would|seems|looks|this works)\b|do (?:we|you|i|they)\b)|\bright$|\b(?:\w{0,40}(?:error|exception)|traceback|warning):/i
/** A nod, which says nothing without what it answers. */
const NOD =
  /^(?:(?:yes|yeah|yep|ok|okay|sure|no|na)[,.]? )?(?:let['’]?s (?:do|try|go|see)(?: (?:that|it|this|ahead|\d[\d+ ]*))?|go ahead|do (?:it|that))[.!]?$/i

function chosen(text: string, pattern: RegExp, not: RegExp): string[] {
  const found: string[] = []
  for (const sentence of sentencesOf(text)) {
    if (sentence.length < 12 || sentence.length > MAX_SENTENCE || NOD.test(sentence)) continue
    if (not.test(sentence) || !pattern.test(sentence)) continue
    found.push(sentence)
    if (found.length === MAX_PER_EVENT) break
  }
  return found
}

/** What a person settled through a tool: answers, an approved plan, a refused call. */
function ruled(call: ToolCallEvent): string[] {
  if (call.action === 'ask' && call.outcome === 'ok') return answersOf(call)
  if (/exit_?plan/i.test(call.name) && call.outcome === 'ok') {
    const title = /"plan":"(?:#+ *)?((?:[^"\\]|\\[^n]){4,160})/.exec(call.input ?? '')?.[1]
    return title === undefined ? [] : [`Plan approved: ${title.replaceAll('\\"', '"').trim()}`]
  }
  if (call.outcome !== 'denied' || call.action === 'ask') return []
  const said = /the user said:\s*(\S[^\n]{3,600})/i.exec(call.output ?? '')?.[1]
  const words = said === undefined ? undefined : sentencesOf(said)[0]
  if (words !== undefined && words.length <= MAX_SENTENCE) return [words]
  const byPerson = /\b(?:user|rejected|declined)\b/i.test((call.output ?? '').slice(0, 400))
  return byPerson && call.command !== undefined ? [`Refused to run \`${oneLine(call.command, 120)}\`.`] : []
}
