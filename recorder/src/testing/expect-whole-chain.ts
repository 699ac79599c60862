import { verifyChain } from '@workcompanion/core/crypto/verify-chain';
import { expect } from 'vitest';
import { holesOf } from './footage-of.ts';
import type { PortalState } from './portal-state.ts';

/** What must be true of every journal that came to its end: it verifies, and leaves no second open. */
export async function expectWholeChain(state: PortalState): Promise<void> {
  const [publicKey] = state.devices.values();
  if (publicKey === undefined) throw new Error('no device is enrolled');
  expect(await verifyChain(state.chain(), publicKey)).toMatchObject({
    ok: true,
    count: state.journal.size,
  });
  expect(holesOf(state)).toEqual([]);
}
