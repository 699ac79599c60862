import { z } from 'zod';

/** Minutes after local midnight; `to` may be 1440. A window across midnight is two. */
const DayWindow = z
  .object({
    from: z.number().int().min(0).max(1440),
    to: z.number().int().min(0).max(1440),
  })
  .refine(({ from, to }) => from <= to, 'a window ends after it begins: split it at midnight');

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

/** Instead of a zone's name: that of the computer which records. */
export const PERSON_ZONE = 'person';

/** Working windows by ISO weekday ("1" is Monday). */
export const WeeklySchedule = z.object({
  timeZone: z
    .string()
    .min(1)
    .max(64)
    .refine(
      (name) => name === PERSON_ZONE || isTimeZone(name),
      'no time zone of the IANA database',
    ),
  days: z.record(z.enum(['1', '2', '3', '4', '5', '6', '7']), z.array(DayWindow).max(8)),
});
export type WeeklySchedule = z.infer<typeof WeeklySchedule>;

export const CapturePolicy = z.object({
  framesPerSecond: z.number().int().min(1).max(30).default(5),
  /** Also the GOP: each segment begins with the only key frame it holds. */
  segmentSeconds: z.number().int().min(2).max(600).default(60),
  preset: z
    .enum(['ultrafast', 'superfast', 'veryfast', 'faster', 'fast', 'medium'])
    .default('veryfast'),
  crf: z.number().int().min(16).max(40).default(28),
  /** What else there is shows up in no recording, and no gap: it was not to be recorded. */
  displays: z.enum(['all', 'primary']).default('all'),
  /**
   * H.265 where the graphics chip has it: fewer bytes, and not every browser plays it. A new installation's
   * first policy asks for it; one that was written before this rule was there does not.
   */
  hevc: z.boolean().default(false),
});
export type CapturePolicy = z.infer<typeof CapturePolicy>;

export const IdlePolicy = z.object({
  /** After so long without input, fewer pictures are taken. Null: never. */
  afterSeconds: z.number().int().min(30).max(3600).nullable().default(null),
  framesPerSecond: z.number().int().min(1).max(30).default(1),
});

/** Where power or the network is scarce. Null: as always. */
export const SavingPolicy = z.object({
  /** Pictures a second on battery, at most. */
  batteryFramesPerSecond: z.number().int().min(1).max(30).nullable().default(null),
  /** Bytes a second on a network that costs by the byte, at most. */
  meteredBytesPerSecond: z.number().int().min(16_384).nullable().default(null),
});

const ExcludedNames = z.array(z.string().trim().min(1).max(100)).max(50).default([]);

/** Windows of which no pixel is recorded, whichever one is in front. */
export const ExcludedPolicy = z.object({
  /** Programs, as the system names them ("keepass.exe"); upper and lower case are the same. */
  programs: ExcludedNames,
  /** Found anywhere in a window's title. */
  titles: ExcludedNames,
  /** The display rests meanwhile; or goes on, with the windows of such programs painted over. */
  how: z.enum(['pause-display', 'paint-out']).default('pause-display'),
});
export type ExcludedPolicy = z.infer<typeof ExcludedPolicy>;

/** Whether it is noted which program is in front, and what its window is called. */
export const WindowTrackPolicy = z.enum(['off', 'programs', 'programs-and-titles']);
export type WindowTrackPolicy = z.infer<typeof WindowTrackPolicy>;

/** Whether the server reads what stands on the recorded screens, so that it can be found. */
export const TextReadingPolicy = z.enum(['off', 'on']);

export const UploadPolicy = z.object({
  concurrency: z.number().int().min(1).max(16).default(2),
  bytesPerSecond: z.number().int().min(16_384).nullable().default(null),
  /** When segments may be sent. Null: always. The journal, and what is watched live, always goes. */
  schedule: WeeklySchedule.nullable().default(null),
});

export const StoragePolicy = z.object({
  /** What the recorder may keep on the person's disk while it can't upload. */
  quotaBytes: z
    .number()
    .int()
    .min(16 * 1024 * 1024)
    .default(20 * 1024 ** 3),
  /** Recording stops while the disk has less than this left for others. */
  minimumFreeBytes: z
    .number()
    .int()
    .min(0)
    .default(1024 ** 3),
});

export const PausePolicy = z.object({
  allowed: z.boolean().default(true),
  maximumMinutes: z.number().int().min(1).max(1440).default(60),
  /** The only reasons that people may choose. Absent: the usual ones, or their own words. */
  reasons: z.array(z.string().trim().min(1).max(60)).min(1).max(8).optional(),
});

/** What the person reads and acknowledges before the first recording. */
export const Notice = z.object({
  version: z.number().int().min(1),
  text: z.record(z.enum(['en', 'zh-CN']), z.string().min(1).max(20_000)),
});
export type Notice = z.infer<typeof Notice>;

/** One immutable version of the recording rules. Every value a recorder acts on is here. */
export const Policy = z.object({
  version: z.number().int().min(1),
  capture: CapturePolicy,
  // What was written before these rules were has their defaults.
  idle: IdlePolicy.prefault({}),
  saving: SavingPolicy.prefault({}),
  excluded: ExcludedPolicy.prefault({}),
  windowTrack: WindowTrackPolicy.default('off'),
  textReading: TextReadingPolicy.default('off'),
  schedule: WeeklySchedule.nullable(),
  upload: UploadPolicy,
  storage: StoragePolicy,
  pause: PausePolicy,
  notice: Notice,
  /** Whom people ask about recording: a name, a mail address, a page. Absent: not named. */
  contact: z.string().trim().min(1).max(200).optional(),
  /** Who brings newer recorders: this portal, or tools that the company has for all its programs. */
  updates: z.enum(['portal', 'own-tools']).default('portal'),
  heartbeatSeconds: z.number().int().min(1).max(60).default(60),
});
export type Policy = z.infer<typeof Policy>;
