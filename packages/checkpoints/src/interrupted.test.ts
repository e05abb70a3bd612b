import { spawn } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { createRepository, type TestRepository } from './fixtures/test-repository.ts'
import { listSnapshots } from './list-snapshots.ts'
import { rewind, undoRewind } from './rewind.ts'
import type { Snapshot } from './snapshot.ts'
import { takeSnapshot } from './take-snapshot.ts'

/** Every step takes a second; with SES_FUZZ set, each of them is tried. */
const STRIDE = process.env['SES_FUZZ'] === undefined ? 5 : 1

/** A work tree in which files are to be written, removed and replaced by folders and links. */
async function prepare(): Promise<{ repository: TestRepository; target: Snapshot; was: object; became: object }> {
  const repository = createRepository()
  repository.write('changed.txt', 'one\n')
  repository.write('removed/by/agent.txt', 'r\n')
  repository.write('folder/now', 'f\n')
  repository.commit('first')
  repository.write('untracked.txt', 'u\n')
  repository.link('link', 'changed.txt')
  const shadow = await repository.shadow()
  const { snapshot: target } = await takeSnapshot(shadow, { session: 's', kind: 'prompt', turn: 1 })
  const was = repository.files()
  repository.write('changed.txt', 'two\n', 0o755)
  repository.remove('removed')
  repository.remove('folder')
  repository.write('folder', 'a file now\n')
  repository.remove('link')
  repository.write('link/is/a/folder', 'now\n')
  repository.write('made/by/agent.txt', 'm\n')
  repository.remove('untracked.txt')
  repository.commit('second')
  await takeSnapshot(shadow, { session: 's', kind: 'turn-end', turn: 1 })
  return { repository, target, was, became: repository.files() }
}

function temporaries(repository: TestRepository): string[] {
  return Object.keys(repository.files()).filter((path) => path.includes('.ses-'))
}

async function stopAt(repository: TestRepository, target: Snapshot, step: number, hard: boolean): Promise<boolean> {
  let steps = 0
  const shadow = await repository.shadow({
    onStep: () => {
      steps += 1
      if (steps === step) throw new Error('stopped')
    },
  })
  try {
    await rewind(shadow, { target, hard })
    return false
  } catch (error) {
    expect(error).toMatchObject({ message: 'stopped' })
    return true
  }
}

describe('a rewind that is stopped at any step', { timeout: 600_000 }, () => {
  it.each([false, true])(
    'is finished by the next command or was not begun, and can be undone (hard: %s)',
    async (hard) => {
      let last = 0
      for (let step = 1; ; step++) {
        const { repository, target, was, became } = await prepare()
        const stopped = await stopAt(repository, target, step, hard)
        const shadow = await repository.shadow()
        const begun = existsSync(repository.path('.git/ses/rewind.json'))
        await takeSnapshot(shadow, { session: 'other', kind: 'manual' })
        const now = repository.files()
        if (begun || !stopped) expect(now).toEqual(was)
        else expect([was, became]).toContainEqual(now)
        expect(existsSync(repository.path('.git/ses/rewind.json'))).toBe(false)
        expect(temporaries(repository)).toEqual([])
        if (JSON.stringify(now) !== JSON.stringify(became)) {
          await undoRewind(shadow, {})
          expect(repository.files()).toEqual(became)
          expect(repository.git('log', '-1', '--format=%s').trim()).toBe('second')
          expect(repository.git('diff', '--cached', '--name-only')).toBe('')
        }
        expect(repository.git('fsck', '--strict', '--no-dangling')).toBe('')
        repository.destroy()
        last = step
        if (!stopped) break
      }
      expect(last).toBeGreaterThan(20)
    },
  )

  it('survives kill -9', async () => {
    for (const step of STRIDE === 1 ? [9, 12, 15, 18, 22] : [15, 22]) {
      const { repository, target, was, became } = await prepare()
      expect(await killAt(repository, target, step)).toBe('SIGKILL')
      const begun = existsSync(repository.path('.git/ses/rewind.json'))
      const shadow = await repository.shadow()
      await takeSnapshot(shadow, { session: 'other', kind: 'manual' })
      expect(repository.files()).toEqual(begun || step > 18 ? was : became)
      expect(temporaries(repository)).toEqual([])
      expect(readdirSync(repository.path('.git/ses/repo')).filter((name) => name.endsWith('.lock'))).toEqual([])
      expect(repository.git('fsck', '--strict', '--no-dangling')).toBe('')
      repository.destroy()
    }
  })

  it('keeps what somebody changed before it was finished', async () => {
    const { repository, target, was } = await prepare()
    for (let step = 10; !existsSync(repository.path('.git/ses/rewind.json')); step++)
      await stopAt(repository, target, step, false)
    repository.write('changed.txt', 'by hand, in between\n')
    await takeSnapshot(await repository.shadow(), { session: 'other', kind: 'manual' })
    expect(repository.files()).toEqual({ ...was, 'changed.txt': 'plain by hand, in between\n' })
    repository.destroy()
  })
})

