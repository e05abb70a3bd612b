import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { markLive, promptFs, recordEvent } from '@ses/capture'
import { identifyHook, type Payload, registrations } from '@ses/hooks'
import type { Summary } from '@ses/schema'
import { defaultMasker } from '@ses/secrets'
import { systemFs } from '@ses/store'
import { describe, expect, it } from 'vitest'
import { createWorkspace, type Workspace } from '../fixtures/test-host.ts'

const corpus = process.env['SES_CORPUS']
const live = corpus === undefined ? '' : join(dirname(corpus), 'live', 'scripted')

/** Folder of the recordings → agent. */
const AGENTS = {
  claude: 'claude-code',
  codex: 'codex',
  'codex-codemode': 'codex',
  gemini: 'gemini-cli',
  qwen: 'qwen-code',
  copilot: 'copilot-cli',
  cline: 'cline',
  opencode: 'opencode',
} as const

type Program = keyof typeof AGENTS

const SCENARIOS = ['fix-bug', 'multi-turn', 'parallel', 'subagent'] as const

/** What the events alone cannot tell, per program; all else of `Story` equals what the transcript tells. */
const UNTOLD: Readonly<Record<Program, readonly (keyof Story)[]>> = {
  // No hook of Claude Code, Codex, Qwen Code, Copilot CLI and Cline tells usage.
  claude: ['usage'],
  // Nor does one of Codex tell an exit code; a call of an unknown tool has no hook at all.
  codex: ['usage', 'errors', 'tools'],
  'codex-codemode': ['usage', 'errors'],
  // How many input tokens were cached is not told; a sub-agent's calls look like its parent's.
  gemini: ['usage', 'tools', 'files'],
  qwen: ['usage'],
  // A command that fails without the line of its exit code is a success.
  copilot: ['usage', 'errors'],
  // The command line tells no prompt.
  cline: ['usage', 'prompts'],
  opencode: [],
}

/** A session as people ask about it. */
interface Story {
  readonly prompts: readonly string[]
  readonly tools: Readonly<Record<string, number>>
  readonly files: readonly string[]
  readonly errors: number
  readonly usage: readonly number[]
}

const recordings = (Object.keys(AGENTS) as Program[]).flatMap((program) =>
  SCENARIOS.filter((scenario) => existsSync(join(live, program, scenario, 'hooks.jsonl')))
    // Some recordings of OpenCode have no database beside them.
    .filter((scenario) => program !== 'opencode' || existsSync(join(live, program, scenario, 'home/.local')))
    .map((scenario) => ({ program, scenario })),
)

describe.skipIf(corpus === undefined || recordings.length === 0)(
  'sessions that real agents recorded by hooks (SES_CORPUS, its sibling `live`)',
  () => {
    it.each(recordings)(
      '$program $scenario: hooks and transcript make the session that an import makes',
      async (each) => {
        const imported = await inWorkspace(each, true, async (at) => {
          await at.ses('import --no-archive', HOST)
          return storiesIn(at, each)
        })
        const swept = await inWorkspace(each, true, async (at) => {
          await record(at, each)
          const { stdout, exit } = await at.ses('sweep --once --settled --json', HOST)
          expect({ exit, failed: JSON.parse(stdout).failed }).toEqual({ exit: 0, failed: [] })
          expect(readdirSync(at.path('.ses-logs', '.live'))).toEqual([])
          return storiesIn(at, each)
        })
        expect(swept).toEqual(imported)
      },
      60_000,
    )

    it.each(recordings)(
      '$program $scenario: events alone tell what they can',
      async (each) => {
        const imported = await inWorkspace(each, true, async (at) => {
          await at.ses('import --no-archive', HOST)
          return storiesIn(at, each)
        })
        const swept = await inWorkspace(each, false, async (at) => {
          await record(at, each)
          await at.ses('sweep --once --settled', HOST)
          return storiesIn(at, each)
        })
        const told = (stories: Readonly<Record<string, Story>>): object =>
          Object.fromEntries(
            Object.entries(stories).map(([id, story]) => [
              id,
              Object.fromEntries(
                Object.entries(story).filter(([key]) => !UNTOLD[each.program].includes(key as keyof Story)),
              ),
            ]),
          )
        expect(told(swept)).toEqual(told(imported))
      },
      60_000,
    )
  },
)

interface Recording {
  readonly program: Program
  readonly scenario: (typeof SCENARIOS)[number]
}

/** Long after the recordings: every session is over. */
const HOST = { now: Date.UTC(2026, 10, 21), env: { SES_LOG: '' } }

async function inWorkspace<T>(
  { program, scenario }: Recording,
  withHome: boolean,
  work: (at: Workspace) => Promise<T>,
): Promise<T> {
  const at = createWorkspace()
  try {
    mkdirSync(at.path('home'), { recursive: true })
    const home = join(live, program, scenario, 'home')
    if (withHome && existsSync(home)) cpSync(home, at.path('home'), { recursive: true })
    return await work(at)
  } finally {
    rmSync(at.root, { recursive: true, force: true })
  }
}

/** Hands the payloads of the hooks that `ses enable` registers to the hook path, which masks, shortens and appends them. */
async function record(at: Workspace, { program, scenario }: Recording): Promise<void> {
  const agent = AGENTS[program]
  const logs = at.path('.ses-logs')
  const rows = readFileSync(join(live, program, scenario, 'hooks.jsonl'), 'utf8')
    .trim()
    .split('\n')
  for (const row of rows) {
    const { t0, event, stdin } = JSON.parse(row) as { t0: number; event: string; stdin?: Payload }
    // The plugin of OpenCode chooses events by their content, so all of its are taken.
    if (agent !== 'opencode' && !isRegistered(agent, event)) continue
    const payload = stdin ?? {}
    const identity = identifyHook(agent, payload, event)
    if (identity.sessionId === undefined) continue
    const { folder } = await recordEvent(
      promptFs,
      logs,
      { at: t0, agent, hook: event, identity, payload },
      defaultMasker,
    )
    markLive(systemFs, logs, folder)
  }
}

function isRegistered(agent: string, event: string): boolean {
  return registrations.some((each) => each.agent === agent && each.events.includes(event))
}

function storiesIn(at: Workspace, { program, scenario }: Recording): Record<string, Story> {
  const logs = at.path('.ses-logs')
  const stories = readdirSync(logs)
    .filter((name) => existsSync(join(logs, name, 'summary.json')))
    .map((name) => JSON.parse(readFileSync(join(logs, name, 'summary.json'), 'utf8')) as Summary)
    .filter(({ session }) => session.agent === AGENTS[program])
    .map((summary) => [summary.session.id, storyOf(summary)] as const)
  expect(stories.map(([, story]) => story).length, `${program} ${scenario}`).toBeGreaterThan(0)
  return Object.fromEntries(stories.sort(([a], [b]) => (a < b ? -1 : 1)))
}

function storyOf({ prompts, activity, changes, usage }: Summary): Story {
  return {
    prompts: prompts.map(({ text }) => text),
    tools: Object.fromEntries(Object.entries(activity.tools).sort(([a], [b]) => (a < b ? -1 : 1))),
    files: changes.files.map(({ path }) => path.replace(/^.*\/work\/repo\//, '')).sort(),
    errors: activity.errors.length,
    usage: [
      usage?.input_tokens ?? 0,
      usage?.cache_read_tokens ?? 0,
      usage?.cache_write_tokens ?? 0,
      usage?.output_tokens ?? 0,
      usage?.responses ?? 0,
    ],
  }
}
