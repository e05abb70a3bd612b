import { spawn } from 'node:child_process'
import { SesError } from '@ses/model'
import type { BlobReader, GitObject, ObjectReader } from '../../backend.ts'
import type { Environment } from '../../environment.ts'

/** Reads blobs with a `git cat-file --batch` of its own. */
export function openBlobs(cwd: string, env: Environment): BlobReader {
  const objects = openObjects(cwd, env)
  return {
    read: async (id) => {
      const object = await objects.read(id)
      if (object?.type === 'blob') return object.content
      throw new SesError('external', `object ${id} is ${object?.type ?? 'missing'}`, { data: { id } })
    },
    close: objects.close,
  }
}

/** One `git cat-file --batch`, asked for one object at a time. Started at the first question. */
export function openObjects(cwd: string, env: Environment): ObjectReader {
  let asked: ((id: string) => Promise<GitObject | undefined>) | undefined
  let end = async (): Promise<void> => {}
  const start = (): ((id: string) => Promise<GitObject | undefined>) => {
    const child = spawn('git', ['cat-file', '--batch'], { cwd, env: env as NodeJS.ProcessEnv, windowsHide: true })
    const parts = child.stdout[Symbol.asyncIterator]() as AsyncIterator<Buffer>
    const closed = new Promise<void>((resolve) => {
      child.on('close', () => resolve())
      child.on('error', () => resolve())
    })
    child.stdin.on('error', () => {})
    child.stderr.resume()
    end = async () => {
      child.stdin.end()
      await closed
    }
    let rest: Buffer = Buffer.alloc(0)
    const more = async (): Promise<Buffer> => {
      const { value, done } = await parts.next()
      if (done) throw new SesError('external', 'git cat-file ended before it answered')
      return value
    }
    const take = async (bytes: number): Promise<Buffer> => {
      const got = [rest]
      let size = rest.length
      while (size < bytes) {
        const part = await more()
        got.push(part)
        size += part.length
      }
      const all = got.length === 1 ? rest : Buffer.concat(got)
      rest = all.subarray(bytes)
      return all.subarray(0, bytes)
    }
    const line = async (): Promise<string> => {
      while (!rest.includes(10)) rest = Buffer.concat([rest, await more()])
      return (await take(rest.indexOf(10) + 1)).toString('latin1').trimEnd()
    }
    return async (id) => {
      child.stdin.write(`${id}\n`)
      const [, type, size] = (await line()).split(' ')
      if (type === undefined || size === undefined) return undefined
      const content = await take(Number(size) + 1)
      return { type, content: content.subarray(0, -1) }
    }
  }
  return {
    read: (id) => {
      asked ??= start()
      return asked(id)
    },
    close: () => end(),
  }
}
