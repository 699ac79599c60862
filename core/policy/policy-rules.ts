import type { WeeklySchedule } from '../protocol/policy.ts';
import type { PolicyBody, PolicyField, PolicySection } from './policy-field.ts';
import { dayGroups, OWN_ZONE } from './weekly-hours.ts';
import type { RuleText } from './words/en.ts';

const MINUTE = 60;
const KB = 1_000;
const GB = 1_000_000_000;

interface Telling {
  readonly text: RuleText;
  readonly bytes: (value: number) => string;
}

export interface PolicyRule {
  readonly id: keyof RuleText['rules'];
  readonly section: PolicySection;
  /** The person's work, the computer and its network, or only how recording is done. */
  readonly concerns: 'person' | 'computer' | 'operation';
  readonly fields: readonly PolicyField[];
  /** Null where the policy sets nothing: then the rule's own word for that stands. */
  readonly says: (policy: PolicyBody, telling: Telling) => string | null;
}

/**
 * All that a policy says, the rules first that matter most to the person who is recorded. Each names
 * the fields that it is made of and how they are set. The form, the changes between two versions,
 * "My recordings" and the recorder's window are drawn from it; two policies differ in a rule when it
 * reads differently.
 */
export const POLICY_RULES: readonly PolicyRule[] = [
  {
    id: 'schedule',
    section: 'hours',
    concerns: 'person',
    fields: [{ path: 'schedule', kind: 'week' }],
    says: ({ schedule }, { text }) =>
      schedule === null ? text.rules.schedule.always : hoursOf(schedule, text),
  },
  {
    id: 'pause',
    section: 'person',
    concerns: 'person',
    fields: [
      { path: 'pause.allowed', kind: 'switch' },
      { path: 'pause.maximumMinutes', kind: 'number', shownIf: ({ pause }) => pause.allowed },
      { path: 'pause.reasons', kind: 'optional-names', shownIf: ({ pause }) => pause.allowed },
    ],
    says: ({ pause: { allowed, maximumMinutes, reasons } }, { text: { rules } }) => {
      if (!allowed) return rules.pause.forbidden;
      if (reasons === undefined) return rules.pause.allowed(maximumMinutes);
      return rules.pause.allowedFor(maximumMinutes, reasons);
    },
  },
  {
    id: 'displays',
    section: 'picture',
    concerns: 'person',
    fields: [{ path: 'capture.displays', kind: 'choice' }],
    says: ({ capture }, { text }) => text.rules.displays.which[capture.displays],
  },
  {
    id: 'windowTrack',
    section: 'picture',
    concerns: 'person',
    fields: [{ path: 'windowTrack', kind: 'radio' }],
    says: ({ windowTrack }, { text }) => text.rules.windowTrack.which[windowTrack],
  },
  {
    id: 'textReading',
    section: 'picture',
    concerns: 'person',
    fields: [{ path: 'textReading', kind: 'radio' }],
    says: ({ textReading }, { text }) => text.rules.textReading.which[textReading],
  },
  {
    id: 'excluded',
    section: 'excluded',
    concerns: 'person',
    fields: [
      { path: 'excluded.programs', kind: 'names' },
      { path: 'excluded.titles', kind: 'names' },
      { path: 'excluded.how', kind: 'radio' },
    ],
    says: ({ excluded: { programs, titles, how } }, { text: { rules } }) => {
      const names = [...programs, ...titles.map(rules.excluded.title)];
      return names.length === 0 ? null : rules.excluded.how[how](names);
    },
  },
  {
    id: 'picture',
    section: 'picture',
    concerns: 'operation',
    fields: [
      { path: 'capture.framesPerSecond', kind: 'number' },
      { path: 'capture.crf', kind: 'number' },
    ],
    says: ({ capture: { framesPerSecond, crf } }, { text }) =>
      text.rules.picture.says(framesPerSecond, crf),
  },
  {
    id: 'segment',
    section: 'picture',
    concerns: 'operation',
    fields: [{ path: 'capture.segmentSeconds', kind: 'number' }],
    says: ({ capture }, { text }) => text.rules.segment.says(capture.segmentSeconds),
  },
  {
    id: 'encoder',
    section: 'picture',
    concerns: 'operation',
    fields: [
      { path: 'capture.preset', kind: 'choice' },
      { path: 'capture.hevc', kind: 'hevc' },
    ],
    says: ({ capture: { preset, hevc } }, { text: { rules } }) => {
      const effort = rules.encoder.preset[preset];
      return hevc ? rules.encoder.hevc(effort) : effort;
    },
  },
  {
    id: 'idle',
    section: 'picture',
    concerns: 'person',
    fields: [
      {
        path: 'idle.afterSeconds',
        kind: 'number',
        unit: MINUTE,
        decimals: 1,
        proposal: 2 * MINUTE,
      },
      {
        path: 'idle.framesPerSecond',
        kind: 'number',
        shownIf: ({ idle }) => idle.afterSeconds !== null,
      },
    ],
    says: ({ idle, capture }, { text }) => {
      if (idle.afterSeconds === null) return null;
      const fps = Math.min(idle.framesPerSecond, capture.framesPerSecond);
      return text.rules.idle.says(fps, idle.afterSeconds / MINUTE);
    },
  },
  {
    id: 'battery',
    section: 'picture',
    concerns: 'computer',
    fields: [{ path: 'saving.batteryFramesPerSecond', kind: 'number' }],
    says: ({ saving: { batteryFramesPerSecond: fps }, capture }, { text }) =>
      fps === null ? null : text.rules.battery.says(Math.min(fps, capture.framesPerSecond)),
  },
  {
    id: 'upload',
    section: 'traffic',
    concerns: 'operation',
    fields: [
      { path: 'upload.concurrency', kind: 'number' },
      { path: 'upload.bytesPerSecond', kind: 'number', unit: KB },
    ],
    says: ({ upload: { concurrency, bytesPerSecond } }, { text: { rules }, bytes }) =>
      bytesPerSecond === null
        ? rules.upload.free(concurrency)
        : rules.upload.limited(concurrency, bytes(bytesPerSecond)),
  },
  {
    id: 'metered',
    section: 'traffic',
    concerns: 'computer',
    fields: [{ path: 'saving.meteredBytesPerSecond', kind: 'number', unit: KB }],
    says: ({ saving: { meteredBytesPerSecond: rate } }, { text, bytes }) =>
      rate === null ? null : text.rules.metered.says(bytes(rate)),
  },
  {
    id: 'uploadHours',
    section: 'traffic',
    concerns: 'computer',
    fields: [{ path: 'upload.schedule', kind: 'daily-hours' }],
    says: ({ upload }, { text }) =>
      upload.schedule === null ? null : hoursOf(upload.schedule, text),
  },
  {
    id: 'storage',
    section: 'traffic',
    concerns: 'computer',
    fields: [
      { path: 'storage.quotaBytes', kind: 'number', unit: GB, decimals: 1 },
      { path: 'storage.minimumFreeBytes', kind: 'number', unit: GB, decimals: 1 },
    ],
    says: ({ storage: { quotaBytes, minimumFreeBytes } }, { text, bytes }) =>
      text.rules.storage.says(bytes(quotaBytes), bytes(minimumFreeBytes)),
  },
  {
    id: 'heartbeat',
    section: 'traffic',
    concerns: 'operation',
    fields: [{ path: 'heartbeatSeconds', kind: 'number' }],
    says: ({ heartbeatSeconds }, { text }) => text.rules.heartbeat.says(heartbeatSeconds),
  },
  {
    id: 'updates',
    section: 'traffic',
    concerns: 'operation',
    fields: [{ path: 'updates', kind: 'choice' }],
    says: ({ updates }, { text }) => text.rules.updates.by[updates],
  },
  {
    id: 'contact',
    section: 'notice',
    concerns: 'person',
    fields: [{ path: 'contact', kind: 'text' }],
    says: ({ contact }) => contact ?? null,
  },
  {
    id: 'notice',
    section: 'notice',
    concerns: 'operation',
    fields: [{ path: 'notice.text', kind: 'notice' }],
    says: ({ notice }, { text }) => text.rules.notice.says(notice.version),
  },
];

function hoursOf({ days, timeZone }: WeeklySchedule, text: RuleText): string {
  const { schedule } = text.rules;
  const lines = dayGroups(days).map(({ first, last, windows }) => {
    const names = [first, ...(last === first ? [] : [last])].map((day) => text.weekdays[day]);
    return `${names.join('–')} ${windows.replaceAll(', ', text.comma)}`;
  });
  if (lines.length === 0) return schedule.never;
  return schedule.hours(lines, timeZone === OWN_ZONE ? schedule.ownZone : timeZone);
}
