import { StdioServerTransport, serveStdio } from '@modelcontextprotocol/server/stdio'
import { createMcpServer } from '@ses/mcp'
import type { Context } from '../context.ts'
import type { Input } from '../input.ts'
import { createServices } from './create-services.ts'

/** Serves until the client closes stdin. Nothing but the protocol is written to stdout. */
export async function runMcp(context: Context, input: Input): Promise<number> {
  // What a dependency prints would break the protocol.
  for (const method of ['log', 'info', 'debug', 'warn'] as const) console[method] = console.error
  const services = createServices(
    context,
    (input.text('root') ?? '').split(',').filter((root) => root !== ''),
  )
  const transport = new StdioServerTransport(process.stdin, process.stdout)
  const closed = new Promise<void>((done) => {
    process.stdin.once('end', () => done())
    process.stdin.once('close', () => done())
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => done())
  })
  const handle = serveStdio(() => createMcpServer(services, context.version), {
    transport,
    onerror: (error) => context.debug('mcp', { message: error.message }),
  })
  await closed
  await handle.close()
  return 0
}
