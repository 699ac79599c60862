import { expect, test } from 'vitest';
import type { RecorderStatus } from '../recorder-status.ts';
import { progressLine } from './progress-line.ts';

const at = (hours: number, minutes: number) =>
  new Date(2026, 0, 5, hours, minutes).getTime() * 1000;

const status: RecorderStatus = {
  since: at(9, 12),
  personName: 'E',
  server: 's',
  policyVersion: 1,
  framesPerSecond: 5,
  displays: ['eDP-1', 'HDMI-1'],
  pausedUntil: null,
  pauseReason: null,
  parked: 0,
  lastFrameAt: null,
  lastUploadAt: at(9, 41),
  uploadProblem: null,
  clockOffset: null,
  disk: null,
  ffmpegPids: [],
  watchedNow: false,
  approval: 'approved',
  withheld: [],
  covered: [],
  checkpoint: null,
  checkpointProblem: null,
  pictureProblems: [],
  update: null,
  updatesBy: 'none',
  versionChange: null,
  updateTo: null,
  kept: { segments: 0, bytes: 0 },
  former: { segments: 0, bytes: 0, entries: 0, refused: 0 },
  backlog: { segments: 3, bytes: 1_234_567, oldest: null },
  journalInStep: true,
  journalDamage: null,
  state: 'recording',
};

test('says in one line what is going on', () => {
  expect(progressLine(status)).toBe(
    '● recording since 09:12 · eDP-1, HDMI-1 · 3 segments (1.23 MB) to upload · last upload 09:41',
  );
});

test('says that an administrator must agree first', () => {
  expect(progressLine({ ...status, approval: 'waiting' })).toContain(
    '· waits for approval in the portal ·',
  );
});

test('says until when it is paused, and what keeps it from sending', () => {
  const paused: RecorderStatus = {
    ...status,
    state: 'paused',
    displays: [],
    pausedUntil: at(10, 0),
    uploadProblem: 'network',
    lastUploadAt: null,
    backlog: { segments: 0, bytes: 0, oldest: null },
  };
  expect(progressLine(paused)).toBe(
    '○ paused since 09:12 until 10:00 · everything uploaded · server: network',
  );
});

test('calls everything uploaded only when that is known', () => {
  const empty = { ...status, backlog: { segments: 0, bytes: 0, oldest: null } };
  const damage = { at: at(9, 0), cause: 'missing', lost: 7, isTold: false } as const;
  const lines = [
    empty,
    { ...empty, journalInStep: false },
    { ...empty, parked: 1 },
    { ...empty, journalDamage: damage },
    { ...empty, journalDamage: { ...damage, isTold: true } },
  ].map((each) => progressLine(each).split(' · ')[2]);
  expect(lines).toEqual([
    'everything uploaded',
    'nothing waits; not compared with the portal yet',
    'not everything uploaded: the portal refuses entries',
    'not everything uploaded: the damaged journal is being repaired',
    'everything uploaded',
  ]);
});

test('says that somebody watches', () => {
  expect(progressLine({ ...status, watchedNow: true })).toContain('· somebody watches live ·');
});
