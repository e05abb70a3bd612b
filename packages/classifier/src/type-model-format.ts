/** A trained linear model as it is shipped; made by `train/train-type-model.ts`. */
export interface TypeModel {
  readonly provenance: TypeModelProvenance
  /** One per class, as log-odds. */
  readonly bias: readonly number[]
  /** Softmax temperature that makes held-out confidences true. */
  readonly temperature: number
  /** What one step of a weight is worth. */
  readonly step: number
  /** Feature names parted by spaces. */
  readonly vocabulary: string
  /** For each feature one character per class: its place in `weightAlphabet`, the middle one being 0. */
  readonly weights: string
}

/** Where a model comes from and how it did on repositories it had not seen. */
export interface TypeModelProvenance {
  readonly script: string
  readonly data: string
  /** SHA-256 of the data file, hexadecimal. */
  readonly dataHash: string
  readonly rows: number
  readonly repositories: number
  /** ISO date of the training run. */
  readonly date: string
  readonly classes: readonly string[]
  readonly heldOut: {
    readonly folds: readonly number[]
    readonly accuracy: number
    readonly macroF1: number
    readonly ece: number
  }
}

/** 89 printable characters that need no escape in a TypeScript string. */
export const weightAlphabet: string =
  '!#%&()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_abcdefghijklmnopqrstuvwxyz{|}~'
