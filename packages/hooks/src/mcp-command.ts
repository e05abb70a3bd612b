import type { HookCommand } from './hook-command.ts'

/** What an agent starts to ask ses: program and arguments. */
export function mcpCommand({ bundle }: HookCommand): readonly [program: string, ...args: string[]] {
  if (bundle === undefined) return ['ses', 'mcp']
  // The command line lies beside the hook program.
  return [bundle.node, bundle.script.replace(/[^/\\]+$/, 'bin.cjs'), 'mcp']
}

/** Whether a program with its arguments is ses as a server, however it is started. */
export function isMcpCommand(words: readonly unknown[]): boolean {
  const [program, ...args] = words
  if (typeof program !== 'string' || args.at(-1) !== 'mcp') return false
  if (args.length === 1) return /(?:^|[/\\])ses(?:\.cmd|\.exe)?$/.test(program)
  return args.length === 2 && typeof args[0] === 'string' && /[/\\]bin\.cjs$/.test(args[0])
}
