import { type DetectedAgent, detectAgents, type InstallPlaces } from '@ses/capture'
import { type HookRegistration, registrations } from '@ses/hooks'
import { SesError } from '@ses/model'

/** Other words that people type. */
const ALIASES: Readonly<Record<string, string>> = {
  claude: 'claude-code',
  gemini: 'gemini-cli',
  qwen: 'qwen-code',
  copilot: 'copilot-cli',
  factory: 'droid',
}

/** The agents to enable: those named, all, or those noticed; Claude Code when there is none. Throws `usage` for unknown ids. */
export function chooseAgents(places: InstallPlaces, words: readonly string[], all: boolean): readonly DetectedAgent[] {
  if (all && words.length > 0) throw new SesError('usage', '--all and names of agents at once')
  if (words.length > 0) return agentsNamed(words).map((registration) => ({ registration, signs: [] }))
  if (all) return registrations.map((registration) => ({ registration, signs: [] }))
  const found = detectAgents(places)
  return found.length > 0 ? found : agentsNamed(['claude-code']).map((registration) => ({ registration, signs: [] }))
}

/** Each once, in the order they are offered. */
export function agentsNamed(words: readonly string[]): readonly HookRegistration[] {
  const ids = words.map((word) => ALIASES[word] ?? word)
  const unknown = ids.find((id) => registrations.every(({ agent }) => agent !== id))
  if (unknown !== undefined) {
    const known = registrations.map(({ agent }) => agent).join(', ')
    throw new SesError('usage', `no hooks for an agent called ${unknown}; there are ${known}`)
  }
  return registrations.filter(({ agent }) => ids.includes(agent))
}
