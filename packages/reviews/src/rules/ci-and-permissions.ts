import type { ReviewRule, RuleHit } from '../review-rule.ts'
import type { ViewedFile } from '../review-view.ts'

/** Changes of what runs by itself and of who may do what. */
export const ciAndPermissions: ReviewRule = {
  id: 'ci_permission',
  title: 'Automation or permissions changed',
  description:
    'Changed CI workflows, with what is dangerous in them (write permissions, triggers for strangers, swallowed failures, unpinned actions); settings of coding agents; owners of code; files made executable.',
  category: 'security',
  severity: 'low',
  recommendation: 'Check who can trigger it and what it may do.',
  confidence: 0.8,
  check(view) {
    const hits = view.files.flatMap((file): RuleHit[] => {
      if (file.category === 'ci' || DOCKER.test(file.path)) return inAutomation(file)
      if (AGENT_SETTINGS.test(file.path)) return inAgentSettings(file)
      if (/(?:^|\/)CODEOWNERS$/.test(file.path) && file.diff.hunks.length > 0) {
        const message = `${file.path} decides who must approve.`
        return [{ title: 'Owners of code changed', message, file, subject: 'owners' }]
      }
      return file.category === 'docs' ? [] : madeExecutable(file)
    })
    const told = new Set(hits.map(({ file }) => file))
    return [...hits, ...mereChanges(view.files.filter((file) => file.category === 'ci' && !told.has(file)))]
  },
}

interface Danger {
  readonly shape: RegExp
  readonly title: string
  readonly message: string
  readonly severity: 'low' | 'medium' | 'high'
}

const DANGERS: readonly Danger[] = [
  {
    shape: /^\s*permissions:\s*write-all\b/,
    title: 'A workflow may write everything',
    message: 'Its token has every right.',
    severity: 'high',
  },
  {
    shape: /\bpull_request_target\b/,
    title: 'A workflow runs for strangers',
    message: 'It runs with the secrets of the repository on pull requests from forks.',
    severity: 'high',
  },
  {
    shape: /\b(?:curl|wget)\b[^|]*\|\s*(?:sudo\s+)?(?:ba|z)?sh\b/,
    title: 'A download is run unseen',
    message: 'What is fetched here runs without being checked.',
    severity: 'medium',
  },
  {
    shape: /^\s*continue-on-error:\s*true\b|\|\|\s*true\s*$/,
    title: 'A failure is swallowed',
    message: 'The step passes whatever happens.',
    severity: 'medium',
  },
  {
    shape: /^\s*(?:contents|packages|actions|id-token|deployments|security-events|pull-requests):\s*write\b/,
    title: 'A workflow gains a right',
    message: 'Its token may write.',
    severity: 'medium',
  },
  {
    shape: /\buses:\s*(?!\.\/)(?!actions\/|github\/)[\w.-]+\/[\w./-]+@(?:main|master|latest|v\d+)\s*$/,
    title: 'An action that may change',
    message: 'It is named by a branch or tag of someone else, not by a commit.',
    severity: 'low',
  },
  {
    shape: /^\s*privileged:\s*true\b|--privileged\b/,
    title: 'A container with all rights',
    message: 'It can reach the machine it runs on.',
    severity: 'high',
  },
]

const DOCKER = /(?:^|\/)(?:dockerfile[\w.-]*|docker-compose[\w.-]*\.ya?ml|compose\.ya?ml)$/i
const AGENT_SETTINGS =
  /(?:^|\/)\.(?:claude|gemini|qwen|codex|cursor)\/(?:settings(?:\.local)?\.json|config\.toml|hooks\.json|mcp\.json|permissions\.json)$|(?:^|\/)\.mcp\.json$/

function inAutomation(file: ViewedFile): RuleHit[] {
  if (file.diff.status === 'deleted') {
    const message = `${file.path} is gone.`
    return [{ title: 'Automation was removed', message, file, severity: 'medium', subject: 'gone' }]
  }
  return file.added.flatMap(({ line, code }): RuleHit[] => {
    const danger = DANGERS.find(({ shape }) => shape.test(code))
    if (danger === undefined || file.removed.has(line.text.trim())) return []
    const { title, message, severity } = danger
    return [{ title, message, severity, file, line }]
  })
}

/** Files of automation with nothing in them that stands out, in one finding. */
function mereChanges(files: readonly ViewedFile[]): RuleHit[] {
  const changed = files.filter(({ added, removed }) => added.length + removed.size > 0)
  const [first] = changed
  if (first === undefined) return []
  const gone = first.diff.hunks.flatMap(({ lines }) => lines).find(({ kind }) => kind === 'removed')
  const line = first.added.find(({ code }) => /\w/.test(code))?.line ?? gone
  const paths = changed.map(({ path }) => path)
  return [
    {
      message: `${paths.slice(0, 3).join(', ')}${paths.length > 3 ? ` and ${paths.length - 3} more` : ''}: what runs by itself changed.`,
      file: first,
      ...(line === undefined ? {} : { line }),
      subject: paths.join('\n'),
      severity: 'info',
    },
  ]
}

function inAgentSettings(file: ViewedFile): RuleHit[] {
  const rights = file.added.filter(({ text }) => RIGHTS.test(text))
  const commands = file.added.filter(({ text }) => /"command"\s*:/.test(text) && !file.removed.has(text.trim()))
  const [right] = rights
  const [command] = commands
  return [
    ...(right === undefined
      ? []
      : [
          {
            title: 'A coding agent gains rights',
            message: 'It may run commands without asking.',
            file,
            line: right.line,
            severity: 'high' as const,
          },
        ]),
    ...(command === undefined
      ? []
      : [
          {
            title: 'A coding agent runs commands by itself',
            message: `${commands.length === 1 ? 'One command runs' : `${commands.length} commands run`} for everybody who opens the project.`,
            file,
            line: command.line,
            severity: 'medium' as const,
            subject: commands.map(({ text }) => text).join('\n'),
          },
        ]),
  ]
}

const RIGHTS =
  /"(?:Bash|Shell|run_shell_command)(?:\(\*\)|\(\*:\*\))?"|bypassPermissions|danger-full-access|approval_policy\s*=\s*"never"|yolo/i

function madeExecutable(file: ViewedFile): RuleHit[] {
  const { oldMode, newMode, status } = file.diff
  if (
    newMode === undefined ||
    !newMode.endsWith('755') ||
    status === 'added' ||
    oldMode === undefined ||
    oldMode === newMode
  )
    return []
  return [
    {
      title: 'A file became executable',
      message: `${file.path} went from mode ${oldMode} to ${newMode}.`,
      file,
      subject: 'mode',
      severity: 'info',
    },
  ]
}
