import type { TranscriptLocation } from './agent.ts'
import { locations as amp } from './agents/amp/locations.ts'
import { locations as antigravity } from './agents/antigravity/locations.ts'
import { locations as claudeCode } from './agents/claude-code/locations.ts'
import { locations as cline } from './agents/cline/locations.ts'
import { locations as codex } from './agents/codex/locations.ts'
import { locations as continueDev } from './agents/continue/locations.ts'
import { locations as copilotCli } from './agents/copilot-cli/locations.ts'
import { locations as cursor } from './agents/cursor/locations.ts'
import { locations as droid } from './agents/droid/locations.ts'
import { locations as geminiCli } from './agents/gemini-cli/locations.ts'
import { locations as goose } from './agents/goose/locations.ts'
import { locations as grok } from './agents/grok/locations.ts'
import { locations as hermes } from './agents/hermes/locations.ts'
import { locations as iflow } from './agents/iflow/locations.ts'
import { locations as kimi } from './agents/kimi/locations.ts'
import { locations as kiro } from './agents/kiro/locations.ts'
import { locations as openclaw } from './agents/openclaw/locations.ts'
import { locations as opencode } from './agents/opencode/locations.ts'
import { locations as pi } from './agents/pi/locations.ts'
import { locations as qwenCode } from './agents/qwen-code/locations.ts'
import { locations as specstory } from './agents/specstory/locations.ts'
import { locations as windsurf } from './agents/windsurf/locations.ts'

/** An agent as far as whoever looks for transcripts needs to know it; every `Agent` fits. */
export interface AgentPlaces {
  readonly id: string
  readonly transcript: { readonly locations: readonly TranscriptLocation[] }
}

const place = (id: string, locations: readonly TranscriptLocation[]): AgentPlaces => ({ id, transcript: { locations } })

/** Where every built-in agent keeps its transcripts, in the order of `agents`: the readers take 40 ms to load, these take none. */
export const agentPlaces: readonly AgentPlaces[] = [
  place('iflow', iflow),
  place('claude-code', claudeCode),
  place('codex', codex),
  place('gemini-cli', geminiCli),
  place('qwen-code', qwenCode),
  place('copilot-cli', copilotCli),
  place('opencode', opencode),
  place('cursor', cursor),
  place('cline', cline),
  place('droid', droid),
  place('pi', pi),
  place('openclaw', openclaw),
  place('goose', goose),
  place('continue', continueDev),
  place('amp', amp),
  place('kiro', kiro),
  place('windsurf', windsurf),
  place('specstory', specstory),
  place('kimi', kimi),
  place('antigravity', antigravity),
  place('grok', grok),
  place('hermes', hermes),
  place('manual', []),
]
