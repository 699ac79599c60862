export const overview = {
  title: 'Overview',
  count:
    '{devices, plural, one {# computer} other {# computers}} of {people, plural, one {# person} other {# people}}',
  health: 'Computers by state',
  frames: 'Last verified footage',
  framesHint:
    'The newest footage that has arrived and whose signature and checksum are right. It is older for computers that are switched off.',
  ages: {
    unknown: 'Unknown',
    minutes: 'Within 5 minutes',
    hour: 'Within an hour',
    day: 'Within a day',
    week: 'Within a week',
    older: 'Older',
    never: 'None yet',
  },
  backlog: 'Waiting on computers',
  backlogOf:
    '{segments, plural, one {# segment} other {# segments}} on {devices, plural, one {# computer} other {# computers}}',
  oldest: 'Oldest',
  nothingWaits: 'Nothing is waiting',
  parked: 'Computers with refused segments',
  parkedHint: 'The server refused them for good. Somebody has to look into it.',
  holes: 'Computers with missing journal entries',
  holesHint: 'Numbers are missing although nothing waits: lost, or tampered with.',
  history: {
    title:
      '{devices, plural, one {# computer has} other {# computers have}} a different history than this server',
    text: 'What was received has been rewritten, or the database was set back to an old state.',
    link: 'See Integrity',
  },
  watch: 'Computers that need attention',
  nothingToWatch: 'Every computer that is on records and uploads as it should.',
  person: 'Person',
  computer: 'Computer',
  state: 'State',
  why: 'Why',
  verified: 'Last verified footage',
  noFrame: 'None yet',
  reasons: {
    parked: '{count, plural, one {# segment refused} other {# segments refused}}',
    holes: 'Journal entries missing',
    backlog: '{count, plural, one {# segment} other {# segments}} waiting, {bytes}',
    capture: 'No new footage, or no disk space to record',
  },
} as const;
