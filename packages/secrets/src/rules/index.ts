import type { Rule } from '../rule.ts'
import { assignment } from './assignment.ts'
import { authorizationHeader } from './authorization-header.ts'
import { aws } from './aws.ts'
import { azure } from './azure.ts'
import { chat } from './chat.ts'
import { cloudHosts } from './cloud-hosts.ts'
import { codeHosts } from './code-hosts.ts'
import { commandLine } from './command-line.ts'
import { configFiles } from './config-files.ts'
import { databases } from './databases.ts'
import { google } from './google.ts'
import { jsonWebToken } from './json-web-token.ts'
import { mailAndTelephone } from './mail-and-telephone.ts'
import { modelProviders } from './model-providers.ts'
import { observability } from './observability.ts'
import { packageRegistries } from './package-registries.ts'
import { passwordHash } from './password-hash.ts'
import { payments } from './payments.ts'
import { privateKey } from './private-key.ts'
import { urlCredential } from './url-credential.ts'
import { vaults } from './vaults.ts'
import { vendorKey } from './vendor-key.ts'
import { workTools } from './work-tools.ts'

/** Every built-in rule; of two of one kind that match at the same place the earlier one wins. */
export const rules: readonly Rule[] = [
  ...privateKey,
  ...passwordHash,
  ...jsonWebToken,
  ...aws,
  ...google,
  ...azure,
  ...cloudHosts,
  ...codeHosts,
  ...packageRegistries,
  ...chat,
  ...payments,
  ...modelProviders,
  ...mailAndTelephone,
  ...observability,
  ...vaults,
  ...databases,
  ...workTools,
  ...authorizationHeader,
  ...urlCredential,
  ...commandLine,
  ...configFiles,
  ...vendorKey,
  ...assignment,
]
