// `npm run eval [-- agents|types|patterns|secrets]`: bundles the evaluation from source and runs it; needs transcripts (SES_CORPUS) and labels.
import { join } from 'node:path'
import { build } from 'tsup'
import { install, root, run } from './workspace.mjs'

install()
const outDir = join(root, 'node_modules', '.ses', 'eval')
await build({
  entry: [join(root, 'eval/run.ts')],
  outDir,
  config: false,
  format: 'esm',
  target: 'node20',
  silent: true,
  noExternal: [/./],
  esbuildOptions: (options) => {
    options.conditions = ['@ses/source']
  },
})
process.exit(run(process.execPath, [join(outDir, 'run.js'), ...process.argv.slice(2)]))
