// `npm run fuzz [-- <inputs>]`: the laws of masking on a million random inputs each; takes about half an hour.
import { install, run } from './workspace.mjs'

const inputs = process.argv[2] ?? '1000000'
if (!/^[1-9]\d*$/.test(inputs)) {
  process.stderr.write(`fuzz: "${inputs}" is no number of inputs\n  fix: npm run fuzz -- 100000\n`)
  process.exit(2)
}
install()
const args = ['run', 'packages/secrets/src/laws.test.ts', '--testTimeout=7200000']
process.exit(run('vitest', args, { env: { SES_FUZZ: inputs } }))
