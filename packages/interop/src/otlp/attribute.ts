/** A key and value in the JSON mapping of OTLP: 64-bit integers are decimal strings. */
export interface Attribute {
  readonly key: string
  readonly value: AttributeValue
}

type AttributeValue =
  | { readonly stringValue: string }
  | { readonly boolValue: boolean }
  | { readonly intValue: string }
  | { readonly doubleValue: number }
  | { readonly arrayValue: { readonly values: readonly AttributeValue[] } }

/** Floating-point even when the number is whole, as costs are. */
interface Double {
  readonly double: number
}

/** What an attribute can hold; whole numbers become integers unless wrapped in `Double`. */
export type Plain = string | number | boolean | Double | readonly string[]

/** The attributes of a record in its order; `undefined`, `null` and empty lists are left out. */
export function attributesOf(record: Readonly<Record<string, Plain | null | undefined>>): Attribute[] {
  return Object.entries(record).flatMap(([key, value]) =>
    value === undefined || value === null || (Array.isArray(value) && value.length === 0)
      ? []
      : [{ key, value: anyValue(value) }],
  )
}

function anyValue(value: Plain): AttributeValue {
  if (typeof value === 'string') return { stringValue: value }
  if (typeof value === 'boolean') return { boolValue: value }
  if (typeof value === 'number') return Number.isInteger(value) ? { intValue: String(value) } : { doubleValue: value }
  if ('double' in value) return { doubleValue: value.double }
  return { arrayValue: { values: value.map((stringValue) => ({ stringValue })) } }
}
