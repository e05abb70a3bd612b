import { createMasker, type Masker, type MaskOptions } from '@ses/secrets'

/** The masker of a config's `masking`. Loaded only where there is one: the engine for its expressions takes longer to load than to use. */
export function configuredMasker(masking: Readonly<Record<string, unknown>>, key: string): Masker {
  const lists = ['patterns', 'literals', 'allow']
  for (const [name, value] of Object.entries(masking)) {
    if (!lists.includes(name) || !Array.isArray(value)) throw new TypeError(`masking.${name}: cannot be used`)
  }
  return createMasker({ ...(masking as Pick<MaskOptions, 'patterns' | 'literals' | 'allow'>), key })
}
