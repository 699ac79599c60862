import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { DeviceId, newId, WindowTrackId } from '../ids.ts';
import { openWindowTrack, sealWindowTrack } from './sealed-window-track.ts';
import type { WindowTrack } from './window-track.ts';

const KEY = randomBytes(16);
const PLACE = { device: newId(DeviceId), track: newId(WindowTrackId) };
const TRACK: WindowTrack = {
  v: 1,
  uses: [
    {
      from: 1,
      to: 2,
      program: 'et.exe',
      title: '工资表 2026.xlsx',
      windows: [
        { program: 'et.exe', title: '工资表 2026.xlsx', x: -8, y: 0, width: 1920, height: 1040 },
      ],
    },
  ],
};

test('opens at its own place and with its own key', () => {
  const sealed = sealWindowTrack(KEY, TRACK, PLACE);
  expect(openWindowTrack(KEY, sealed, PLACE)).toEqual(TRACK);
});

test('opens with no other key, at no other place, and with no byte changed', () => {
  const sealed = sealWindowTrack(KEY, TRACK, PLACE);
  const torn = Buffer.from(sealed);
  torn[40] = (torn[40] ?? 0) ^ 1;
  const moved = { ...PLACE, device: newId(DeviceId) };
  const other = { ...PLACE, track: newId(WindowTrackId) };
  for (const open of [
    () => openWindowTrack(randomBytes(16), sealed, PLACE),
    () => openWindowTrack(KEY, torn, PLACE),
    () => openWindowTrack(KEY, sealed, moved),
    () => openWindowTrack(KEY, sealed, other),
  ]) {
    expect(open).toThrow(expect.objectContaining({ code: 'digest-mismatch' }));
  }
});

test('says nothing of its words when they are no track', () => {
  const wrong = JSON.parse('{"v":2,"uses":["a very private title"]}');
  const sealed = sealWindowTrack(KEY, wrong, PLACE);
  expect(() => openWindowTrack(KEY, sealed, PLACE)).toThrow(
    expect.objectContaining({ message: expect.not.stringContaining('private') }),
  );
});

test('does not unpack what would fill the memory', () => {
  const bomb = { toJSON: () => 'a'.repeat(17 * 1024 * 1024) };
  const sealed = sealWindowTrack(KEY, Object.assign(bomb, TRACK), PLACE);
  expect(() => openWindowTrack(KEY, sealed, PLACE)).toThrow('holds no window track');
});
