import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { appendFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openShadow, takeSnapshot } from '@ses/checkpoints'
import { median, percentile, times } from './measure.mjs'

const ROUNDS = 11
const SIZES = [5000, 100_000]
const MANY = 1000

/** A snapshot of a work tree in which one file changed, by turns with plain git and a private index of its own. */
export async function checkpoints() {
  const rows = []
  for (const size of SIZES) rows.push(...(await atSize(size)))
  return rows
}

/** @param {number} size */
async function atSize(size) {
  const folder = mkdtempSync(join(tmpdir(), 'ses-bench-'))
  const env = {
    PATH: process.env['PATH'] ?? '',
    HOME: folder,
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_NOSYSTEM: '1',
  }
  const work = join(folder, 'work')
  mkdirSync(work)
  try {
    const git = (/** @type {string[]} */ args, /** @type {Record<string, string>} */ more = {}, input = '') => {
      const { status, stdout, stderr } = spawnSync('git', args, {
        cwd: work,
        env: { ...env, ...more },
        encoding: 'utf8',
        input,
      })
      if (status !== 0) throw new Error(`git ${args[0]}: ${stderr}`)
      return stdout.trim()
    }
    makeFiles(work, size)
    git(['init', '-q'])
    // A collection in the background would disturb both.
    git(['config', 'gc.auto', '0'])
    git(['config', 'maintenance.auto', 'false'])
    const plain = { GIT_INDEX_FILE: join(work, '.git/plain-index') }
    const who = ['-c', 'user.name=a', '-c', 'user.email=b']
    git(['add', '-A'])
    git([...who, 'commit', '-q', '-m', 'first'])
    let parent = git(['rev-parse', 'HEAD'])
    const shadow = await openShadow({ cwd: work, env })
    let turn = 0
    const change = () => {
      turn += 1
      appendFileSync(join(work, 'src/p1/d1/f1.ts'), `// ${turn}\n`)
    }
    const byGit = () => {
      git(['add', '-A'], plain)
      const tree = git(['write-tree'], plain)
      parent = git([...who, 'commit-tree', '-p', parent, '-m', 'turn', tree])
      git(['update-ref', 'refs/plain/turn', parent])
    }
    const bySes = async (session = 'bench') => {
      const own = await openShadow({ cwd: work, env })
      await takeSnapshot(own, { session, kind: 'turn-end', turn })
    }
    const compare = async (/** @type {string} */ what) => {
      /** @type {{ git: number[], ses: number[] }} */
      const taken = { git: [], ses: [] }
      for (let round = 0; round < ROUNDS; round++) {
        change()
        const started = process.hrtime.bigint()
        if (round % 2 === 0) byGit()
        else await bySes()
        const between = process.hrtime.bigint()
        if (round % 2 === 0) await bySes()
        else byGit()
        const ended = process.hrtime.bigint()
        const [first, second] = [Number(between - started) / 1e6, Number(ended - between) / 1e6]
        taken.git.push(round % 2 === 0 ? first : second)
        taken.ses.push(round % 2 === 0 ? second : first)
      }
      return {
        what,
        value: times(median(taken.ses) / median(taken.git)),
        against: `git, private index: ${median(taken.git).toFixed(0)} ms; ses ${median(taken.ses).toFixed(0)} ms (p95 ${times(percentile(taken.ses, 0.95) / percentile(taken.git, 0.95))})`,
        target: '≤ 1.3×',
      }
    }
    byGit()
    await bySes()
    const rows = [await compare(`snapshot, ${size} files, 1 session`)]
    if (size === SIZES[0]) {
      // Many sessions of one checkpoint and one session of many, made without looking at the work tree each time.
      const { snapshot } = await takeSnapshot(shadow, { session: 'bench', kind: 'prompt', turn: 0 })
      const text = (await shadow.backend.readCommit(snapshot.id)) ?? ''
      const numbered = (/** @type {number} */ at) => text.replace(/^Ses-Turn: .*$/m, `Ses-Turn: ${at}`)
      /** @type {string[]} */
      const paths = []
      const refs = []
      let last = snapshot.id
      const add = (/** @type {string} */ commit) => {
        const path = join(folder, `commit-${paths.length}`)
        writeFileSync(path, commit)
        paths.push(path)
        return createHash('sha1')
          .update(`commit ${Buffer.byteLength(commit)}\0${commit}`)
          .digest('hex')
      }
      for (let at = 1; at <= MANY; at++) {
        const root = add(numbered(at).replace(/^parent .*\n/m, ''))
        refs.push(`create refs/ses/shadow/main/s${at} ${root}\n`)
        last = add(numbered(at).replace(/^parent .*$/m, `parent ${last}`))
      }
      git(['hash-object', '-t', 'commit', '-w', '--stdin-paths', '--no-filters'], {}, paths.join('\n'))
      git(['update-ref', '--stdin'], {}, `${refs.join('')}update refs/ses/shadow/main/bench ${last}\n`)
      await bySes()
      rows.push(await compare(`snapshot, ${size} files, ${MANY} sessions, ${MANY} checkpoints`))
    }
    return rows
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** @param {string} work @param {number} size */
function makeFiles(work, size) {
  for (let made = 0, folder = 0; made < size; folder++) {
    const path = join(work, `src/p${folder % 50}/d${folder}`)
    mkdirSync(path, { recursive: true })
    for (let file = 0; file < 50 && made < size; file++, made++) {
      writeFileSync(join(path, `f${file}.ts`), `export const v${made} = ${made}\n${'\n'.repeat(made % 30)}`)
    }
  }
  writeFileSync(join(work, '.gitignore'), 'node_modules\ndist/\n*.log\n.env*\n')
}
