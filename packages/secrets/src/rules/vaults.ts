import type { Rule } from '../rule.ts'

/** Stores of secrets. */
export const vaults: readonly Rule[] = [
  {
    id: 'vault-token',
    title: 'HashiCorp Vault token',
    keywords: ['hvs.', 'hvb.', 'hvr.'],
    kind: 'shape',
    pattern: /hv[sbr]\.[\w-]{24,300}/,
    test: { form: 'digit' },
    examples: { secret: ['hvs.<95>'], clean: ['hvs.'] },
    page: 'https://developer.hashicorp.com/vault/docs/concepts/tokens',
  },
  {
    id: 'doppler-token',
    title: 'Doppler token',
    keywords: ['dp.pt.', 'dp.st.', 'dp.ct.', 'dp.sa.', 'dp.scim.', 'dp.audit.', 'dp.said.'],
    kind: 'shape',
    pattern: /dp\.(?:pt|st|ct|sa|scim|audit|said)\.(?:[a-z0-9_-]{2,35}\.)?[A-Za-z0-9]{40,44}(?![A-Za-z0-9])/,
    examples: { secret: ['dp.st.dev.<43>'], clean: ['dp.st.'] },
    page: 'https://docs.doppler.com/docs/service-tokens',
  },
  {
    id: 'onepassword-token',
    title: '1Password service account token',
    keywords: ['ops_eyJ'],
    kind: 'shape',
    pattern: /ops_eyJ[\w+/=-]{200,4000}/,
    examples: { secret: ['ops_eyJ<400>'], clean: ['ops_eyJ'] },
    page: 'https://developer.1password.com/docs/service-accounts/',
  },
  {
    id: 'onepassword-secret-key',
    title: '1Password secret key',
    keywords: ['A3-'],
    kind: 'shape',
    pattern:
      /A3-[A-Z0-9]{6}-(?:[A-Z0-9]{11}|[A-Z0-9]{6}-[A-Z0-9]{5})-[A-Z0-9]{5}-[A-Z0-9]{5}-[A-Z0-9]{5}(?![A-Za-z0-9])/,
    examples: {
      secret: ['A3-<6 upper>-<6 upper>-<5 upper>-<5 upper>-<5 upper>-<5 upper>'],
      clean: ['A3-XXXXXX-XXXXXX-XXXXX-XXXXX-XXXXX-XXXXX'],
    },
    page: 'https://support.1password.com/secret-key/',
  },
  {
    id: 'vault-unseal-key',
    title: 'HashiCorp Vault unseal key',
    keywords: ['Unseal', 'Key'],
    kind: 'shape',
    pattern: /Unseal Key(?: \d{1,2})?: ([A-Za-z0-9+/]{43,44}={0,1})(?![\w+/=])/,
    examples: { secret: ['Unseal Key 1: <44>'], clean: ['Unseal Key (will be hidden):'] },
    page: 'https://developer.hashicorp.com/vault/docs/concepts/seal',
  },
]
