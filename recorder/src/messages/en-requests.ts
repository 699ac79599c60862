/** Texts of what the person can do, and of the window itself. */
export const enRequests = {
  pause: {
    button: 'Pause recording…',
    resume: 'Resume recording',
    title: 'Pause recording',
    reason: 'Reason',
    reasons: {
      call: 'Private conversation',
      personal: 'Personal matter',
      break: 'Break',
      other: 'Other',
    },
    otherLabel: 'Your reason',
    minutes: 'For how long',
    minutesText: '{count} min',
    explain: 'The pause and its reason become part of the record.',
    confirm: 'Pause',
    cancel: 'Cancel',
    left: '{time} left.',
    prolong: 'Prolong by {count} min',
    ending: 'Your pause ends soon',
    endingText: 'Recording resumes by itself at {until}.',
    over: 'Your pause is over',
    understood: 'OK',
  },
  enrolAnew: { button: 'Enrol this computer anew' },
  footer: {
    language: 'Language',
    languages: { auto: 'Language: auto', en: 'English', 'zh-CN': '简体中文' },
    theme: 'Colours',
    themes: { system: 'Colours: auto', light: 'Light', dark: 'Dark' },
    logs: 'Save logs…',
    logsName: 'recorder-logs-{date}.txt',
    version: '{version}',
  },
  answers: {
    refused: 'The recorder refused it.',
    'storage-full':
      'The disk is full, so this can not be saved. Nothing is recorded until there is space.',
    'no-token':
      'Your administrator must first give this computer an enrolment token of the portal.',
    unavailable: 'The recorder does not answer. Please try again.',
    internal: 'That did not work. Please try again.',
    'stale-notice': 'There is a newer notice. Please read it again.',
  },
};
