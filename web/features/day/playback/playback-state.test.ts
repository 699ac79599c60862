import { describe, expect, it } from 'vitest';
import { AT_REST, nextState, type PlaybackEvent, type PlaybackState } from './playback-state.ts';

const stretch = { from: 100, to: 200 };
const seek = (wish: number, isLive = false): PlaybackEvent => ({
  kind: 'seek',
  wish,
  isLive,
  notice: null,
});
const stateAfter = (...events: readonly PlaybackEvent[]): PlaybackState =>
  events.reduce(nextState, AT_REST);

describe('playing', () => {
  it('begins and ends by hand', () => {
    expect(stateAfter({ kind: 'play' }).mode).toBe('playing');
    expect(stateAfter({ kind: 'play' }, { kind: 'pause', notice: null })).toEqual(AT_REST);
  });

  it('goes on after a seek, and a paused day stays paused', () => {
    expect(stateAfter({ kind: 'play' }, seek(7)).mode).toBe('playing');
    expect(stateAfter(seek(7)).mode).toBe('paused');
  });

  it('waits where a running recording ends, and goes on with what comes', () => {
    const waiting = stateAfter({ kind: 'play' }, { kind: 'ran-out' });
    expect(waiting).toMatchObject({ mode: 'waiting', notice: { kind: 'live' } });
    expect(nextState(waiting, { kind: 'ran-out' })).toBe(waiting);
    expect(nextState(waiting, { kind: 'footage-came' })).toMatchObject({
      mode: 'playing',
      notice: null,
    });
    expect(nextState(waiting, seek(7)).mode).toBe('playing');
  });

  it('takes footage that comes while it plays for nothing new', () => {
    const playing = stateAfter({ kind: 'play' });
    expect(nextState(playing, { kind: 'footage-came' })).toBe(playing);
    expect(nextState(playing, { kind: 'set-rate', rate: 1 })).toBe(playing);
  });
});

describe('following live', () => {
  const live = stateAfter({ kind: 'set-speed', speed: 4 }, { kind: 'follow-live' });

  it('plays in real time and waits without a word', () => {
    expect(live).toMatchObject({ mode: 'playing', isLive: true, speed: 1 });
    expect(nextState(live, { kind: 'ran-out' })).toMatchObject({ mode: 'waiting', notice: null });
  });

  it('lasts over the jumps of the player, and ends with one of the viewer', () => {
    expect(nextState(live, seek(7, true)).isLive).toBe(true);
    expect(nextState(live, seek(7)).isLive).toBe(false);
  });

  it.each(['pause', 'end'] as const)('ends with %s', (kind) => {
    expect(nextState(live, { kind, notice: null })).toMatchObject({
      mode: 'paused',
      isLive: false,
    });
  });
});

describe('a stretch', () => {
  const plain = stateAfter({ kind: 'play-stretch', stretch, time: null });
  const planned = stateAfter({ kind: 'play-stretch', stretch, time: 10 });

  it('is played to its end, and left by it', () => {
    expect(plain).toMatchObject({ mode: 'playing', pacing: { stopAt: 200, budget: null } });
    expect(nextState(plain, { kind: 'end', notice: null }).pacing).toEqual(AT_REST.pacing);
  });

  it('is left by a seek', () => {
    expect(nextState(plain, seek(150)).pacing.stopAt).toBeNull();
  });

  it('keeps its plan while the viewer seeks within it', () => {
    expect(nextState(planned, seek(150)).pacing).toBe(planned.pacing);
    expect(nextState(planned, seek(200)).pacing).toEqual(AT_REST.pacing);
  });

  it('loses its plan, and not its end, by a speed of one’s own choice', () => {
    const { pacing } = nextState(planned, { kind: 'set-speed', speed: 2 });
    expect(pacing).toMatchObject({ stopAt: 200, budget: null });
  });

  it('stays planned while it is paused', () => {
    expect(nextState(planned, { kind: 'pause', notice: null }).pacing).toBe(planned.pacing);
  });
});

it('tells what it was told, once', () => {
  const notice = { kind: 'at-end' } as const;
  const told = stateAfter({ kind: 'tell', notice });
  expect(told.notice).toBe(notice);
  expect(nextState(told, { kind: 'tell', notice })).toBe(told);
  expect(nextState(told, { kind: 'play' }).notice).toBeNull();
});