describe('a snapshot that is stopped at any step', { timeout: 600_000 }, () => {
  it('leaves a sound repository, and the next one is right', async () => {
    for (let step = 1; ; step++) {
      const repository = createRepository()
      repository.write('a.txt', 'one\n')
      await takeSnapshot(await repository.shadow(), { session: 's', kind: 'prompt', turn: 1 })
      repository.write('a.txt', 'two\n')
      repository.write('b.txt', 'b\n')
      let steps = 0
      const failing = await repository.shadow({
        onStep: () => {
          steps += 1
          if (steps === step) throw new Error('stopped')
        },
      })
      const stopped = await takeSnapshot(failing, { session: 's', kind: 'prompt', turn: 2 }).then(
        () => false,
        () => true,
      )
      repository.git('gc', '-q', '--prune=now')
      repository.write('a.txt', 'three\n')
      const shadow = await repository.shadow()
      const { snapshot } = await takeSnapshot(shadow, { session: 'next', kind: 'prompt', turn: 3 })
      expect(repository.git('ls-tree', '-r', '--name-only', snapshot.tree)).toBe('a.txt\nb.txt\n')
      expect(repository.git('cat-file', 'blob', `${snapshot.tree}:a.txt`)).toBe('three\n')
      expect(repository.git('fsck', '--strict', '--no-dangling')).toBe('')
      expect((await listSnapshots(shadow)).length).toBeGreaterThanOrEqual(2)
      repository.destroy()
      if (!stopped) break
    }
  })
})

describe('many at once', { timeout: 120_000 }, () => {
  it('never corrupt anything and lose no snapshot: 16 snapshots of one work tree by different callers', async () => {
    const repository = createRepository()
    repository.write('a.txt', 'one\n')
    const turns = Array.from({ length: 16 }, (_, turn) => turn)
    await Promise.all(
      turns.map(async (turn) => {
        const shadow = await repository.shadow()
        return takeSnapshot(shadow, { session: `s${turn % 3}`, kind: 'prompt', turn })
      }),
    )
    expect(await listSnapshots(await repository.shadow())).toHaveLength(16)
    expect(repository.git('fsck', '--strict', '--no-dangling')).toBe('')
    repository.destroy()
  })
})

function killAt(repository: TestRepository, target: Snapshot, step: number): Promise<string | null> {
  const fixture = (name: string) => fileURLToPath(new URL(`fixtures/${name}`, import.meta.url))
  const args = ['--conditions=@ses/source', '--import', fixture('typescript-loader.mjs'), fixture('stopped-rewind.ts')]
  const child = spawn(process.execPath, [...args, repository.root, target.id, String(step)], {
    env: repository.env as NodeJS.ProcessEnv,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('exit', (_, signal) => resolve(signal))
  })
}
