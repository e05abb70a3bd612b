import { isBasicPair } from './basic-pair.ts'
import { entropy } from './entropy.ts'
import type { ValueKind } from './rule.ts'
import { isSample } from './sample-text.ts'
import { isStopWord } from './stop-words.ts'
import { wordShare } from './word-share.ts'

/** A value and how it stands in the text. */
export interface AssignedText {
  readonly value: string
  readonly kind: ValueKind
  /** `quoted`: between quotes or tags. `open`: nothing but a value can stand here (environment files, queries, flags). `code`: code can. */
  readonly place: 'quoted' | 'open' | 'code'
}

/** Whether a value given to a name that promises a secret is one, and not a stand-in, a reference, a label or code. */
export function plausibleValue({ value, kind, place }: AssignedText): boolean {
  if (kind === 'basic') return isBasicPair(value)
  if (kind === 'argument') return value.length >= 3 && !ARGUMENT_REFERENCE.test(value) && !isSample(value)
  if (value.length < (kind === 'password' ? 4 : 8) || value.length > 2048) return false
  if (REFERENCE.test(value) || TEMPLATE.test(value) || isSample(value)) return false
  if (place === 'quoted' ? CALL.test(value) || JOINED.test(value) : CODE.test(value)) return false
  if (FILE_NAME.test(value) || URL_START.test(value)) return false
  if (onlyStopWords(value)) return false
  return kind === 'password' ? plausiblePassword(value, place === 'code') : plausibleToken(value, kind, place)
}

