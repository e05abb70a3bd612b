/** A document as indented lines that people and models read with ease; texts stay on one line, empty and unknown values are left out. */
export function outline(value: unknown, indent = ''): string {
  if (Array.isArray(value)) return value.map((item) => `${indent}- ${itemText(item, `${indent}  `)}`).join('\n')
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value)
      .filter(([, inner]) => !isEmpty(inner))
      .map(([key, inner]) =>
        isPlain(inner) ? `${indent}${key}: ${lineOf(inner)}` : `${indent}${key}:\n${outline(inner, `${indent}  `)}`,
      )
      .join('\n')
  }
  return `${indent}${lineOf(value)}`
}

/** An entry of a list begins behind its dash. */
function itemText(item: unknown, indent: string): string {
  return isPlain(item) ? lineOf(item) : outline(item, indent).slice(indent.length)
}

function isPlain(value: unknown): boolean {
  return (
    typeof value !== 'object' ||
    value === null ||
    (Array.isArray(value) && value.every((item) => typeof item !== 'object'))
  )
}

function isEmpty(value: unknown): boolean {
  return value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)
}

function lineOf(value: unknown): string {
  return Array.isArray(value) ? value.map(lineOf).join(', ') : String(value).replaceAll(/\s+/g, ' ').trim()
}
