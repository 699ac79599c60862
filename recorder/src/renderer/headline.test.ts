import { describe, expect, test } from 'vitest';
import type { RecorderView } from '../core/recorder-view.ts';
import { type ShellState, type ShellView, shellState } from '../ipc/shell-view.ts';
import { messagesOf } from '../messages/messages-of.ts';
import { NOW, testRecorderView } from '../testing/test-recorder-view.ts';
import { headline } from './headline.ts';

function say(state: ShellState, recorder: RecorderView | null, configured = true): string {
  const view: ShellView = {
    state,
    recorder,
    configured,
    locale: 'en',
    now: NOW,
    preferences: { locale: 'auto', theme: 'system', zoom: 1 },
  };
  const { title, text, cause } = headline(view, { t: messagesOf('en'), locale: 'en' });
  return [`${title}. ${text}`, cause?.what, cause?.advice].filter(Boolean).join(' ');
}

describe('the headline', () => {
  test('says that it records, since when and why', () => {
    expect(say('recording', testRecorderView())).toMatch(
      /^Your screen is being recorded\. Since \d\d:\d\d\. Your organisation records at all times\.$/,
    );
  });

  test('says that it records, also when the portal is out of reach', () => {
    const text = say('recording-offline', testRecorderView({ uploadProblem: 'not-reachable' }));
    expect(text).toContain('is being recorded');
    expect(text).toContain('stay on this computer, encrypted');
    expect(text).toContain('portal.example can not be reached: nothing answers there. Is this');
  });

  test('says when a pause ends', () => {
    const text = say(
      'paused',
      testRecorderView({ state: 'paused', pausedUntil: NOW + 60_000_000 }),
    );
    expect(text).toMatch(/resumes by itself at \d\d:\d\d/);
  });

  test('does not take what is withheld for a pause of the person', () => {
    const resting = (program: string | null, cause: 'excluded-app' | 'secure-desktop') => {
      const withheld = [{ display: 'screen', cause, program }];
      const recorder = testRecorderView({ state: 'paused', withheld });
      return say(shellState(recorder, 0), recorder);
    };
    expect(resting(null, 'excluded-app')).toContain('must not be recorded');
    expect(resting('keepass', 'excluded-app')).toContain('keepass is on the screen');
    expect(resting(null, 'secure-desktop')).toContain('asks for a confirmation');
    expect(resting('keepass', 'excluded-app')).not.toContain('paused');
  });

  test('names what an administrator must do', () => {
    const refused = (problem: string) =>
      say('attention', testRecorderView({}, { phase: 'refused', problem, status: null }));
    expect(refused('enrolment-token-expired')).toContain(
      'The enrolment token for portal.example has expired. Your',
    );
    expect(refused('never-heard-of')).toContain('an error: never-heard-of');
    expect(refused('address-no-scheme')).toContain('“https://portal.example” does not begin');
    expect(say('attention', null, false)).toContain('address of the portal is not set');
    expect(refused('device-key-locked')).toContain('Sign out and in again');
    expect(refused('device-key-locked')).not.toContain('answered with an error');
  });

  test('tells trouble apart', () => {
    expect(say('attention', testRecorderView({ state: 'disk-full' }))).toContain('disk is full');
    const full = (limit: 'disk' | 'quota') => {
      const [freeBytes, minimumFreeBytes] = [300 * 1024 ** 2, 1024 ** 3];
      const [storedBytes, quotaBytes] = [19 * 1024 ** 3, 20 * 1024 ** 3];
      const disk = { freeBytes, minimumFreeBytes, storedBytes, quotaBytes, limit };
      return say('attention', testRecorderView({ state: 'disk-full', disk }));
    };
    expect(full('disk')).toMatch(/This disk has 3\d\d.*MB left, .* keep 1.* GB of it free/);
    expect(full('quota')).toMatch(/\d+.* GB of recordings wait .* allow 2\d.* GB on this computer/);
    const starting = { phase: 'opening', problem: 'storage-full', status: null } as const;
    expect(say('attention', testRecorderView({}, starting))).toContain('disk is full');
    expect(say('attention', testRecorderView({ state: 'capture-failed' }))).toContain(
      'can not be captured',
    );
    expect(say('attention', null)).toContain('is not running');
  });
});
