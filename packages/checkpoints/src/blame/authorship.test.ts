import { describe, expect, it } from 'vitest'
import { createPlay } from '../fixtures/authorship-play.ts'
import { createRepository } from '../fixtures/test-repository.ts'
import type { BlamedLine, LineShare } from './author.ts'
import { openBlame } from './blame-file.ts'

/** Plays; more are played by `npm run fuzz`. */
const plays = Number(process.env['SES_FUZZ_BLAME'] ?? 3)
const first = Number(process.env['SES_FUZZ_SEED'] ?? 1)

describe('every edit writes words that occur once', () => {
  it('so that at least 99 % of the lines are right, through commits, amends, rebases, squashes and cherry-picks', async () => {
    const wrong: string[] = []
    let lines = 0
    for (let seed = first; seed < first + plays; seed++) {
      const result = await play(seed, 10)
      lines += result.lines
      wrong.push(...result.wrong.map((line) => `seed ${seed}: ${line}`))
    }
    expect(lines).toBeGreaterThan(20 * plays)
    expect(wrong.slice(0, Math.ceil(lines / 100)), `${wrong.length} of ${lines}`).toEqual(wrong)
    if (process.env['SES_FUZZ_BLAME'] !== undefined)
      process.stdout.write(`blame: ${wrong.length} of ${lines} lines wrong\n${wrong.join('\n')}\n`)
  }, 7_200_000)
})

async function play(seed: number, steps: number): Promise<{ lines: number; wrong: string[] }> {
  const repository = createRepository()
  try {
    const shadow = await repository.shadow()
    const { writers, run, log } = createPlay(repository, shadow, numbers(seed))
    await run(steps)
    const blame = await openBlame(shadow)
    const blamed = await blame.file('play.txt')
    await blame.close()
    const wrong = blamed.flatMap((line) => {
      const truth = [...new Set((line.text.match(/\w+/g) ?? []).map((word) => writers.get(word) ?? '?'))].sort()
      const said = [...new Set(line.shares.map(writerOf))].sort()
      return truth.join() === said.join() ? [] : [`${line.text}: ${truth.join()}, not ${said.join()} (${kindOf(line)})`]
    })
    if (wrong.length > 0 && process.env['SES_FUZZ_LOG'] !== undefined) process.stdout.write(`${log.join('\n')}\n`)
    return { lines: blamed.length, wrong }
  } finally {
    repository.destroy()
  }
}

function writerOf({ author }: LineShare): string {
  return author.kind === 'agent' ? author.turn.session : author.kind
}

function kindOf({ kind, shares }: BlamedLine): string {
  return `${kind}: ${JSON.stringify(shares)}`
}

/** Mulberry32. */
function numbers(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}
