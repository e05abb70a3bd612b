import * as fs from 'node:fs'
import { SesError } from '@ses/model'
import git from 'isomorphic-git'
import { writeLoose } from '../../loose-objects.ts'

type ObjectType = 'blob' | 'tree' | 'commit'

/** Objects of a repository, without a program. */
export interface Objects {
  /** Undefined: there is none of that id. */
  readonly read: (id: string) => Promise<{ readonly type: string; readonly content: Buffer } | undefined>
  /** Returns its id. */
  readonly write: (type: ObjectType, content: Uint8Array) => string
}

/** Reads loose and packed objects; writes loose ones. Only repositories with SHA-1 ids. */
export function openObjects(commonDir: string): Objects {
  const cache = {}
  return {
    read: async (id) => {
      try {
        const { object, type } = await git.readObject({ fs, gitdir: commonDir, oid: id, format: 'content', cache })
        return { type: String(type), content: Buffer.from(object as Uint8Array) }
      } catch (cause) {
        if ((cause as { code?: string }).code === 'NotFoundError') return undefined
        throw new SesError('external', `object ${id} cannot be read`, { data: { id }, cause })
      }
    },
    write: (type, content) => writeLoose(commonDir, type, content),
  }
}
