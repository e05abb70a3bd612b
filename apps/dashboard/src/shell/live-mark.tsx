import type { JSX } from 'preact'
import { liveState } from '../api/live.ts'

const texts = { connecting: 'Connecting', open: 'Live', lost: 'Reconnecting' } as const

/** Whether what is shown keeps itself up to date. */
export function LiveMark(): JSX.Element {
  const state = liveState.value
  return (
    <span class="live-mark" data-state={state} role="status">
      {texts[state]}
    </span>
  )
}