/** What a shell, a template or a manual writes in a password's place. */
const ARGUMENT_REFERENCE = /^[$<[]|^%[\w.]+%?$|^[#{]\{?|[{}<>]|\$\(|\$[A-Z_{]{2}|^-/

/** `$VAR`, `%VAR%`, `<token>`, `{name}`, `!Ref`, `env:X`, paths. */
const REFERENCE =
  /^(?:[*&]|\$[A-Za-z_({[]|%[A-Za-z_({]|[<{]|!(?:Ref|Sub|Get|secret|vault)|(?:env|secrets?|vault|ref|file|arn|data|op|ssm|sops|https?|urn|mailto|sha\d+):|\.{0,2}\/[a-z]|\/\/|~\/|[A-Z]:\\|-----BEGIN)|^[<{].*[>}]$/

const TEMPLATE = /\$\{|\{\{|<%|\{\d?\}|%[sd]\b|#\{|&lt;/

/** A call or an index as the whole value, as it stands between the quotes of embedded code. */
const CALL = /^[\w.$]+\([^)]*\)?$|^[\w.$]+\[['"\w]+\]$/

/** What stands between two strings that code joins, their quotes taken for those of a value: `'password = ' . $p['x']`. */
const JOINED = /^\s?[.+]\s?[$\w].*[[(.+]\s?$/

/** Calls, members of known objects, comparisons, types. */
const CODE =
  /[()]|[=!<>]=[^=]|[A-Za-z0-9]=[^=]|\?[^:]{0,64}:|=>|&&|\|\||::|\[['"\d\]]|^(?:process|os|env|self|this|config|cfg|settings|options|opts|props|req|request|ctx|context|secrets|params|args|data|credentials|import|System|Environment|ENV|Rails|app|user|state|form|event|input|values|body|var|local|module|each)\??\./

const FILE_NAME =
  /\.(?:[cm]?[jt]sx?|json5?|ya?ml|toml|py|rb|go|rs|java|kt|cs|php|html?|css|md|txt|log|pem|key|crt|cer|p12|pfx|jks|sh|sql|xml|lock|png|svg|jpe?g|env|conf|cfg|ini|gpg|asc|pub|vue|tf|properties)$/i

const URL_START = /^[a-z][a-z0-9+.-]{1,20}:\/\//i

function onlyStopWords(value: string): boolean {
  if (value.length > 64) return false
  const words = value
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter((word) => word !== '')
  // Trailing digits of a stand-in (`password1`, `secret123`) count with it only where they merely number it.
  if (words.length === 0 || /\d{3}|[!@$%^&*+?]|.#/.test(value)) return false
  const long = words.filter((word) => word.length > 1)
  return long.length > 0 && words.length - long.length <= 2 && long.every(isStopWord)
}

function plausiblePassword(value: string, code: boolean): boolean {
  if (/\s/.test(value)) return false
  // A class of all letters takes a millisecond to compile: it is asked only where none of the usual ones stands.
  if (!/[A-Za-z0-9]/.test(value) && /^[^\p{L}\p{N}]*$/u.test(value)) return false
  const digits = /[0-9]/.test(value)
  const symbols = /[^A-Za-z0-9_.\-\s/:]/.test(value)
  if (/^0x[0-9a-f]+$/i.test(value)) return false
  if (/^[0-9.,-]+$/.test(value)) return /^[0-9]{6,}$/.test(value) && !code
  if (/[^\x21-\x7e]/.test(value)) return digits && !code
  const share = wordShare(value)
  if (code && IDENTIFIER.test(value)) return digits && value.length >= 8 && share < 0.5
  if (!digits && share > 0.6 && !/^[a-z]{12,24}$/.test(value) && (LABEL.test(value) || /[/#.:]/.test(value)))
    return false
  if (digits || symbols) return !(share > 0.8 && !digits && value.length > 24)
  if (/^[a-z]{12,24}$/.test(value)) return true
  // Letters only: a weak password, or a label. Labels start with a capital, say what they are or are long.
  return (
    value.length >= 6 && value.length <= 24 && /^[a-z][a-z_-]*$|^[a-z]+[A-Z]+[a-z]*$/.test(value) && !LABEL.test(value)
  )
}

/** A name in code: letters, digits, underscores and member access. */
const IDENTIFIER = /^[A-Za-z_$][\w$]*(?:\??\.[A-Za-z_$][\w$]*)*$/

const LABEL =
  /pass|pwd|secret|token|user|login|input|field|label|text|show|hide|reset|forgot|type|key|auth|cred|hash|valid|error|form/i

function plausibleToken(value: string, kind: 'token' | 'key', place: AssignedText['place']): boolean {
  const code = place === 'code'
  if (/\s/.test(value) || /[^\x21-\x7e]/.test(value)) return false
  const digits = value.replace(/[^0-9]/g, '').length
  const letters = value.replace(/[^A-Za-z]/g, '').length
  if (letters === 0) return false
  if (DATE.test(value) || VERSION.test(value)) return false
  if (/^[a-z]+(?:[-_.:/][a-z]+)+$/.test(value)) return false
  const bits = entropy(value)
  if (/^[0-9a-f]+$|^[0-9A-F]+$/.test(value)) return value.length >= 16 && bits >= 2.4
  if (UUID.test(value)) return bits >= 2.4
  const share = wordShare(value)
  if (code && IDENTIFIER.test(value) && (digits < (value.includes('.') ? 4 : 2) || share > 0.4)) return false
  if (digits === 0) {
    if (place === 'quoted' && kind === 'token' && value.length >= 10 && /\w[!#$%^&*]\w/.test(value)) return true
    const mixed = /[a-z]/.test(value) && /[A-Z]/.test(value)
    if (kind === 'key' || code) return value.length >= 20 && mixed && bits >= 3.5 && share < 0.4
    return value.length >= 16 && bits >= 3.2 && share < 0.45
  }
  if (value.length < 12) return kind === 'token' && !code && digits >= 2 && bits >= 2.7 && share < 0.4
  return bits >= 2.8 && share < 0.55
}

const DATE = /^\d{4}-\d\d-\d\d|^\d{1,2}:\d\d/
const VERSION = /^v?\d+(?:\.\d+){1,3}(?:-[a-z]+[.\d]*)?$/
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i
