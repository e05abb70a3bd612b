import type { Masked } from '@ses/model'
import { builtIn } from './built-in-rules.ts'
import { createEngine, type Engine } from './engine.ts'
import { compileFixedRanges } from './fixed-ranges.ts'
import type { Found } from './found.ts'
import type { MaskOptions } from './mask-options.ts'
import { publicKey } from './placeholder.ts'
import type { Range } from './range.ts'
import { hashRuleSet } from './rule-set.ts'
import { ruleSource } from './rule-source.ts'
import { compileAllow } from './user-pattern.ts'

/** A text without its secrets, and where in the original they stood. */
export interface MaskResult {
  readonly text: Masked
  readonly found: readonly Found[]
}

/** Compiled options. Safe to share; holds no text between calls. */
export interface Masker {
  mask(text: string): MaskResult
  find(text: string): Found[]
  /** Masks a value that stands alone, also when only the name it is kept under gives it away. */
  maskNamed(name: string, value: string): MaskResult
  /**
   * A masker for parts of a text that finds in each of them what this one does: only keywords that stand in the text are looked for, which
   * pays where a few short texts are all that is masked.
   */
  within(text: string): Masker
  /** The placeholder of a secret under this masker's key. */
  placeholder(rule: string, secret: string): Masked
  /** Hash of rules and options, 16 hex digits: equal when two maskers find the same. The key is left out. */
  readonly ruleSet: string
}

const engines = new WeakMap<Masker, Engine>()

/** Compiles the options once. Throws `config_invalid`, naming the path, when a pattern, literal or allowed value is unusable. */
export function createMasker(options: MaskOptions = {}): Masker {
  const source = options.rules === undefined ? builtIn : ruleSource(options.rules)
  const { allow = [], key = publicKey } = options
  const allowed = compileAllow(allow)
  const engine = createEngine({
    rules: source,
    key,
    fixed: compileFixedRanges(options),
    ...(allow.length === 0 ? {} : { allowed }),
  })
  return maskerOf(engine, () => hashRuleSet(source.rules(), options))
}

/**
 * The masker of the built-in rules alone. Finds what `createMasker({ key })` finds; a bundle that uses only this one leaves out the
 * engine for configured expressions, which takes longer to load than a short text to mask.
 */
export function createBuiltInMasker(key: string | Uint8Array = publicKey): Masker {
  return maskerOf(createEngine({ rules: builtIn, key }), () => hashRuleSet(builtIn.rules(), {}))
}

function maskerOf(engine: Engine, hash: () => string): Masker {
  let ruleSet: string | undefined
  const replace = (text: string, found: readonly Range[]): MaskResult => ({
    text: (found.length === 0 ? text : engine.write(text, found, 0, text.length)) as Masked,
    found: found.length === 0 ? NONE : found.map(publicFind),
  })
  const masker: Masker = {
    find: (text) => engine.read(text).found.map(publicFind),
    mask: (text) => replace(text, engine.read(text).found),
    maskNamed: (name, value) => replace(value, engine.readNamed(name, value)),
    within: (text) => maskerOf(engine.within(text), hash),
    placeholder: (rule, secret) => engine.placeholder(rule, secret) as Masked,
    // Hashing takes longer than masking a short text: it waits until somebody asks.
    get ruleSet() {
      ruleSet ??= hash()
      return ruleSet
    },
  }
  engines.set(masker, engine)
  return masker
}

/** The engine behind a masker; for what reads text in other ways than whole. */
export function engineOf(masker: Masker): Engine {
  const engine = engines.get(masker)
  if (engine === undefined) throw new TypeError('not a masker made by createMasker')
  return engine
}

const NONE: readonly Found[] = []

function publicFind({ rule, start, end }: Range): Found {
  return { rule, start, end }
}
