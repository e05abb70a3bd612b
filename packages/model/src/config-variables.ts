const prefixes = ['SES_', 'OPENAI_', 'ANTHROPIC_']
const names: ReadonlySet<string> = new Set(['AI_MODEL', 'NO_COLOR', 'FORCE_COLOR', 'COLUMNS', 'TZ'])

/**
 * Whether `env` of a config may set a variable: those that ses itself reads, and no others. A config may come with a repository, and what
 * git, Node or a loader read from the environment would run commands of its author.
 */
export function isConfigVariable(name: string): boolean {
  return names.has(name) || prefixes.some((prefix) => name.startsWith(prefix))
}
