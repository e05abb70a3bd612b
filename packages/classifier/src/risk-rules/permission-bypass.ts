import { textOf } from '../evidence.ts'
import type { RiskRule } from '../risk-rule.ts'

const BYPASS = /bypass|dont-?ask|yolo|danger-?full-?access|skip-?permissions|full-?auto|approval\W{0,3}never/i

/** The agent worked without asking before it acted. */
export const permissionBypass: RiskRule = {
  id: 'permission_bypass',
  title: 'Permission checks were off',
  judge: ({ modes }) => {
    const seen = modes.filter((mode) => BYPASS.test(textOf(mode).slice(0, 500)))
    const [first] = seen
    return first === undefined ? [] : [{ points: 12, detail: `mode ${textOf(first).slice(0, 60)}`, seen }]
  },
}
