// `npm run fuzz [-- <inputs>]`: the laws of masking on a million random inputs each, and the authors of lines in one random history for
// each ten thousand of them; takes about half an hour.
import { install, run } from './workspace.mjs'

const inputs = process.argv[2] ?? '1000000'
if (!/^[1-9]\d*$/.test(inputs)) {
  process.stderr.write(`fuzz: "${inputs}" is no number of inputs\n  fix: npm run fuzz -- 100000\n`)
  process.exit(2)
}
install()
const tests = ['packages/secrets/src/laws.test.ts', 'packages/checkpoints/src/blame/authorship.test.ts']
const env = { SES_FUZZ: inputs, SES_FUZZ_BLAME: String(Math.ceil(Number(inputs) / 10_000)) }
process.exit(run('vitest', ['run', ...tests, '--testTimeout=7200000'], { env }))
