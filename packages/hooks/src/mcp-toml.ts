import { SesError } from '@ses/model'
import { parse } from 'smol-toml'
import { isMcpCommand, mcpCommand } from './mcp-command.ts'
import type { HookFile } from './registration.ts'

const HEAD = '[mcp_servers.ses]'

/** A table of its own at the end of Codex's config.toml; the rest of the file keeps its bytes. A server somebody else called `ses` is left alone. */
export const mcpToml: Pick<HookFile, 'register' | 'unregister' | 'inspect'> = {
  register: (text = '', command) => {
    const bare = withoutTable(text)
    if (serverIn(bare) !== undefined) return text
    const [program, ...args] = mcpCommand(command)
    const eol = /\r?\n/.exec(bare)?.[0] ?? '\n'
    const lead = bare === '' ? '' : bare.endsWith('\n') ? eol : eol + eol
    // A text of JSON is one of TOML too.
    return `${bare}${lead}${[HEAD, `command = ${JSON.stringify(program)}`, `args = ${JSON.stringify(args)}`, ''].join(eol)}`
  },
  unregister: (text, made) => {
    const bare = withoutTable(text)
    return made && bare.trim() === '' ? undefined : bare
  },
  inspect: (text) => (withoutTable(text) === text ? [] : [{ event: 'mcp', position: '0:0', line: 'ses mcp' }]),
}

/** Exactly what `register` puts there, with the empty line before it. */
function withoutTable(text: string): string {
  const found =
    /(?:^|(?<end>\r?\n)(?<blank>\r?\n))\[mcp_servers\.ses\]\r?\ncommand = ("[^\n]*")\r?\nargs = (\[[^\n]*\])\r?\n/.exec(
      text,
    )
  if (found === null) return text
  const [whole, , , program = '""', args = '[]'] = found
  if (!isMcpCommand([JSON.parse(program), ...(JSON.parse(args) as unknown[])])) return text
  const before = text.slice(0, found.index)
  const after = text.slice(found.index + whole.length)
  // Of the two line ends before the table one may have been the file's own; it is told by whether the file had one.
  return `${before}${found.groups?.['end'] === undefined ? '' : found.groups['end']}${after}`
}

function serverIn(text: string): unknown {
  try {
    const servers = parse(text.replace(/^\ufeff/, ''))['mcp_servers']
    return typeof servers === 'object' && servers !== null ? (servers as Record<string, unknown>)['ses'] : undefined
  } catch {
    throw new SesError('config_invalid', 'not TOML that can be read')
  }
}
