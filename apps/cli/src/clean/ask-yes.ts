import type { Context } from '../context.ts'

/** Asks on stderr and reads one line; only `y` and `yes` mean yes. */
export async function askYes({ host }: Pick<Context, 'host'>, question: string): Promise<boolean> {
  host.stderr.write(`${question} [y/N] `)
  let answer = ''
  for await (const chunk of host.stdin) {
    answer += new TextDecoder().decode(chunk)
    if (answer.includes('\n')) break
  }
  return /^y(?:es)?\s*$/i.test(answer.split('\n')[0] ?? '')
}
