import { resolve } from 'node:path'
import { createMasker } from '@ses/secrets'
import { readTranscript } from '@ses/sources'
import type { Context } from '../context.ts'
import type { Input } from '../input.ts'
import { readMaskingKey } from '../masking-key.ts'
import { loadConfig } from '../settings.ts'
import { maskStream } from './mask-stream.ts'

/** Masks a file or stdin to stdout. With `--json` the one document on stdout is the report. */
export async function runMask(context: Context, input: Input): Promise<number> {
  const { host, json } = context
  const { masking } = await loadConfig(context)
  const key = readMaskingKey(context.places)
  const masker = createMasker({ ...masking, ...(key === undefined ? {} : { key }) })
  const [file] = input.words
  const bytes = file === undefined || file === '-' ? host.stdin : readTranscript(resolve(host.cwd, file))
  const silent = input.flag('check') || json
  const counts = new Map<string, number>()
  for await (const { text, rules } of maskStream(bytes, masker)) {
    for (const rule of rules) counts.set(rule, (counts.get(rule) ?? 0) + 1)
    if (!silent) host.stdout.write(text)
  }
  const sorted = [...counts].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
  const total = sorted.reduce((sum, [, number]) => sum + number, 0)
  if (json)
    context.printJson({ schema_version: 1, total, counts: Object.fromEntries(sorted), rule_set: masker.ruleSet })
  else if (input.flag('report') || (input.flag('check') && total > 0)) {
    host.stderr.write(
      total === 0
        ? 'no secret found\n'
        : sorted.map(([rule, number]) => `${String(number).padStart(6)}  ${rule}\n`).join(''),
    )
  }
  return input.flag('check') && total > 0 ? 1 : 0
}
