import { mask } from '@ses/secrets'
for (const t of [JSON.stringify(["password","?<token>\\",""])]) console.log(t, mask(t))
