import { type McpServer, ResourceNotFoundError, ResourceTemplate } from '@modelcontextprotocol/server'
import { boundText } from './bound.ts'
import type { Services } from './services.ts'
import { argsOf, type CommandLine } from './tool.ts'

/** In UTF-16 units; a summary is far below it. */
const MAX_RESOURCE = 1_000_000
/** Sessions that `resources/list` names. */
const MAX_LISTED = 50

interface ListedName {
  readonly id: string
  readonly intent: string
}

/** `ses://session/{id}` a page, `ses://summary/{id}` its summary.json, `ses://pricing` the prices. */
export function addResources(server: McpServer, services: Services): void {
  const listed = async (kind: string, mimeType: string): Promise<{ uri: string; name: string; mimeType: string }[]> =>
    (await sessionsOf(services)).slice(0, MAX_LISTED).map(({ id, intent }) => ({
      uri: `ses://${kind}/${encodeURIComponent(id)}`,
      name: boundText(intent === '' ? id : intent, 200),
      mimeType,
    }))
  const complete = {
    id: async (start: string): Promise<string[]> =>
      (await sessionsOf(services))
        .map(({ id }) => id)
        .filter((id) => id.startsWith(start))
        .slice(0, 100),
  }
  const kinds = [
    {
      kind: 'session',
      title: 'What a session did',
      mimeType: 'text/markdown',
      line: (id: string): string[] => argsOf(lineOf('explain', id), '--md'),
    },
    {
      kind: 'summary',
      title: 'summary.json of a session',
      mimeType: 'application/json',
      line: (id: string): string[] => argsOf(lineOf('export', id)),
    },
  ] as const
  for (const { kind, title, mimeType, line } of kinds) {
    server.registerResource(
      kind,
      new ResourceTemplate(`ses://${kind}/{id}`, {
        list: async () => ({ resources: await listed(kind, mimeType) }),
        complete,
      }),
      { title, mimeType },
      async (uri, variables) => ({
        contents: [{ uri: uri.href, mimeType, text: await read(services, line(idOf(variables['id'])), uri.href) }],
      }),
    )
  }
  server.registerResource(
    'pricing',
    'ses://pricing',
    { title: 'Prices in use', mimeType: 'application/json' },
    async (uri) => ({
      contents: [
        {
          uri: uri.href,
          mimeType: 'application/json',
          text: await read(services, ['pricing', 'list', '--json'], uri.href),
        },
      ],
    }),
  )
}

const lineOf = (command: string, id: string): CommandLine => ({ command: [command], words: [id] })

/** An id may hold no slash, so that a resource never names a file. */
function idOf(variable: unknown): string {
  const id = decodeURIComponent(String(variable))
  if (!/^[^/\\]*[^/\\-][^/\\]*$/.test(id)) throw new ResourceNotFoundError(`ses://session/${encodeURIComponent(id)}`)
  return id
}

async function read(services: Services, args: readonly string[], uri: string): Promise<string> {
  const { exit, stdout } = await services.run(args)
  if (exit !== 0) throw new ResourceNotFoundError(uri)
  return boundText(stdout, MAX_RESOURCE)
}

async function sessionsOf(services: Services): Promise<readonly ListedName[]> {
  const { exit, stdout } = await services.run(['list', '--json'])
  if (exit !== 0) return []
  return (JSON.parse(stdout) as { sessions: ListedName[] }).sessions
}
