import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { verdictOf } from './testing/verdict-of.ts';
import { NO_TRUST } from './trust.ts';

const FOLDER = join(import.meta.dirname, '..', '..', 'docs', 'evidence-vectors');
const Expected = z.object({
  serverKey: z.string(),
  packages: z.array(z.object({ file: z.string(), expected: z.string(), codes: z.string() })),
});

it('are judged as they are said to be', async () => {
  const text = await readFile(join(FOLDER, 'expected.json'), 'utf8');
  const { serverKey, packages } = Expected.parse(JSON.parse(text));
  for (const { file, expected, codes } of packages) {
    const zip = new Uint8Array(await readFile(join(FOLDER, file)));
    const trust = { ...NO_TRUST, serverKeys: [serverKey] };
    const { outcome, findings } = await verdictOf(zip, trust);
    const found = [...new Set(findings.map(({ code }) => code))].toSorted();
    expect({ file, outcome, found }).toEqual({ file, outcome: expected, found: codes.split(' ') });
  }
}, 120_000);
