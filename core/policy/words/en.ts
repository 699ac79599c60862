import type { FieldTexts, PolicySection } from '../policy-field.ts';

const number = (value: number): string => new Intl.NumberFormat('en').format(value);
const pictures = (count: number): string =>
  `${number(count)} ${count === 1 ? 'picture' : 'pictures'}`;
const atOnce = (count: number): string =>
  count === 1 ? 'One at a time' : `${number(count)} at once`;

const sections: Readonly<Record<PolicySection, string>> = {
  hours: 'When it records',
  picture: 'What it records',
  person: 'What the person may do',
  excluded: 'What is never recorded',
  traffic: 'Upload and storage',
  notice: 'The notice',
};

const displays = { all: 'All displays', primary: 'Only the main display' };
const presets = {
  ultrafast: 'Least: the largest files',
  superfast: 'Very little',
  veryfast: 'Little',
  faster: 'Medium',
  fast: 'Much',
  medium: 'Most: the smallest files',
};
const windowTrack = {
  off: 'Not noted',
  programs: 'Which program is in use, without window titles',
  'programs-and-titles': 'Which program is in use, and the titles of its windows',
};
const textReading = {
  off: 'Not read',
  on: 'Read, so that those who may watch can search for it; deleted with the recording',
};
const updates = {
  portal: 'Installed from this portal',
  'own-tools': 'Installed by the company’s own tools',
};

/** How the form names each field. */
const fields: FieldTexts = {
  schedule: { label: 'Only in working hours' },
  'pause.allowed': { label: 'May pause the recording, with a reason' },
  'pause.maximumMinutes': { label: 'Longest pause, minutes' },
  'pause.reasons': {
    label: 'The only reasons to choose from',
    hint: 'None: the usual ones, or words of their own. Press Enter after each.',
  },
  'capture.displays': {
    label: 'Displays',
    hint: 'With the main display only, nothing of the others is recorded.',
    choices: displays,
  },
  windowTrack: {
    label: 'Programs and windows',
    hint: 'From when to when each program was in front, as a lane of the day. Never what is typed, and never a window that is not recorded. Windows, and Linux with X11.',
    choices: windowTrack,
  },
  textReading: {
    label: 'Text on the screen',
    hint: 'The server reads what is recorded from now on. The text is kept encrypted, as the recording is. Whoever searches gives the reason that watching needs, and the person sees it.',
    choices: textReading,
  },
  'excluded.programs': {
    label: 'Programs',
    hint: 'As the system names them: keepass.exe. Press Enter after each.',
  },
  'excluded.titles': {
    label: 'Words in window titles',
    hint: 'Anywhere in the title of any window that is not minimised.',
  },
  'excluded.how': {
    label: 'While a display shows one of these',
    choices: {
      'pause-display': 'The display is not recorded',
      'paint-out': 'The display is recorded, with all windows of that program painted over',
    },
    choiceHints: {
      'pause-display': 'The day shows a gap that says why.',
      'paint-out':
        'A short gap remains whenever such a window opens, moves or closes. What other places show of it stays visible: its name in the taskbar, a notification.',
    },
  },
  'capture.framesPerSecond': {
    label: 'Pictures a second',
    hint: 'More cost CPU on the computer, hardly any space.',
  },
  'capture.crf': {
    label: 'Quality',
    hint: '16 is the finest, 40 the coarsest. Small text stays readable up to about 32.',
  },
  'capture.segmentSeconds': {
    label: 'Seconds a segment',
    hint: 'Longer ones take less space. What was recorded is seen once its segment is whole.',
  },
  'capture.preset': {
    label: 'Encoder effort',
    hint: 'More effort: smaller files, more CPU.',
    choices: presets,
  },
  'capture.hevc': {
    label: 'H.265 where the graphics chip has it',
    hint: 'Smaller files. Switch it off where recordings are watched in Firefox, or on computers without H.265 in hardware: they can not play it.',
  },
  'idle.afterSeconds': {
    label: 'Fewer pictures while nobody uses mouse or keyboard',
    placeholder: 'After minutes without input',
  },
  'idle.framesPerSecond': { label: 'Pictures a second then' },
  'saving.batteryFramesPerSecond': {
    label: 'Pictures a second on battery, at most',
    placeholder: 'As on mains power',
  },
  'upload.concurrency': { label: 'Uploads at once' },
  'upload.bytesPerSecond': { label: 'At most, KB/s', placeholder: 'No limit' },
  'saving.meteredBytesPerSecond': {
    label: 'At most on a metered network, KB/s',
    hint: 'As Windows says of the connection. Live watching is slowed too.',
    placeholder: 'As on any network',
  },
  'upload.schedule': {
    label: 'Upload only at',
    hint: 'Every day, by the computer’s own clock. Live watching is not held up.',
    placeholder: 'Any time, or 18:00–24:00',
  },
  'storage.quotaBytes': { label: 'Kept while offline, GB' },
  'storage.minimumFreeBytes': { label: 'Leave free on the disk, GB' },
  heartbeatSeconds: {
    label: 'Heartbeat, seconds',
    hint: 'How soon a change reaches the recorders.',
  },
  updates: {
    label: 'New versions of the recorder',
    hint: 'Choose own tools where Intune, group policy or the like installs programs.',
    choices: updates,
  },
  contact: {
    label: 'Whom people ask about recording',
    hint: 'Shown with the notice, and opened by “Help”: a name, a mail address, a web address.',
    placeholder: 'privacy@example.com',
  },
  'notice.text': { label: 'The notice' },
};

