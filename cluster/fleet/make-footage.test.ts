import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makeFootage } from './make-footage.ts';

const PACKET_BYTES = 188;
const SYNC_BYTE = 0x47;

test('makes an MPEG transport stream of at least the size that was asked for', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'workcompanion-footage-'));
  const footage = await makeFootage(folder, { seconds: 1, bytes: 200_000 });
  expect(footage.length).toBeGreaterThanOrEqual(200_000);
  expect(footage.length).toBeLessThan(200_000 + PACKET_BYTES);
  expect(footage.length % PACKET_BYTES).toBe(0);
  for (let at = 0; at < footage.length; at += PACKET_BYTES) expect(footage[at]).toBe(SYNC_BYTE);
  await rm(folder, { recursive: true });
});
