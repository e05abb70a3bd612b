import type { RawTouch } from './raw-touch.ts'
export function filesOfCommand(_command: string): RawTouch[] { return [] }
