import { join } from 'node:path';
import { ensureVerifyPage } from '@workcompanion/verifier/ensure-verify-page';
import { buildWeb } from '../scripts/start/build-web.ts';

/** What an image holds beside the sources: the portal's pages, and the page that checks a package. */
await buildWeb({
  root: join(import.meta.dirname, '..'),
  report: (line) => console.log(line),
  stopping: new AbortController().signal,
});
await ensureVerifyPage();
