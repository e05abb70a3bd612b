import { existsSync } from 'node:fs'
import { resolve } from 'node:path'

/** A file and the lines of it that are asked for. */
export interface FileWords {
  readonly file: string
  /** From 1. */
  readonly first: number
  readonly last: number
}

/** `a.ts`, `a.ts:12` or `a.ts:12-20`; a file that is called so is meant as it is. */
export function fileWords(typed: string, cwd: string): FileWords {
  const all = { file: typed, first: 1, last: Number.POSITIVE_INFINITY }
  const [, file, from, to] = /^(.+):(\d+)(?:-(\d+))?$/.exec(typed) ?? []
  if (file === undefined || from === undefined || existsSync(resolve(cwd, typed))) return all
  return { file, first: Number(from), last: Number(to ?? from) }
}
