import { fileCategory } from '@ses/model'
import type { Changes } from './changes-of.ts'
import { projectPath } from './project-path.ts'
import type { SessionFacts } from './session-facts.ts'

/** Extensions of languages for which a test file is customary. */
const CODE =
  /\.(?:[cm]?[jt]sx?|vue|svelte|py|go|rs|java|kt|kts|scala|groovy|cs|fs|vb|rb|php|swift|m|mm|dart|ex|exs|erl|clj|cljs|c|cc|cpp|cxx|hs|ml|lua|pl|pm|r|jl|zig|nim|cr|sh)$/i

/** Source files that hold declarations or wiring only; nobody tests them apart. */
const UNTESTED =
  /\.d\.[cm]?ts$|(?:^|\/)(?:__init__|__main__|conftest|setup|doc|mod|package-info|module-info|types?|constants?|version)\.\w+$|(?:^|\/)(?:examples?|samples?|scripts?|bin|tools)\//i

/**
 * Changed source files whose test was neither changed, read nor named in a command. A test belongs to a file when its name without
 * `test`, `spec` and their like is the file's name (`auth.test.ts`, `test_auth.py`, `AuthTest.java`, `auth_spec.rb`), or, for Go,
 * when it lies in the same directory; Rust files that hold `#[cfg(test)]` in a recorded change test themselves.
 */
export function filesWithoutTests(facts: SessionFacts, changes: Changes): string[] {
  const sources = changes.files.filter(
    (file) => !file.deleted && file.category === 'source' && CODE.test(file.path) && !UNTESTED.test(file.path),
  )
  if (sources.length === 0) return []
  const stems = new Set<string>()
  const goDirectories = new Set<string>()
  const selfTested = new Set<string>()
  const see = (path: string): void => {
    if (fileCategory(path) !== 'test') return
    stems.add(testStem(path))
    if (path.endsWith('_test.go')) goDirectories.add(directoryOf(path))
  }
  for (const { call } of facts.calls) {
    for (const touch of call.files) {
      see(projectPath(touch))
      if (/\.rs$/.test(touch.path) && (touch.after?.includes('#[cfg(test)]') || touch.before?.includes('#[test]')))
        selfTested.add(projectPath(touch))
    }
    if (call.command !== undefined && call.commandKinds?.includes('test') === true) {
      for (const word of call.command.slice(0, 4000).split(/[\s'"=:]+/)) if (word.includes('.')) see(word)
    }
  }
  return sources
    .filter((file) => {
      if (selfTested.has(file.path) || stems.has(stemOf(file.path))) return false
      if (file.path.endsWith('.go') && goDirectories.has(directoryOf(file.path))) return false
      // `auth/index.ts` is tested by `auth.test.ts` or `auth/auth.test.ts`.
      return !(/^(?:index|main|mod|lib)$/.test(stemOf(file.path)) && stems.has(stemOf(directoryOf(file.path))))
    })
    .map((file) => file.path)
}

function directoryOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')))
}

/** File name without directories and extensions, lower case. */
function stemOf(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1)
  const dot = name.indexOf('.', 1)
  return (dot < 0 ? name : name.slice(0, dot)).toLowerCase()
}

function testStem(path: string): string {
  return stemOf(path)
    .replace(/^(?:tests?[_-]|spec[_-])/, '')
    .replace(/[_-]?(?:unit|integration|e2e)?[_-]?(?:tests?|specs?|it)$/, '')
}
