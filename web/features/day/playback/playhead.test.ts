import { DeviceId, newId } from '@workcompanion/core/ids';
import { describe, expect, it } from 'vitest';
import type { DisplayPlayer } from './display-player.ts';
import { Playhead } from './playhead.ts';
import { Stage } from './stage.ts';

const S = 1_000_000;
const device = newId(DeviceId);
const span = (from: number, to: number) => ({ from: from * S, to: to * S });

/** A display that is where it is told to be, at once. */
function display(...footage: readonly { from: number; to: number }[]) {
  const fake = {
    footage,
    wall: 0,
    error: null,
    rate: 1,
    isPlaying: false,
    isOnItsWay: false,
    isStarved: false,
    isGrowing: false,
    bufferedUntil: null,
    video: { ended: false },
    seek: (wall: number) => {
      fake.wall = wall;
    },
    play: () => {
      fake.isPlaying = true;
    },
    pause: () => {
      fake.isPlaying = false;
    },
    setRate: (rate: number) => {
      fake.rate = rate;
    },
  };
  return fake;
}

function stageOf(...displays: readonly ReturnType<typeof display>[]): Stage {
  const stage = new Stage();
  const names = displays.map((_, index) => `D${index}`);
  stage.setLanes(
    names.map((name) => ({
      device,
      display: name,
      hostname: 'DESK-7',
      geometry: null,
      pieces: [],
      covered: [],
    })),
  );
  for (const [index, fake] of displays.entries()) {
    stage.put(`${device}/D${index}`, fake as unknown as DisplayPlayer);
  }
  return stage;
}

describe('Playhead', () => {
  it('goes with the picture of the first display that has footage', () => {
    const [left, right] = [display(span(20, 30)), display(span(0, 60))];
    const playhead = new Playhead(0, stageOf(left, right));
    playhead.moveTo(5 * S);
    right.wall = 6 * S;
    expect(playhead.advance(2)).toEqual({ kind: 'on', micros: 6 * S });
    expect([playhead.micros, right.rate, right.isPlaying]).toEqual([6 * S, 2, true]);
    expect(left.isPlaying).toBe(false);
  });

  it('waits for a leader that is on its way', () => {
    const only = display(span(0, 60));
    const playhead = new Playhead(0, stageOf(only));
    playhead.moveTo(5 * S);
    only.isOnItsWay = true;
    expect(playhead.advance(1)).toEqual({ kind: 'seeking' });
    expect(playhead.micros).toBe(5 * S);
  });

  it('hands over without a jump to a display that goes on', () => {
    const [left, right] = [display(span(0, 10)), display(span(0, 60))];
    const playhead = new Playhead(0, stageOf(left, right));
    playhead.moveTo(9 * S);
    left.wall = 10 * S;
    expect(playhead.advance(1)).toMatchObject({ kind: 'pass', gap: span(10, 10) });
    expect([playhead.micros, right.wall]).toEqual([10 * S, 10 * S]);
  });

  it('says which gap it jumped, and takes the displays along', () => {
    const only = display(span(0, 10), span(60, 90));
    const playhead = new Playhead(0, stageOf(only));
    playhead.moveTo(9 * S);
    only.wall = 10 * S;
    expect(playhead.advance(1)).toMatchObject({ kind: 'pass', gap: span(10, 60) });
    expect([playhead.micros, only.wall]).toEqual([60 * S, 60 * S]);
  });

  it('stays with a player that is past the gap by itself', () => {
    const only = display(span(0, 10), span(60, 90));
    const playhead = new Playhead(0, stageOf(only));
    playhead.moveTo(9 * S);
    only.wall = 60.2 * S;
    playhead.advance(1);
    expect([playhead.micros, only.wall]).toEqual([60.2 * S, 60.2 * S]);
  });

  it('says when nobody has anything more', () => {
    const only = display(span(0, 10));
    const playhead = new Playhead(0, stageOf(only));
    playhead.moveTo(9 * S);
    only.wall = 9.9 * S;
    expect(playhead.advance(1).kind).toBe('on');
    only.video.ended = true;
    expect(playhead.advance(1)).toEqual({ kind: 'out' });
  });

  it('keeps its moment when the leader goes, and lets another lead', () => {
    const [left, right] = [display(span(0, 60)), display(span(0, 60))];
    const stage = stageOf(left, right);
    const playhead = new Playhead(0, stage);
    playhead.moveTo(5 * S);
    left.footage = [];
    playhead.settle();
    right.wall = 7 * S;
    expect(playhead.advance(1)).toEqual({ kind: 'on', micros: 7 * S });
  });
});
