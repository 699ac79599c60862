import { describe, expect, it } from 'vitest';
import { gap, span, timeline } from './testing/short-timeline.ts';

describe('the edges of a lane', () => {
  describe('the end', () => {
    it('is pending until the device was last heard of', () => {
      const spans = [span('A', 100, 200)];
      expect(timeline({ spans, lastSeen: 260 })).toEqual({
        A: ['span r1 100-200', 'pending 200-260'],
      });
      expect(timeline({ spans, lastSeen: 4000 })).toEqual({
        A: ['span r1 100-200', 'pending 200-1000'],
      });
      expect(timeline({ spans, lastSeen: 150 })).toEqual({ A: ['span r1 100-200'] });
    });

    it('is no later than now', () => {
      expect(
        timeline({ spans: [span('A', 100, 300)], gaps: [gap(null, 'paused', 300, 900)], now: 250 }),
      ).toEqual({ A: ['span r1 100-250'] });
      expect(timeline({ spans: [span('A', 100, 200)], now: 250, lastSeen: 260 })).toEqual({
        A: ['span r1 100-200', 'pending 200-250'],
      });
    });

    it('is unexplained, and no backlog, when later things are known', () => {
      expect(
        timeline({ spans: [span('A', 100, 200), span('A', 1500, 1600, 'r2')], lastSeen: 4000 }),
      ).toEqual({ A: ['span r1 100-200', 'unexplained 200-1000'] });
    });
  });

  describe('an open gap', () => {
    it('lasts until the device was last heard of', () => {
      const gaps = [gap('A', 'locked', 200, null)];
      expect(timeline({ gaps, lastSeen: 700 })).toEqual({ A: ['locked 200-700'] });
      expect(timeline({ gaps, lastSeen: 4000 })).toEqual({ A: ['locked 200-1000'] });
    });

    it('lasts until now when nobody knows when that was', () => {
      const gaps = [gap('A', 'locked', 200, null)];
      expect(timeline({ gaps, now: 800 })).toEqual({ A: ['locked 200-800'] });
      expect(timeline({ gaps })).toEqual({ A: ['locked 200-1000'] });
    });

    it('ends with the next footage of its lane, though nobody said so yet', () => {
      expect(
        timeline({
          spans: [span('A', 100, 200.1), span('A', 300, 400, 'r2')],
          gaps: [gap(null, 'paused', 200, null)],
          lastSeen: 450,
        }),
      ).toEqual({
        A: ['span r1 100-200.1', 'paused 200.1-300', 'span r2 300-400', 'pending 400-450'],
      });
    });

    it('goes on after another gap within it', () => {
      expect(
        timeline({
          gaps: [gap(null, 'outside-schedule', 100, null), gap('A', 'asleep', 200, 300)],
          lastSeen: 500,
        }),
      ).toEqual({ A: ['outside-schedule 100-200', 'asleep 200-300', 'outside-schedule 300-500'] });
    });
  });

  describe('the beginning', () => {
    it('of a lone display is the first thing known, with what follows unexplained', () => {
      expect(
        timeline({ spans: [span('A', 300, 400)], gaps: [gap(null, 'signed-out', 0, 200)] }),
      ).toEqual({ A: ['signed-out 0-200', 'unexplained 200-300', 'span r1 300-400'] });
    });

    it('of a display that was plugged in while others recorded is its first footage', () => {
      expect(
        timeline({
          spans: [span('A', 100, 500), span('B', 300, 400, 'r2')],
          gaps: [gap(null, 'signed-out', 0, 100)],
        }),
      ).toMatchObject({ B: ['span r2 300-400'] });
    });

    it('of a display that was plugged in during a gap of all is after the others’ footage', () => {
      expect(
        timeline({
          spans: [span('A', 100, 200), span('A', 300, 400, 'r2'), span('B', 300, 400, 'r3')],
          gaps: [gap(null, 'asleep', 190, 300)],
        }),
      ).toMatchObject({ B: ['asleep 200-300', 'span r3 300-400'] });
    });

    it('of a display that is known from the day before is the window’s', () => {
      expect(
        timeline({
          spans: [span('A', 0, 500), span('B', -50, -20, 'r2'), span('B', 300, 400, 'r3')],
          gaps: [gap('B', 'display-lost', -20, 200)],
        }),
      ).toMatchObject({ B: ['display-lost 0-200', 'unexplained 200-300', 'span r3 300-400'] });
    });
  });
});
