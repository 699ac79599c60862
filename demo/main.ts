import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { showCompany } from './company/show-company.ts';
import { recordScreen } from './record-screen.ts';

/**
 * `npm run demo` records a virtual screen for the portal that runs on this machine; with `--company` a
 * portal of its own shows a whole company.
 */
const { values } = parseArgs({ options: { company: { type: 'boolean', default: false } } });
const dataDir = process.env['DATA_DIR'] ?? join(import.meta.dirname, '..', 'data');
const stopping = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => stopping.abort());
}
if (values.company) await showCompany(join(dataDir, 'demo-company'), stopping.signal);
else await recordScreen(dataDir, stopping.signal);
