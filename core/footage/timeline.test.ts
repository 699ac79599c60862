import { describe, expect, it } from 'vitest';
import { DAY, gap, SECOND, span, timeline } from './testing/short-timeline.ts';
import { buildTimeline } from './timeline.ts';

describe('buildTimeline', () => {
  it('knows nothing of a day of which it was told nothing', () => {
    expect(timeline({})).toEqual({});
    expect(timeline({ lastSeen: 500 })).toEqual({});
  });

  it('shows footage and nothing around it', () => {
    expect(timeline({ spans: [span('A', 100, 200)] })).toEqual({ A: ['span r1 100-200'] });
  });

  it('knows what is being recorded before its first segment is whole', () => {
    const begun = [{ display: 'A', from: 100 }];
    expect(timeline({ begun, lastSeen: 160 })).toEqual({ A: ['pending 100-160'] });
    expect(timeline({ begun, lastSeen: null })).toEqual({});
    expect(timeline({ begun, lastSeen: 160, spans: [span('A', 100, 150)] })).toEqual({
      A: ['span r1 100-150', 'pending 150-160'],
    });
    const asleep = gap(null, 'asleep', 40, 90);
    expect(timeline({ begun, lastSeen: 160, gaps: [asleep] })).toEqual({
      A: ['asleep 40-90', 'pending 90-160'],
    });
  });

  it('names a hole between footage by the gap that explains it', () => {
    expect(
      timeline({
        spans: [span('A', 100, 200), span('A', 300, 400, 'r2')],
        gaps: [gap('A', 'locked', 200, 300)],
      }),
    ).toEqual({ A: ['span r1 100-200', 'locked 200-300', 'span r2 300-400'] });
  });

  it('names what nothing explains', () => {
    expect(
      timeline({
        spans: [span('A', 300, 400, 'r2'), span('A', 100, 200)],
        gaps: [gap('A', 'locked', 220, 250)],
      }),
    ).toEqual({
      A: [
        'span r1 100-200',
        'unexplained 200-220',
        'locked 220-250',
        'unexplained 250-300',
        'span r2 300-400',
      ],
    });
  });

  it('lets a gap of all displays count in each lane', () => {
    expect(
      timeline({
        spans: [span('A', 0, 100), span('B', 0, 100, 'r2'), span('A', 200, 300, 'r3')],
        gaps: [gap(null, 'asleep', 100, 200)],
      }),
    ).toEqual({
      A: ['span r1 0-100', 'asleep 100-200', 'span r3 200-300'],
      B: ['span r2 0-100', 'asleep 100-200'],
    });
  });

  it('shows gaps of all displays in a lane without a name while no display is known', () => {
    const lanes = buildTimeline({
      ...DAY,
      spans: [],
      gaps: [gap(null, 'outside-schedule', 0, 1000)],
    });
    expect(lanes.map((lane) => lane.display)).toEqual([null]);
    expect(lanes[0]?.items).toHaveLength(1);
  });

  it('believes footage more than a gap', () => {
    expect(
      timeline({
        spans: [span('A', 100, 200), span('A', 240, 260)],
        gaps: [gap(null, 'locked', 150, 300)],
      }),
    ).toEqual({
      A: ['span r1 100-200', 'locked 200-240', 'span r1 240-260', 'locked 260-300'],
    });
  });

  it('believes the display’s own gap more than one of all, and the later more than the earlier', () => {
    expect(
      timeline({
        gaps: [
          gap(null, 'outside-schedule', 100, 500),
          gap(null, 'asleep', 200, 300),
          gap('A', 'display-lost', 250, 400),
        ],
      }),
    ).toEqual({
      A: [
        'outside-schedule 100-200',
        'asleep 200-250',
        'display-lost 250-400',
        'outside-schedule 400-500',
      ],
    });
  });

  it('believes any cause more than an unexplained gap', () => {
    expect(
      timeline({ gaps: [gap(null, 'asleep', 100, 300), gap('A', 'unexplained', 200, 400)] }),
    ).toEqual({ A: ['asleep 100-300', 'unexplained 300-400'] });
  });

  it('judges by when a gap began, also before the window', () => {
    const gaps = [gap(null, 'asleep', -20, 100), gap(null, 'outside-schedule', -90, 200)];
    expect(timeline({ gaps: [...gaps, gap('A', 'paused', 200, 210)] })).toEqual({
      A: ['asleep 0-100', 'outside-schedule 100-200', 'paused 200-210'],
    });
  });

  it('keeps the note of a pause', () => {
    const paused = { ...gap('A', 'paused', 100, 200), note: 'doctor' };
    expect(buildTimeline({ ...DAY, spans: [], gaps: [paused] })[0]?.items).toEqual([
      { kind: 'gap', cause: 'paused', note: 'doctor', from: 100 * SECOND, to: 200 * SECOND },
    ]);
  });

  describe('small holes', () => {
    it('are continuity within a recording, up to half a second', () => {
      expect(timeline({ spans: [span('A', 100, 200), span('A', 200.5, 300)] })).toEqual({
        A: ['span r1 100-300'],
      });
      expect(timeline({ spans: [span('A', 100, 200), span('A', 200.51, 300)] })).toEqual({
        A: ['span r1 100-200', 'unexplained 200-200.51', 'span r1 200.51-300'],
      });
    });

    it('are none of that between two recordings', () => {
      expect(timeline({ spans: [span('A', 100, 200), span('A', 200.3, 300, 'r2')] })).toEqual({
        A: ['span r1 100-200', 'unexplained 200-200.3', 'span r2 200.3-300'],
      });
    });

    it('beside a named gap belong to it', () => {
      expect(
        timeline({
          spans: [span('A', 100, 200), span('A', 300, 400, 'r2')],
          gaps: [gap('A', 'locked', 200.2, 299.8)],
        }),
      ).toEqual({ A: ['span r1 100-200', 'locked 200-300', 'span r2 300-400'] });
    });

    it('that a gap names stay named', () => {
      expect(
        timeline({
          spans: [span('A', 100, 200), span('A', 200.2, 300)],
          gaps: [gap('A', 'clock-changed', 200, 200.2)],
        }),
      ).toEqual({ A: ['span r1 100-200', 'clock-changed 200-200.2', 'span r1 200.2-300'] });
    });
  });
});
