import { basename, dirname, extname } from 'node:path'
import { listFolder } from '../list-folder.ts'
import { peekText } from '../peek-rows.ts'
import type { FileLayout, FileRelation } from './file-layout.ts'

/** `chats/<parent session>/<id>.jsonl` are sub-agents; a document beside the `.jsonl` that it was moved into is its older state. */
export const geminiCli: FileLayout = {
  agent: 'gemini-cli',
  relate: async (files) => {
    const folders = new Map<string, string[]>()
    for (const file of files) {
      if (basename(dirname(file)) !== 'chats') continue
      const chats = folders.get(dirname(file))
      if (chats === undefined) folders.set(dirname(file), [file])
      else chats.push(file)
    }
    return [...(await olderStates(folders)), ...(await subagents(files, folders))]
  },
  around: async (path) => {
    const folder = dirname(path)
    if (basename(folder) !== 'chats') return []
    const chats = await listFolder(folder, isTranscript)
    const deeper = await listFolder(folder, (name) => extname(name) === '')
    const children = await Promise.all(deeper.map((child) => listFolder(child, (name) => name.endsWith('.jsonl'))))
    return [...chats, ...children.flat()]
  },
}

function isTranscript(name: string): boolean {
  return /\.jsonl?$/.test(name)
}

async function olderStates(folders: ReadonlyMap<string, readonly string[]>): Promise<FileRelation[]> {
  const relations: FileRelation[] = []
  for (const chats of folders.values()) {
    const rows = chats.filter((file) => file.endsWith('.jsonl'))
    for (const file of rows.length === 0 ? [] : chats.filter((chat) => chat.endsWith('.json'))) {
      const alike = rows.filter((row) => shortId(row) === shortId(file))
      const to = alike.length === 0 ? undefined : await ofSession(alike, await sessionIdOf(file))
      if (to !== undefined) relations.push({ file, to, as: 'copy' })
    }
  }
  return relations
}

async function subagents(
  files: readonly string[],
  folders: ReadonlyMap<string, readonly string[]>,
): Promise<FileRelation[]> {
  const relations: FileRelation[] = []
  for (const file of files) {
    const session = basename(dirname(file))
    const chats = folders.get(dirname(dirname(file)))
    if (chats === undefined || !file.endsWith('.jsonl')) continue
    const alike = chats.filter((chat) => shortId(chat) === session.slice(0, 8)).sort((a, b) => (a < b ? 1 : -1))
    const to = await ofSession(alike, session)
    if (to !== undefined) relations.push({ file, to, as: 'subagent' })
  }
  return relations
}

/** The last part of `session-<time>-<first 8 characters of the id>`. */
function shortId(path: string): string {
  const stem = basename(path, extname(path))
  return stem.slice(stem.lastIndexOf('-') + 1)
}

async function ofSession(files: readonly string[], id: string | undefined): Promise<string | undefined> {
  for (const file of files) if (id !== undefined && (await sessionIdOf(file)) === id) return file
  return undefined
}

async function sessionIdOf(path: string): Promise<string | undefined> {
  return /"sessionId"\s{0,8}:\s{0,8}"([^"\\]{1,200})"/.exec((await peekText(path)) ?? '')?.[1]
}
