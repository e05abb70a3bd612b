import { fileURLToPath } from 'node:url'
import { patientFs, promptFs } from '@ses/capture'
import type { Context } from '../context.ts'
import type { Input } from '../input.ts'
import type { Stdin } from './read-stdin.ts'
import { runLog } from './run-log.ts'

/** Records a hook call from within the ordinary command line; exits 0 and prints nothing, as the hook program does. */
export async function runLogCommand({ host }: Context, input: Input): Promise<number> {
  const agent = input.text('agent')
  await runLog([...input.words, ...(agent === undefined ? [] : ['--agent', agent])], {
    env: host.env,
    cwd: host.cwd,
    home: host.home,
    now: host.now,
    stdin: () => readAll(host.stdin),
    promptFs,
    patientFs,
    node: process.execPath,
    bin: fileURLToPath(new URL('./bin.cjs', import.meta.url)),
  })
  return 0
}

async function readAll(stdin: Context['host']['stdin']): Promise<Stdin> {
  const chunks: Uint8Array[] = []
  if (stdin.isTTY !== true) for await (const chunk of stdin) chunks.push(chunk)
  return { bytes: Buffer.concat(chunks), cut: false, stalled: false }
}
