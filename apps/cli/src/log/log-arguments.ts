/** What the command line of a hook says. */
export interface LogArguments {
  /** Name of the event; empty when none was given. */
  readonly hook: string
  /** A well-formed agent id; `unknown` when none was given. */
  readonly agent: string
  /** The payload, where the agent puts it behind the command instead of on stdin. */
  readonly payload?: string
}

/** Reads `<event> --agent <id> [<payload>]` in any order; never complains. */
export function readLogArguments(args: readonly string[]): LogArguments {
  let agent = ''
  let payload: string | undefined
  const words: string[] = []
  for (let at = 0; at < args.length; at++) {
    const arg = args[at] as string
    if (arg === '--agent') agent = args[++at] ?? ''
    else if (arg.startsWith('--agent=')) agent = arg.slice('--agent='.length)
    else if (arg.startsWith('{')) payload = arg
    else if (!arg.startsWith('-')) words.push(arg)
  }
  return {
    hook: words[0] ?? '',
    agent: /^[a-z0-9][a-z0-9-]{0,63}$/.test(agent) ? agent : 'unknown',
    ...(payload === undefined ? {} : { payload }),
  }
}
