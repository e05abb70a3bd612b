// `npm run ses -- <args>`: installs and builds what is missing or changed, then runs the CLI in this process.
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build, install, root } from './workspace.mjs'

install()
build('@ses/cli')

// npm runs scripts in the root of the repository; the CLI belongs where the user typed the command.
const typedIn = process.env['INIT_CWD']
if (typedIn && process.env['npm_lifecycle_event'] === 'ses') process.chdir(typedIn)

const entry = join(root, 'apps/cli/dist/bin.cjs')
process.argv[1] = entry
await import(pathToFileURL(entry).href)
