/** More is no status line's input and is not read. */
export const MAX_INPUT_BYTES: number = 1 << 20

/** What Claude Code tells a status line on stdin, as far as it is shown. Everything may be missing. */
export interface StatusInput {
  readonly model?: string
  /** Share of the context window in use, 0–100. */
  readonly contextPercent?: number
  /** US dollars of this session by Claude Code's own reckoning. */
  readonly sessionUsd?: number
  readonly project?: string
}

/** Reads the input (https://code.claude.com/docs/en/statusline); anything that is none gives nothing. */
export function readStatusInput(text: string): StatusInput {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return {}
  }
  const input = recordOf(value)
  const model = recordOf(input['model'])
  const context = recordOf(input['context_window'])
  const workspace = recordOf(input['workspace'])
  const name = textOf(model['display_name']) ?? textOf(model['id'])
  const contextPercent = percentOf(context)
  const sessionUsd = numberOf(recordOf(input['cost'])['total_cost_usd'])
  const project = textOf(workspace['project_dir']) ?? textOf(workspace['current_dir']) ?? textOf(input['cwd'])
  return {
    ...(name === undefined ? {} : { model: name }),
    ...(contextPercent === undefined ? {} : { contextPercent }),
    ...(sessionUsd === undefined ? {} : { sessionUsd }),
    ...(project === undefined ? {} : { project }),
  }
}

/** The share itself, or told from the tokens of the last request. */
function percentOf(context: Readonly<Record<string, unknown>>): number | undefined {
  const told = numberOf(context['used_percentage'])
  if (told !== undefined) return told
  const size = numberOf(context['context_window_size'])
  const usage = recordOf(context['current_usage'])
  const used = ['input_tokens', 'cache_creation_input_tokens', 'cache_read_input_tokens']
    .map((key) => numberOf(usage[key]))
    .filter((number) => number !== undefined)
  if (size === undefined || size === 0 || used.length === 0) return undefined
  return (used.reduce((sum, number) => sum + number, 0) / size) * 100
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {}
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}

function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : undefined
}
