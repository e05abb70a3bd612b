import { agents, type TranscriptLocation } from '@ses/agents'
import { describe, expect, it } from 'vitest'
import { locationGlobs, type Machine } from './location-globs.ts'

const machine = (env: Machine['env'] = {}, platform = 'linux'): Machine => ({ env, home: '/home/mira', platform })

function places(agent: string, at: Machine): string[] {
  const locations: readonly TranscriptLocation[] = agents.find(({ id }) => id === agent)?.transcript.locations ?? []
  return locations.flatMap((location) => locationGlobs(location, at)).map(({ root, glob }) => `${root}/${glob}`)
}

describe('places of transcripts', () => {
  it.each([
    ['claude-code', {}, '/home/mira/.claude/projects/*/*.jsonl'],
    ['claude-code', {}, '/home/mira/.config/claude/projects/*/*.jsonl'],
    ['claude-code', { XDG_CONFIG_HOME: '/x' }, '/x/claude/projects/*/*.jsonl'],
    ['claude-code', { CLAUDE_CONFIG_DIR: '/a, /b' }, '/b/projects/*/*.jsonl'],
    ['codex', { CODEX_HOME: '/c' }, '/c/sessions/**/rollout-*.jsonl'],
    ['codex', { CODEX_HOME: '~/c' }, '/home/mira/c/archived_sessions/**/rollout-*.jsonl'],
    ['gemini-cli', { GEMINI_CLI_HOME: '/g' }, '/g/.gemini/tmp/*/chats/*.jsonl'],
    [
      'antigravity',
      { GEMINI_CLI_HOME: '/g' },
      '/g/.gemini/antigravity-cli/brain/*/.system_generated/logs/transcript.jsonl',
    ],
    ['opencode', {}, '/home/mira/.local/share/opencode/opencode*.db'],
    ['opencode', { XDG_DATA_HOME: '/d' }, '/d/opencode/storage/session/*/*.json'],
    ['opencode', { XDG_DATA_HOME: 'relative' }, '/home/mira/.local/share/opencode/opencode*.db'],
    ['opencode', { OPENCODE_DB: '/d/my.db' }, '/d/my.db/'],
    ['goose', { GOOSE_PATH_ROOT: '/g' }, '/g/data/sessions/sessions.db'],
    ['cline', { CLINE_DATA_DIR: '/d' }, '/d/sessions/*/*.json'],
    ['cline', { CLINE_SESSION_DATA_DIR: '/s', CLINE_DATA_DIR: '/d' }, '/s/*/*.json'],
    ['pi', { PI_CODING_AGENT_DIR: '/p' }, '/p/sessions/*/*.jsonl'],
    ['qwen-code', { QWEN_HOME: '/q', QWEN_RUNTIME_DIR: '/r' }, '/r/projects/*/chats/*.jsonl'],
  ])('of %s under %o: %s', (agent, env, expected) => {
    expect(places(agent, machine(env))).toContain(expected)
  })

  it.each([
    ['claude-code', { CLAUDE_CONFIG_DIR: '/a,/b' }, ['/a,/b/', '/a/', '/b/']],
    ['codex', { CODEX_HOME: '/c' }, ['/c/']],
    ['gemini-cli', { GEMINI_CLI_HOME: '/g' }, ['/g/.gemini/tmp/']],
  ])('of %s are replaced, not added to, by %o', (agent, env, roots) => {
    const found = places(agent, machine(env)).filter((place) => !place.includes('local-agent-mode-sessions'))
    expect(found.filter((place) => !roots.some((root) => place.startsWith(root)))).toEqual([])
  })

  it.each([
    ['darwin', {}, 'kiro', '/home/mira/Library/Application Support/kiro-cli/data.sqlite3'],
    ['darwin', {}, 'opencode', '/home/mira/.local/share/opencode/opencode*.db'],
    ['win32', { APPDATA: '/u/Roaming' }, 'goose', '/u/Roaming/Block/goose/data/sessions/sessions.db'],
    ['win32', { LOCALAPPDATA: '/u/Local' }, 'opencode', '/u/Local/opencode/opencode*.db'],
    [
      'linux',
      {},
      'cline',
      '/home/mira/.config/Code/User/globalStorage/saoudrizwan.claude-dev/tasks/*/ui_messages.json',
    ],
  ])('on %s with %o: %s in %s', (platform, env, agent, expected) => {
    expect(places(agent, machine(env, platform))).toContain(expected)
  })

  it('of every agent begin in a folder that is fixed, so that no search goes through a whole home directory', () => {
    for (const { id, transcript } of agents) {
      for (const { glob } of transcript.locations) expect(glob, id).toMatch(/^[^*/]+\//)
    }
  })
})
