/** What a rule must know of a language to tell code from comments and strings. */
export interface Language {
  readonly id:
    | 'js'
    | 'python'
    | 'go'
    | 'rust'
    | 'jvm'
    | 'dotnet'
    | 'c'
    | 'php'
    | 'ruby'
    | 'shell'
    | 'sql'
    | 'swift'
    | 'dart'
    | 'data'
  /** Starts of a comment that runs to the end of the line. */
  readonly comments: readonly string[]
  /** Start and end of a comment over several lines. */
  readonly block?: readonly [string, string]
  /** Quotes of strings that end with their line. */
  readonly quotes: string
  /** Quotes of strings that may span lines, the longest first. */
  readonly longQuotes: readonly string[]
}

const slashes = { comments: ['//'], block: ['/*', '*/'] } as const

const js: Language = { id: 'js', ...slashes, quotes: `'"`, longQuotes: ['`'] }
const python: Language = { id: 'python', comments: ['#'], quotes: `'"`, longQuotes: ['"""', "'''"] }
const go: Language = { id: 'go', ...slashes, quotes: `"'`, longQuotes: ['`'] }
// A quote in Rust starts a lifetime as often as a character.
const rust: Language = { id: 'rust', ...slashes, quotes: '"', longQuotes: [] }
const jvm: Language = { id: 'jvm', ...slashes, quotes: `"'`, longQuotes: ['"""'] }
const dotnet: Language = { id: 'dotnet', ...slashes, quotes: `"'`, longQuotes: ['"""'] }
const c: Language = { id: 'c', ...slashes, quotes: `"'`, longQuotes: [] }
const php: Language = { id: 'php', comments: ['//', '#'], block: ['/*', '*/'], quotes: `"'`, longQuotes: [] }
const ruby: Language = { id: 'ruby', comments: ['#'], block: ['=begin', '=end'], quotes: `"'`, longQuotes: [] }
const shell: Language = { id: 'shell', comments: ['#'], quotes: `"'`, longQuotes: [] }
const sql: Language = { id: 'sql', comments: ['--'], block: ['/*', '*/'], quotes: "'", longQuotes: [] }
const swift: Language = { id: 'swift', ...slashes, quotes: '"', longQuotes: ['"""'] }
const dart: Language = { id: 'dart', ...slashes, quotes: `"'`, longQuotes: ['"""', "'''"] }
const data: Language = { id: 'data', comments: ['#'], quotes: `"'`, longQuotes: [] }

const EXTENSIONS: ReadonlyMap<string, Language> = new Map(
  (
    [
      [js, 'js jsx ts tsx mjs cjs mts cts vue svelte astro'],
      [python, 'py pyi pyx'],
      [go, 'go'],
      [rust, 'rs'],
      [jvm, 'java kt kts scala groovy gradle'],
      [dotnet, 'cs fs vb'],
      [c, 'c h cc cpp cxx hpp hh m mm proto'],
      [php, 'php'],
      [ruby, 'rb rake gemspec'],
      [shell, 'sh bash zsh fish'],
      [sql, 'sql'],
      [swift, 'swift'],
      [dart, 'dart'],
      [data, 'yml yaml toml tf'],
    ] as const
  ).flatMap(([language, names]) => names.split(' ').map((name) => [name, language] as const)),
)

/** The language of a path by its extension; undefined for prose, data without comments, and what is not known. */
export function languageOf(path: string): Language | undefined {
  const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase()
  if (name === 'dockerfile' || name.startsWith('dockerfile.') || name === 'makefile') return shell
  return EXTENSIONS.get(name.slice(name.lastIndexOf('.') + 1))
}
