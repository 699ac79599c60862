import {
  endTicks,
  TICKS_PER_SECOND,
  TOLERANCE_TICKS,
} from '@workcompanion/core/evidence/native/clip-ticks';
import { DeviceId, newId } from '@workcompanion/core/ids';
import { describe, expect, it } from 'vitest';
import { clipParts } from './clip-parts.ts';
import type { VideoPlan } from './video-plan.ts';

const SECOND = 1_000_000;

function planOf(seconds: number, segmentSeconds = 60): VideoPlan {
  const segment = {
    start: 0,
    duration: segmentSeconds * SECOND,
    sha256: '',
    open: async function* () {},
  };
  const lane = {
    device: newId(DeviceId),
    display: 'A',
    name: 'A',
    width: 2,
    height: 2,
    cards: [],
    blurs: [],
  };
  return {
    clip: { from: 0, to: seconds * SECOND },
    timeZone: 'UTC',
    person: '',
    packageId: '',
    case: { id: '', title: '' },
    lanes: [{ ...lane, segments: [segment] }],
    marks: [],
  };
}

describe('the parts of a clip', () => {
  it.each([1, 299, 449, 451, 600, 700, 28_800])('leave nothing out of %d s', (seconds) => {
    const plan = planOf(seconds);
    const parts = clipParts(plan, 300);
    expect(parts[0]?.from).toBe(-TOLERANCE_TICKS);
    for (const [index, part] of parts.entries()) {
      expect(part.index).toBe(index);
      expect(part.to).toBe(parts[index + 1]?.from ?? endTicks(plan.clip));
      const length = (part.to - part.from) / TICKS_PER_SECOND;
      if (parts.length > 1) expect(length).toBeGreaterThan(149);
      if (parts.length > 1) expect(length).toBeLessThan(451);
    }
  });

  it('are as long as a segment at least', () => {
    expect(clipParts(planOf(3_000, 600), 300)).toHaveLength(5);
  });
});
