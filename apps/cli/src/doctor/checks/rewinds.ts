import { isRewindUnfinished } from '@ses/checkpoints'
import { SesError } from '@ses/model'
import { openProjectShadow } from '../../snapshot/open-project-shadow.ts'
import type { Check } from '../check.ts'

/** A rewind that was stopped half-way. It is not finished here: that changes the user's files. */
export const rewinds: Check = {
  id: 'rewinds',
  title: 'No rewind was left half-done',
  inspect: async (context) => {
    try {
      const { repository } = await openProjectShadow(context)
      if (!isRewindUnfinished(repository)) return []
    } catch (error) {
      if (error instanceof SesError && error.code === 'not_a_repository') return []
      throw error
    }
    return [
      {
        severity: 'problem',
        title: 'A rewind of this work tree was stopped half-way',
        cause: 'Its process was killed: some files are as they were, some as they will be.',
        fix: '`ses checkpoints take` finishes it; `ses rewind --undo` then takes it back',
      },
    ]
  },
}
