import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Put together here, so that no scanner takes this file for a leak. */
export const secrets = {
  openai: ['sk', 'proj', 'Zk3vQ9xW2mN7bR4tY8uP1sD6fG0hJ5lCa8Kd92LmT3Blbk7RsTuVwXyZ04'].join('-'),
  github: ['ghp', 'A1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6Q7r8'].join('_'),
  stripe: ['sk', 'live', '51HqLyjWDarjtT1zdp7dcXm2Kp9'].join('_'),
  aws: ['wJalrXUtnFEMI', 'K7MDENG', 'bPxRfiCYq8Zp3LkW2v'].join('/'),
  database: ['hunter2', 'Xq9', 'vLk7'].join('-'),
  password: ['tR0ub4dor', '3xY', 'kk81'].join('_'),
  pem: 'MIIEpAIBAAKCAQEA7Vz0qv4mJ3kQx9d2bT6yLw8sNfGhRcUeIoPaZlXkCvBnMm1',
}

const environment = `OPENAI_API_KEY=${secrets.openai}
GITHUB_TOKEN=${secrets.github}
STRIPE_SECRET_KEY=${secrets.stripe}
AWS_SECRET_ACCESS_KEY=${secrets.aws}
DATABASE_URL=postgres://app:${secrets.database}@db.example.com:5432/app
ADMIN_PASSWORD=${secrets.password}
`
const key = `-----BEGIN RSA PRIVATE KEY-----\n${secrets.pem}\n-----END RSA PRIVATE KEY-----\n`

/** @param {string} file */
const test = (file = 'test/sum.test.js') => ({ do: 'bash', cmd: `node ${file}`, desc: 'Run the tests' })
const longWait = { do: 'bash', cmd: `node -e 'setTimeout(() => {}, 25000)'`, desc: 'Wait for the server' }

/** Scenarios beside those of the harness; a scenario is left out where an agent has no such thing without a terminal. */
const own = {
  secrets: {
    files: { 'config/settings.env': environment, 'config/server.pem': key },
    steps: [
      {
        prompt: `Use the password ${secrets.password} and the key ${secrets.openai} to set up the service`,
        turns: [
          {
            text: 'Looking at the settings.',
            calls: [{ do: 'bash', cmd: 'cat config/settings.env config/server.pem' }],
          },
          { calls: [{ do: 'bash', cmd: `curl -u app:${secrets.database} http://127.0.0.1:9/ || true` }] },
          { calls: [{ do: 'write', path: 'config/app.env', content: environment }] },
          { text: `The token is ${secrets.github}, and the key of Stripe ${secrets.stripe}.` },
        ],
      },
    ],
  },
  interrupt: {
    steps: [
      {
        prompt: 'Wait for the server',
        signal: 'SIGINT',
        signalInTurn: 0,
        turns: [{ text: 'Waiting.', calls: [longWait] }, { text: 'Done waiting.' }],
      },
    ],
  },
  kill: {
    steps: [
      {
        prompt: 'Wait for the server',
        signal: 'SIGKILL',
        signalInTurn: 0,
        turns: [{ text: 'Waiting.', calls: [longWait] }, { text: 'Done waiting.' }],
      },
    ],
  },
  'api-error': {
    steps: [
      {
        prompt: 'Run the tests',
        turns: [
          { text: 'Running.', calls: [test()] },
          { error: { status: 400, message: 'scripted failure', sticky: true } },
        ],
      },
    ],
  },
  denied: {
    agents: ['claude', 'claude-2.1.197', 'copilot'],
    steps: [
      {
        prompt: 'Run the tests',
        claudeArgs: ['--settings', JSON.stringify({ permissions: { deny: ['Bash(node:*)'] } })],
        copilotArgs: ['--deny-tool', 'shell(node)'],
        turns: [{ text: 'Running.', calls: [test()] }, { text: 'I may not run them.' }],
      },
    ],
  },
  fork: {
    agents: ['claude', 'claude-2.1.197', 'codex', 'codex-codemode', 'qwen', 'opencode'],
    steps: [
      { prompt: 'Run the tests', turns: [{ text: 'Running.', calls: [test()] }, { text: 'One fails.' }] },
      {
        prompt: 'Try another way',
        resume: true,
        fork: true,
        claudeArgs: ['--fork-session'],
        qwenArgs: ['--fork-session'],
        opencodeArgs: ['--fork'],
        turns: [{ calls: [{ do: 'read', path: 'src/sum.js' }] }, { text: 'Another way.' }],
      },
    ],
  },
  resume: {
    agents: ['claude', 'claude-2.1.197', 'codex', 'codex-codemode', 'gemini', 'qwen', 'opencode', 'copilot'],
    steps: [
      { prompt: 'Run the tests', turns: [{ text: 'Running.', calls: [test()] }, { text: 'One fails.' }] },
      {
        prompt: 'Read the source',
        resume: true,
        turns: [{ calls: [{ do: 'read', path: 'src/sum.js' }] }, { text: 'It is off by one.' }],
      },
    ],
  },
  'auto-compact': {
    agents: ['claude', 'codex', 'qwen', 'opencode', 'copilot'],
    contextLimit: 30_000,
    codexConfig: 'model_auto_compact_token_limit = 20000',
    steps: [
      {
        prompt: 'Run the tests twice',
        claudeArgs: ['--autocompact', '100000'],
        turns: [
          { text: 'Running.', calls: [test()] },
          { text: 'Again.', calls: [test()], usage: { input: 900_000 } },
          { calls: [{ do: 'read', path: 'src/sum.js' }] },
          { text: 'One fails, twice.' },
        ],
      },
    ],
  },
}

export const ownScenarios = Object.keys(own)

/**
 * A scenario by name, ours or the harness', with the files of its repository; undefined when there is none.
 *
 * @param {string} harness folder
 * @param {string} name
 * @returns {any}
 */
export function scenarioOf(harness, name) {
  const path = join(harness, 'scenarios', `${name}.json`)
  /** @type {any} */
  const found = Object.hasOwn(own, name) ? own[/** @type {keyof typeof own} */ (name)] : undefined
  const scenario = found ?? (existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined)
  if (scenario === undefined) return undefined
  const files = JSON.parse(readFileSync(join(harness, 'scenarios/_repo.json'), 'utf8'))
  return structuredClone({ name, ...scenario, files: { ...files, ...scenario.files } })
}
