import { textOf } from '../evidence.ts'
import type { TypeCue } from '../type-cue.ts'

const COMMAND =
  /\b(?:npm (?:update|upgrade|outdated)|pnpm (?:up|update|outdated)|yarn (?:up|upgrade)|bun update|npx (?:npm-check-updates|ncu)|ncu -u|go get -u|cargo (?:update|upgrade)|pip3? install (?:-U|--upgrade)|uv lock --upgrade|poetry update|bundle update|composer update|dotnet outdated|brew upgrade|nix flake update)\b/
const REQUEST =
  /\b(?:upgrade|bump|update)\b.{0,40}\b(?:dep(?:endenc(?:y|ies)|s)|version|packages?|to v?\d|librar(?:y|ies)|module)\b|\bmigrate (?:to|from) \S+ ?v?\d|\b(?:use|pin|target|require|(?:switch|move|go) to)\b[^.?!]{0,30}\bv?\d+\.\d+/i

/** Dependencies were brought up to date, by command or by request. */
export const upgradeCommands: TypeCue = {
  id: 'upgrade_commands',
  title: 'Dependencies were upgraded',
  judge: ({ commands, requests, files }) => {
    const touched = files.some((file) => file.category === 'dependency')
    const run = touched ? commands.filter((command) => COMMAND.test(textOf(command).slice(0, 2000))) : []
    const asked = requests.filter((goal) => REQUEST.test(textOf(goal)))
    if (run.length === 0 && asked.length === 0) return []
    const weight = (run.length > 0 ? 1.2 : 0) + (asked.length > 0 ? 1.8 * (asked.length / requests.length) : 0)
    return [
      {
        type: 'upgrade',
        weight,
        detail: 'dependencies were asked to be, or were, brought up to date',
        seen: [...asked, ...run],
      },
    ]
  },
}
