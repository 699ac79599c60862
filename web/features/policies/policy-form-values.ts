import { PERSON_ZONE, type Policy, type WeeklySchedule } from '@workcompanion/core/protocol/policy';
import type { CreatePolicy, PolicyTarget } from '../../contract/policies.ts';
import { formatWindows, parseWindows, WEEKDAYS, type Weekday } from './schedule-text.ts';

const KB = 1_000;
const GB = 1_000_000_000;
const MINUTE = 60;
/** Proposed when it is switched on. */
const IDLE_SECONDS = 120;

/** What the form holds: units that people think in, texts as they type them. */
export interface PolicyFormValues {
  readonly name: string;
  readonly note: string;
  readonly scope: PolicyTarget['scope'] | 'none';
  /** Of the team or device. */
  readonly target: string | null;
  readonly isLimited: boolean;
  readonly timeZone: string;
  readonly windows: Readonly<Record<Weekday, string>>;
  readonly framesPerSecond: number;
  readonly crf: number;
  readonly segmentSeconds: number;
  readonly preset: Policy['capture']['preset'];
  readonly displays: Policy['capture']['displays'];
  readonly hevc: boolean;
  readonly slowsWhenIdle: boolean;
  readonly idleMinutes: number;
  readonly idleFps: number;
  /** On battery; '' for as always. */
  readonly batteryFps: number | '';
  readonly excludedPrograms: string[];
  readonly excludedTitles: string[];
  readonly excludedHow: Policy['excluded']['how'];
  readonly mayPause: boolean;
  readonly pauseMinutes: number;
  readonly concurrency: number;
  /** KB/s; '' for no limit. */
  readonly rate: number | '';
  /** KB/s on a metered network; '' for as always. */
  readonly meteredRate: number | '';
  /** Hours of every day, in the person's own time; '' for always. */
  readonly uploadWindows: string;
  readonly quotaGb: number;
  readonly freeGb: number;
  readonly heartbeatSeconds: number;
  readonly updates: Policy['updates'];
  readonly noticeEn: string;
  readonly noticeZh: string;
}

const OFFICE = '09:00–12:00, 13:00–17:00';

export function policyFormValues(policy: Policy): PolicyFormValues {
  const { capture, idle, saving, excluded, schedule, upload, storage, pause, notice } = policy;
  return {
    name: '',
    note: '',
    scope: 'none',
    target: null,
    isLimited: schedule !== null,
    timeZone: schedule?.timeZone ?? PERSON_ZONE,
    windows: mapDays((day) =>
      schedule === null
        ? Number(day) <= 5
          ? OFFICE
          : ''
        : formatWindows(schedule.days[day] ?? []),
    ),
    framesPerSecond: capture.framesPerSecond,
    crf: capture.crf,
    segmentSeconds: capture.segmentSeconds,
    preset: capture.preset,
    displays: capture.displays,
    hevc: capture.hevc,
    slowsWhenIdle: idle.afterSeconds !== null,
    idleMinutes: roundTo((idle.afterSeconds ?? IDLE_SECONDS) / MINUTE),
    idleFps: idle.framesPerSecond,
    batteryFps: saving.batteryFramesPerSecond ?? '',
    excludedPrograms: [...excluded.programs],
    excludedTitles: [...excluded.titles],
    excludedHow: excluded.how,
    mayPause: pause.allowed,
    pauseMinutes: pause.maximumMinutes,
    concurrency: upload.concurrency,
    rate: kilobytes(upload.bytesPerSecond),
    meteredRate: kilobytes(saving.meteredBytesPerSecond),
    uploadWindows: formatWindows(upload.schedule?.days['1'] ?? []),
    quotaGb: roundTo(storage.quotaBytes / GB),
    freeGb: roundTo(storage.minimumFreeBytes / GB),
    heartbeatSeconds: policy.heartbeatSeconds,
    updates: policy.updates,
    noticeEn: notice.text.en,
    noticeZh: notice.text['zh-CN'],
  };
}

/** The policy that the form describes. Hours that can't be read count as none: the form tells them. */
export function policyBodyOf(values: PolicyFormValues, base: Policy): CreatePolicy['body'] {
  return {
    capture: {
      ...base.capture,
      framesPerSecond: values.framesPerSecond,
      crf: values.crf,
      segmentSeconds: values.segmentSeconds,
      preset: values.preset,
      displays: values.displays,
      hevc: values.hevc,
    },
    idle: {
      afterSeconds: values.slowsWhenIdle ? Math.round(values.idleMinutes * MINUTE) : null,
      framesPerSecond: values.idleFps,
    },
    saving: {
      batteryFramesPerSecond: values.batteryFps === '' ? null : values.batteryFps,
      meteredBytesPerSecond: bytesOf(values.meteredRate),
    },
    excluded: {
      programs: values.excludedPrograms,
      titles: values.excludedTitles,
      how: values.excludedHow,
    },
    schedule: values.isLimited
      ? {
          timeZone: values.timeZone,
          days: mapDays((day) => parseWindows(values.windows[day]) ?? []),
        }
      : null,
    upload: {
      ...base.upload,
      concurrency: values.concurrency,
      bytesPerSecond: bytesOf(values.rate),
      schedule: uploadSchedule(values.uploadWindows, base.upload.schedule),
    },
    storage: {
      ...base.storage,
      // What was not touched stays to the byte, although the form shows it rounded.
      quotaBytes: unrounded(values.quotaGb, base.storage.quotaBytes),
      minimumFreeBytes: unrounded(values.freeGb, base.storage.minimumFreeBytes),
    },
    pause: { ...base.pause, allowed: values.mayPause, maximumMinutes: values.pauseMinutes },
    heartbeatSeconds: values.heartbeatSeconds,
    updates: values.updates,
    notice: { text: { en: values.noticeEn, 'zh-CN': values.noticeZh } },
  };
}

/** The same hours each day. What was not touched stays, also where the days differ. */
function uploadSchedule(text: string, before: WeeklySchedule | null): WeeklySchedule | null {
  const windows = parseWindows(text) ?? [];
  if (windows.length === 0) return null;
  if (formatWindows(before?.days['1'] ?? []) === formatWindows(windows)) return before;
  return { timeZone: PERSON_ZONE, days: mapDays(() => windows) };
}

function mapDays<T>(value: (day: Weekday) => T): Record<Weekday, T> {
  const entries = WEEKDAYS.map((day) => [day, value(day)] as const);
  /** Safe because WEEKDAYS holds each of them. */
  return Object.fromEntries(entries) as Record<Weekday, T>;
}

function kilobytes(bytes: number | null): number | '' {
  return bytes === null ? '' : bytes / KB;
}

function bytesOf(rate: number | ''): number | null {
  return rate === '' ? null : Math.round(rate * KB);
}

function roundTo(value: number): number {
  return Math.round(value * 10) / 10;
}

function unrounded(gigabytes: number, before: number): number {
  return roundTo(before / GB) === gigabytes ? before : Math.round(gigabytes * GB);
}
