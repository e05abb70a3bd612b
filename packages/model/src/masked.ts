declare const masked: unique symbol

/**
 * Text that went through a masker: no rule of the active set matches it any more. Only `@ses/secrets` makes it;
 * whatever stores or sends transcript text accepts nothing else.
 */
export type Masked = string & { readonly [masked]: true }
