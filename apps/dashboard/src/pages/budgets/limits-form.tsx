import type { DashboardBudgets, DashboardLimits } from '@ses/schema'
import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { type Failure, failureOf } from '../../api/failure.ts'
import { send } from '../../api/request.ts'
import { put, refresh } from '../../api/resource.ts'
import { Panel } from '../../parts/panel.tsx'
import { Failed } from '../../parts/states.tsx'
import { parseLimits } from './parse-limits.ts'

const fields = [
  ['session', 'One session'],
  ['day', 'A day'],
  ['month', 'A month'],
  ['project', 'Whole project'],
] as const satisfies readonly (readonly [keyof DashboardLimits, string])[]

/** Limits to edit; an empty field means none. */
export function LimitsForm({ limits }: { readonly limits: DashboardLimits }): JSX.Element {
  const [state, setState] = useState<'ready' | 'sending' | 'saved'>('ready')
  const [failure, setFailure] = useState<Failure | undefined>(undefined)
  const save = async (form: HTMLFormElement): Promise<void> => {
    const values = new FormData(form)
    const parsed = parseLimits((name) => String(values.get(name) ?? ''))
    if ('wrong' in parsed) {
      setFailure({ code: 'wrong', message: `${parsed.wrong} is not an amount.`, fix: 'Write dollars as 12.50.' })
      return
    }
    setState('sending')
    try {
      put('/api/budgets', await send<DashboardBudgets>('PUT', '/api/budgets', { limits: parsed }))
      refresh((path) => path.startsWith('/api/overview'))
      setFailure(undefined)
      setState('saved')
    } catch (error) {
      setFailure(failureOf(error))
      setState('ready')
    }
  }
  return (
    <Panel title="Limits in US dollars">
      <form
        class="form"
        onSubmit={(event) => {
          event.preventDefault()
          save(event.currentTarget)
        }}
        onInput={() => setState('ready')}
      >
        {fields.map(([name, text]) => (
          <label key={name} class="field">
            <span>{text}</span>
            <span class="amount">
              <input
                name={name}
                inputMode="decimal"
                placeholder="no limit"
                defaultValue={limits[name]?.toFixed(2) ?? ''}
              />
            </span>
          </label>
        ))}
        <label class="field">
          <span>Warn from (% of a limit)</span>
          <input name="warn_at" inputMode="numeric" defaultValue={String(Math.round(limits.warn_at * 100))} />
        </label>
        {failure ? <Failed failure={failure} /> : null}
        <div class="form-foot">
          <button type="submit" class="button primary" disabled={state === 'sending'}>
            Save limits
          </button>
          <span class="about" role="status">
            {state === 'saved' ? 'Saved' : ''}
          </span>
        </div>
      </form>
    </Panel>
  )
}
