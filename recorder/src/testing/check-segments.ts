import { segmentKeyOf } from '@workcompanion/core/crypto/segment-key';
import { unwrapPts } from '@workcompanion/core/footage/wall-clock';
import { expect } from 'vitest';
import type { PortalState, StoredSegment } from './portal-state.ts';
import { decrypt, type ProbedSegment, probeTs } from './probe-segment.ts';

/** A tick of the 90 kHz clock, µs. */
const TICK = 12;

export async function plainOf(state: PortalState, { statement, body }: StoredSegment) {
  const dataKey = state.keys.get(statement.keyId);
  if (dataKey === undefined) throw new Error('the portal does not have the key');
  const hasOwnKey = statement.keyDerivation !== undefined;
  const row = { id: statement.segment, iv: statement.iv, hasOwnKey };
  return decrypt(body, segmentKeyOf(dataKey, row).key, statement.iv);
}

/** What the statement says is what a player finds: frames, their number, the time of the first. */
export async function checkSegment(
  state: PortalState,
  stored: StoredSegment,
): Promise<ProbedSegment> {
  const { statement } = stored;
  const probed = await probeTs(await plainOf(state, stored));
  expect(probed.times).toHaveLength(statement.frames);
  expect(probed.keyFrames).toBe(1);
  const [first = 0] = probed.times;
  const start = unwrapPts(first, statement.start / 1000) * 1000;
  expect(Math.abs(start - statement.start)).toBeLessThan(TICK);
  return probed;
}

/** Sequences without a hole, each segment beginning where the one before ends. */
export function checkContiguous(state: PortalState): void {
  const byRecording = Map.groupBy(state.entries('segment'), ({ recording }) => recording);
  for (const segments of byRecording.values()) {
    const inOrder = segments.toSorted((a, b) => a.sequence - b.sequence);
    expect(inOrder.map(({ sequence }) => sequence)).toEqual(inOrder.map((_, index) => index));
    for (const [index, segment] of inOrder.entries()) {
      const next = inOrder[index + 1];
      if (next) expect(segment.start + segment.duration).toBe(next.start);
    }
  }
}
