import type { CheckResult } from '@ses/model'
export function checksOf(_c: string, _o: string, _e: number | undefined, _f: boolean): CheckResult[] { return [] }
