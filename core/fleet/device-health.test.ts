import { describe, expect, test } from 'vitest';
import { type DeviceSigns, deviceHealth } from './device-health.ts';

const NOW = 1_795_000_000_000_000;
const SECOND = 1_000_000;
const MINUTE = 60 * SECOND;

const FINE: DeviceSigns = {
  retiredAt: null,
  revokedAt: null,
  lastSeenAt: NOW - 10 * SECOND,
  lastFrameAt: NOW - 11 * SECOND,
  clockOffset: 0,
  state: 'recording',
  backlogSegments: 1,
  backlogOldest: NOW - MINUTE,
  parked: [],
  pictureProblems: [],
  uploadsHeldAt: null,
  journalNext: 10,
  journalEnd: 10,
};

describe('a device is', () => {
  test.each<[string, Partial<DeviceSigns>, string]>([
    ['live while heartbeats and frames are fresh', {}, 'live'],
    ['silent when it was never heard of', { lastSeenAt: null }, 'silent'],
    [
      'live between two heartbeats',
      { lastSeenAt: NOW - 65 * SECOND, lastFrameAt: NOW - 66 * SECOND },
      'live',
    ],
    [
      'live while two heartbeats are missing',
      { lastSeenAt: NOW - 179 * SECOND, lastFrameAt: NOW - 180 * SECOND },
      'live',
    ],
    ['silent when three heartbeats have not come', { lastSeenAt: NOW - 196 * SECOND }, 'silent'],
    ['revoked before all else', { revokedAt: 1, lastSeenAt: null }, 'revoked'],
    ['retired before even that', { retiredAt: 1, revokedAt: 1 }, 'retired'],
    ['behind when the oldest segment waits long', { backlogOldest: NOW - 6 * MINUTE }, 'behind'],
    ['paused', { state: 'paused', lastFrameAt: NOW - 30 * MINUTE }, 'paused'],
    [
      'idle outside its hours',
      { state: 'outside-schedule', lastFrameAt: NOW - 90 * MINUTE },
      'idle',
    ],
    ['idle before the notice is read', { state: 'awaiting-notice', lastFrameAt: null }, 'idle'],
    ['in need of attention when its disk is full', { state: 'disk-full' }, 'attention'],
    ['in need of attention when it can not capture', { state: 'capture-failed' }, 'attention'],
    ['in need of attention when frames stop', { lastFrameAt: NOW - 2 * MINUTE }, 'attention'],
    ['in need of attention when pictures show nothing', { pictureProblems: [{}] }, 'attention'],
    ['in need of attention when entries are parked', { parked: [{}] }, 'attention'],
    ['live while uploads overtake each other', { journalEnd: 12 }, 'live'],
    [
      'in need of attention when entries are missing and none waits',
      { journalEnd: 12, backlogSegments: 0, backlogOldest: null },
      'attention',
    ],
    [
      'live though its clock is wrong by an hour, when that is known',
      {
        clockOffset: 60 * MINUTE,
        lastFrameAt: NOW - 60 * MINUTE - 5 * SECOND,
        backlogOldest: NOW - 61 * MINUTE,
      },
      'live',
    ],
  ])('%s', (_, signs, health) => {
    expect(deviceHealth({ ...FINE, ...signs }, NOW)).toBe(health);
  });
});
