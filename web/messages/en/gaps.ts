/** Why there is no footage; `GapCause` of the recorder protocol. */
export const gaps = {
  locked: 'Screen locked',
  asleep: 'Computer asleep',
  'signed-out': 'Signed out',
  stopped: 'Recorder closed',
  'outside-schedule': 'Outside working hours',
  paused: 'Paused by the employee',
  'excluded-app': 'Private app in front',
  'secure-desktop': 'Secure desktop',
  'display-lost': 'Display disconnected',
  'capture-failed': 'Capture failed',
  'disk-full': 'Disk full',
  crashed: 'Recorder crashed',
  killed: 'Recorder was killed',
  'clock-changed': 'Clock changed',
  unexplained: 'Unexplained',
} as const;