/** What each rule says, to the people who manage it and to the person who is recorded. */
const rules = {
  schedule: {
    label: 'Hours',
    always: 'Always, while somebody is signed in',
    never: 'Never: no hours are set',
    hours: (days: readonly string[], zone: string) => `${days.join('; ')} (${zone})`,
    ownZone: 'the computer’s own time',
  },
  pause: {
    label: 'Pause',
    allowed: (minutes: number) => `At any time, for up to ${number(minutes)} min, with a reason`,
    allowedFor: (minutes: number, reasons: readonly string[]) =>
      `At any time, for up to ${number(minutes)} min, for: ${reasons.join(', ')}`,
    forbidden: 'Not allowed',
  },
  displays: { label: 'Displays', which: displays },
  windowTrack: { label: 'Programs and windows', which: windowTrack },
  textReading: { label: 'Text on the screen', which: textReading },
  excluded: {
    label: 'Never recorded',
    unset: 'Nothing is left out',
    title: (text: string) => `titles with “${text}”`,
    how: {
      'pause-display': (names: readonly string[]) => `${names.join(', ')}: the display pauses`,
      'paint-out': (names: readonly string[]) =>
        `${names.join(', ')}: painted over, the display goes on`,
    },
  },
  picture: {
    label: 'Picture',
    says: (fps: number, crf: number) => `${number(fps)} pictures a second, quality ${crf}`,
  },
  segment: { label: 'Segments', says: (seconds: number) => `Of ${number(seconds)} s` },
  encoder: {
    label: 'Encoder effort',
    preset: presets,
    hevc: (preset: string) => `${preset}, H.265 where the graphics chip has it`,
  },
  idle: {
    label: 'Without input',
    unset: 'As with input',
    says: (fps: number, minutes: number) =>
      `${pictures(fps)} a second after ${number(minutes)} min`,
  },
  battery: {
    label: 'On battery',
    unset: 'As on mains power',
    says: (fps: number) => `At most ${pictures(fps)} a second`,
  },
  upload: {
    label: 'Upload',
    free: atOnce,
    limited: (count: number, rate: string) => `${atOnce(count)}, at most ${rate}/s`,
  },
  metered: {
    label: 'On a metered network',
    unset: 'As on any network',
    says: (rate: string) => `Recordings go out at ${rate}/s at most`,
  },
  uploadHours: { label: 'Upload hours', unset: 'At any time' },
  storage: {
    label: 'Offline storage',
    says: (quota: string, free: string) =>
      `Up to ${quota}; stops when less than ${free} is left on the disk`,
  },
  heartbeat: { label: 'Heartbeat', says: (seconds: number) => `Every ${number(seconds)} s` },
  updates: { label: 'New versions of the recorder', by: updates },
  contact: { label: 'Whom to ask', unset: 'Nobody is named' },
  notice: { label: 'Notice', says: (version: number) => `Version ${number(version)}` },
};

export const en = {
  sections,
  fields,
  rules,
  weekdays: { '1': 'Mon', '2': 'Tue', '3': 'Wed', '4': 'Thu', '5': 'Fri', '6': 'Sat', '7': 'Sun' },
  comma: ', ',
};

/** The same words in another language. */
type Translated<T> = T extends string
  ? string
  : T extends (...values: infer V) => string
    ? (...values: V) => string
    : { readonly [K in keyof T]: Translated<T[K]> };

export type PolicyText = Omit<Translated<typeof en>, 'fields'> & { readonly fields: FieldTexts };

/** What the recorder's window says of a policy: also in languages that the portal does not have. */
export type RuleText = Pick<PolicyText, 'rules' | 'weekdays' | 'comma'>;
