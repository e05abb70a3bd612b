/** Rows that are drawn beyond the edges, so that scrolling and `j` always meet one. */
const beyond = 12
/** The range moves in steps of this many rows: fewer changes while scrolling. */
const stride = 4

/**
 * Range of rows to draw, the end exclusive, of a list whose top lies `top` pixels below the top of a window `height` pixels high;
 * `top` is negative once the list was scrolled.
 */
export function visibleRows(
  total: number,
  rowHeight: number,
  top: number,
  height: number,
): readonly [start: number, end: number] {
  const first = Math.floor(-top / rowHeight) - beyond
  const last = Math.ceil((height - top) / rowHeight) + beyond
  const start = Math.max(0, Math.floor(first / stride) * stride)
  const end = Math.min(total, Math.max(0, Math.ceil(last / stride) * stride))
  return [Math.min(start, end), end]
}
