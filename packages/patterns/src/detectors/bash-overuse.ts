import type { ShellCommand } from '@ses/model'
import type { Detector } from '../detector.ts'
import { type DedicatedTool, offeredTools } from '../offered-tools.ts'
import { listed } from '../quote.ts'
import type { CallView } from '../session-view.ts'

/** Shell commands for what a dedicated tool on offer does better. */
export const bashOveruse: Detector = {
  id: 'bash_overuse',
  title: 'Shell instead of tools',
  description: 'Shell commands did what a dedicated tool offered to the agent does (read, search, find, edit).',
  severity: 'info',
  advice: 'Use the dedicated read, search and edit tools instead of cat, grep, find or sed in the shell.',
  unit: 'shell_calls',
  thresholds: {
    bash_overuse_calls: { default: 3, description: 'Such commands from which it is reported.' },
  },
  detect(view, context) {
    const offered = offeredTools(view)
    if (offered.size === 0) return []
    const shell = view.calls.filter((call) => call.event.action === 'shell')
    const replaceable = shell.flatMap((call) => {
      const tool = replacementOf(call)
      return tool !== undefined && offered.has(tool) ? [{ call, tool }] : []
    })
    if (replaceable.length < context.threshold('bash_overuse_calls')) return []
    const programs = [...new Set(replaceable.map(({ call }) => mainCommand(call.shell)?.words[0] ?? ''))]
    return [
      {
        events: replaceable.map(({ call }) => call.event.id),
        detail: `${replaceable.length} of ${shell.length} shell calls had a dedicated tool: ${listed(programs)}`,
        count: replaceable.length,
      },
    ]
  },
}

const SILENT = new Set(['cd', 'pushd', 'popd', 'echo', 'true', ':', 'set', 'export'])

function mainCommand(commands: readonly ShellCommand[]): ShellCommand | undefined {
  return commands.find((command) => !SILENT.has(command.words[0] ?? ''))
}

/** The tool that could have done all of a call's work; a pipeline or a mixed line does more than one tool can. */
function replacementOf(call: CallView): DedicatedTool | undefined {
  // Lines of several kinds are no candidates; telling so is cheaper than parsing them.
  const [kind, ...more] = call.event.commandKinds ?? []
  if (more.length > 0 || (kind !== 'read' && kind !== 'search' && kind !== 'edit')) return undefined
  const { shell } = call
  const working = shell.filter((command) => !SILENT.has(command.words[0] ?? ''))
  const [only] = working
  if (only === undefined || working.length > 1) return undefined
  if (working.some((command) => command.next === '|') || shell.some((command) => command.heredocs.length > 1))
    return undefined
  return toolFor(only)
}

function toolFor(command: ShellCommand): DedicatedTool | undefined {
  const [program = '', ...rest] = command.words
  const words = rest.filter((word) => !word.startsWith('-'))
  const options = rest.filter((word) => word.startsWith('-'))
  const writes = command.redirects.some((redirect) => redirect.operator !== '<' && redirect.target !== '/dev/null')
  if (program === 'cat' && command.heredocs.length === 1) return writes ? 'write' : undefined
  if (writes) return undefined
  if (program === 'sed') {
    if (options.some((option) => option.startsWith('-i') || option === '--in-place')) return 'edit'
    return options.includes('-n') && words.length === 2 ? 'read' : undefined
  }
  // One file only: one shell call may read several at once, the tool takes one.
  if (program === 'cat' || program === 'head') {
    const files = words.filter((word) => !/^\d+$/.test(word))
    return files.length === 1 && !/[*?$]/.test(files[0] ?? '') ? 'read' : undefined
  }
  if (/^(?:grep|egrep|fgrep|rg|ag|ack)$/.test(program)) return words.length > 0 ? 'search' : undefined
  if (program === 'find' || program === 'fd')
    return /-exec|-delete|-mtime|-newer|-size/.test(rest.join(' ')) ? undefined : 'find'
  return undefined
}
