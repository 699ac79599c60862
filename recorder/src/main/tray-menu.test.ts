import { WatchersResponse } from '@workcompanion/core/protocol/watchers';
import type { MenuItemConstructorOptions } from 'electron';
import { expect, test } from 'vitest';
import type { RecorderView } from '../core/recorder-view.ts';
import { type ShellView, shellState } from '../ipc/shell-view.ts';
import { testPolicy } from '../testing/test-policy.ts';
import { NOW, testRecorderView } from '../testing/test-recorder-view.ts';
import { trayMenu, trayToolTip } from './tray-menu.ts';

const MINUTE = 60_000_000;
const PAUSED = {
  state: 'paused',
  pausedUntil: NOW + 3.5 * MINUTE,
  pauseReason: 'Break',
} as const;

function viewOf(recorder: RecorderView, locale: ShellView['locale'] = 'en'): ShellView {
  return {
    state: shellState(recorder, 0),
    recorder,
    configured: true,
    locale,
    now: NOW,
    preferences: { locale, theme: 'system', zoom: 1 },
  };
}

function menuOf(view: ShellView) {
  const done: string[] = [];
  const items = trayMenu(view, {
    open: () => done.push('open'),
    pause: (reason, minutes) => done.push(`pause ${reason} ${minutes}`),
    prolong: () => done.push('prolong'),
    resume: () => done.push('resume'),
  });
  /** Clicks through the menu as Electron would. */
  const choose = (...path: string[]) => {
    let level = items;
    for (const label of path) {
      const item: MenuItemConstructorOptions | undefined = level.find((it) => it.label === label);
      if (item === undefined) throw new Error(`no ${label}`);
      if (Array.isArray(item.submenu)) level = item.submenu;
      else if (item.click) Reflect.apply(item.click, null, []);
    }
  };
  return { labels: items.flatMap(({ label }) => label ?? []), choose, done };
}

test('pauses for each usual reason and length that the policy allows', () => {
  const pause = { allowed: true, maximumMinutes: 20 };
  const recorder = testRecorderView({}, { policy: testPolicy({ pause }) });
  const { choose, done } = menuOf(viewOf(recorder));
  choose('Pause recording', 'Break', '15 min');
  choose('Pause recording', 'Private conversation', '20 min');
  choose('Pause recording', 'Other reason…');
  expect(done).toEqual(['pause Break 15', 'pause Private conversation 20', 'open']);
});

test('offers the reasons of the policy alone where it names some', () => {
  const pause = { maximumMinutes: 20, reasons: ['Lunch'] };
  const recorder = testRecorderView({}, { policy: testPolicy({ pause }) });
  const { choose, done } = menuOf(viewOf(recorder));
  choose('Pause recording', 'Lunch', '20 min');
  expect(done).toEqual(['pause Lunch 20']);
});

test('resumes and prolongs a pause, and counts its minutes', () => {
  const view = viewOf(testRecorderView(PAUSED));
  const { choose, done, labels } = menuOf(view);
  choose('Resume recording');
  choose('Prolong by 15 min');
  expect(done).toEqual(['resume', 'prolong']);
  expect(labels).not.toContain('Pause recording');
  expect(trayToolTip(view)).toBe('Recording is paused, 4 min left');
  expect(trayToolTip(viewOf(testRecorderView(PAUSED), 'zh-CN'))).toBe('录制已暂停，还剩 4 分钟');
});

test('names who watches while it records, and not while it rests', () => {
  const watchers = WatchersResponse.parse({
    watchingNow: ['Mei', 'Ada'],
    mayWatch: [],
    views: [],
  });
  const watched = { watchedNow: true } as const;
  expect(trayToolTip(viewOf(testRecorderView(watched, { watchers })))).toBe(
    'Watching your screen now: Mei and Ada',
  );
  expect(trayToolTip(viewOf(testRecorderView(watched)))).toContain('Somebody is watching');
  const withheld = [{ display: 'screen', cause: 'excluded-app', program: 'keepass' } as const];
  const resting = testRecorderView({ ...watched, state: 'paused', withheld }, { watchers });
  expect(trayToolTip(viewOf(resting))).toBe('Not recorded at the moment');
});

test('offers neither where the policy forbids pauses, nor while recording rests', () => {
  const pause = { allowed: false, maximumMinutes: 60 };
  const forbidden = viewOf(testRecorderView({}, { policy: testPolicy({ pause }) }));
  expect(menuOf(forbidden).labels).toHaveLength(2);
  const resting = viewOf(testRecorderView({ state: 'paused' }));
  expect(menuOf(resting).labels).toHaveLength(2);
});
