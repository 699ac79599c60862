import { PERSON_ZONE, type Policy, type WeeklySchedule } from '@workcompanion/core/protocol/policy';
import { useLocale, useTranslations } from 'next-intl';
import { formatBytes } from '../format/format-bytes.ts';
import { dayGroups } from './day-groups.ts';

/** One rule in words. `id` is the same in every policy. */
export interface PolicyWord {
  readonly id: string;
  readonly label: string;
  readonly value: string;
}

/** The rules that matter most to whoever is recorded come first. */
const RULES = [
  'schedule',
  'pause',
  'displays',
  'excluded',
  'picture',
  'idle',
  'battery',
  'segment',
  'encoder',
  'upload',
  'metered',
  'uploadHours',
  'storage',
  'heartbeat',
  'updates',
  'notice',
] as const;

type PolicyBody = Omit<Policy, 'version'>;

/** What a policy means, rule by rule, for whoever is recorded by it. */
export function usePolicyWords(): (policy: PolicyBody) => readonly PolicyWord[] {
  const t = useTranslations('policies.words');
  const label = useTranslations('policies.labels');
  const effort = useTranslations('policies.presets');
  const weekday = useTranslations('policies.weekdays');
  const locale = useLocale();
  const bytes = (value: number): string => formatBytes(value, locale);

  const schedule = ({ schedule: weekly }: PolicyBody): string =>
    weekly === null ? t('always') : hours(weekly);

  const encoder = ({ capture: { preset, hevc } }: PolicyBody): string =>
    hevc ? t('encoderHevc', { preset: effort(preset) }) : effort(preset);

  const excluded = ({ excluded: { programs, titles, how } }: PolicyBody): string => {
    const names = [...programs, ...titles.map((text) => t('excludedTitle', { text }))].join(
      t('comma'),
    );
    if (names === '') return t('noExcluded');
    return t(how === 'paint-out' ? 'paintedOut' : 'displayPaused', { names });
  };

  const hours = (weekly: WeeklySchedule): string => {
    const days = dayGroups(weekly.days).map(({ first, last, windows }) => {
      const name = first === last ? weekday(first) : `${weekday(first)}–${weekday(last)}`;
      return `${name} ${windows.replaceAll(', ', t('comma'))}`;
    });
    const zone = weekly.timeZone === PERSON_ZONE ? t('ownZone') : weekly.timeZone;
    return days.length === 0 ? t('never') : t('hours', { days: days.join(t('semicolon')), zone });
  };

  return (policy) => {
    const { capture, idle, saving, upload, storage, pause, notice } = policy;
    const words: Readonly<Record<(typeof RULES)[number], string>> = {
      schedule: schedule(policy),
      pause: pause.allowed ? t('pause', { minutes: pause.maximumMinutes }) : t('noPause'),
      picture: t('picture', { fps: capture.framesPerSecond, crf: capture.crf }),
      displays: t(capture.displays === 'all' ? 'allDisplays' : 'primaryDisplay'),
      excluded: excluded(policy),
      idle:
        idle.afterSeconds === null
          ? t('noIdle')
          : t('idle', { fps: idle.framesPerSecond, minutes: idle.afterSeconds / 60 }),
      battery:
        saving.batteryFramesPerSecond === null
          ? t('noBattery')
          : t('battery', { fps: saving.batteryFramesPerSecond }),
      metered:
        saving.meteredBytesPerSecond === null
          ? t('noMetered')
          : t('metered', { rate: bytes(saving.meteredBytesPerSecond) }),
      encoder: encoder(policy),
      segment: t('segment', { seconds: capture.segmentSeconds }),
      upload:
        upload.bytesPerSecond === null
          ? t('upload', { count: upload.concurrency })
          : t('uploadRate', { count: upload.concurrency, rate: bytes(upload.bytesPerSecond) }),
      uploadHours: upload.schedule === null ? t('uploadAlways') : hours(upload.schedule),
      storage: t('storage', {
        quota: bytes(storage.quotaBytes),
        free: bytes(storage.minimumFreeBytes),
      }),
      heartbeat: t('heartbeat', { seconds: policy.heartbeatSeconds }),
      updates: t(policy.updates === 'portal' ? 'updatesPortal' : 'updatesOwnTools'),
      notice: t('notice', { version: notice.version }),
    };
    return RULES.map((id) => ({ id, label: label(id), value: words[id] }));
  };
}
