import type { RecorderStatus } from '../core/recorder-status.ts';
import type { RecorderView } from '../core/recorder-view.ts';
import { testPolicy } from './test-policy.ts';

/** 2026-11-25 10:00 UTC, µs. */
export const NOW = Date.UTC(2026, 10, 25, 10) * 1000;

/** A recorder that records, with `change` laid over its status and `more` over the rest. */
export function testRecorderView(
  change: Partial<RecorderStatus> = {},
  more: Partial<RecorderView> = {},
): RecorderView {
  const policy = testPolicy();
  return {
    version: '0.1.0',
    phase: 'running',
    problem: null,
    server: 'https://portal.example',
    status: {
      state: 'recording',
      since: NOW - 3_600_000_000,
      personName: 'Test Person',
      server: 'https://portal.example',
      displays: ['screen'],
      policyVersion: 1,
      framesPerSecond: 5,
      pausedUntil: null,
      pauseReason: null,
      backlog: { segments: 0, bytes: 0, oldest: null },
      parked: 0,
      lastFrameAt: NOW,
      lastUploadAt: NOW,
      uploadProblem: null,
      clockOffset: 0,
      disk: null,
      ffmpegPids: [],
      watchedNow: false,
      approval: 'approved',
      withheld: [],
      covered: [],
      kept: { segments: 0, bytes: 0 },
      former: { segments: 0, bytes: 0, entries: 0, refused: 0 },
      checkpoint: null,
      checkpointProblem: null,
      journalInStep: true,
      journalDamage: null,
      pictureProblems: [],
      updateTo: null,
      updatesBy: 'none',
      update: null,
      versionChange: null,
      ...change,
    },
    notice: { ...policy.notice, acknowledged: true, before: null },
    policy,
    watchers: null,
    nextScheduleChange: null,
    connection: null,
    ...more,
  };
}
