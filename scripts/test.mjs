// `npm test [-- <vitest arguments>]`: install, build, then the complete suite.
import { build, install, run } from './workspace.mjs'

install()
build()
process.exit(run('vitest', ['run', ...process.argv.slice(2)]))
