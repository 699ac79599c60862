/** Finding what was on screens. */
export const search = {
  title: 'Search',
  lead: 'What was on screens, as far as it was noted and read',
  field: 'Words that were on a screen',
  placeholder: 'Words, a window’s title, a program, a number…',
  start: 'Search',
  filters: {
    person: 'Person',
    everybody: 'Everybody I may watch',
    team: 'Team',
    anyTeam: 'Any team',
    days: 'Days',
    dayFormat: 'MMM D, YYYY',
    lastDays: '{days, plural, one {Today} other {Last # days}}',
    program: 'While this program was in front',
    anyProgram: 'Any program',
    numbers: 'A kind of number that must be there',
    anyNumbers: 'Kind of number',
    numbersHint:
      'Finds valid numbers of this kind by their form and checksum, with or without words',
    numberKinds: {
      'payment-card': 'Payment card numbers',
      'chinese-id': 'Chinese identity numbers',
      iban: 'Bank accounts (IBAN)',
    },
    places: { titles: 'Window titles', programs: 'Programs', texts: 'Text on screens' },
    frontOnly: 'Front window only',
  },
  scope: {
    own: 'In your own recordings.',
    one: 'In the recordings of {name}.',
    some: '{count, plural, one {In the recordings of # person.} other {In the recordings of # people.}}',
    logged:
      'Each search is logged: the people searched can read who searched and why, not for which words.',
    delayed: 'The last {minutes, plural, one {minute is} other {# minutes are}} not searched yet.',
    tooMany:
      'These are {count} people. Choose a person or a team: one search goes over {most} at most.',
  },
  why: {
    title: 'Why do you search?',
    lead: '{count, plural, one {The person searched can read this, and that you searched.} other {The # people searched can read this, and that you searched.}}',
    search: 'Search',
  },
  begin: {
    title: 'Find a moment by what was on the screen',
    text: 'All words must be there, in any order; put quotation marks around what belongs together. Each hit leads to its second in the recording.',
    keys: '<key>Enter</key> searches, <key>↓</key> goes to the hits, <key>Enter</key> plays one, <key>Esc</key> stops.',
  },
  status: {
    hits: '{count, plural, =0 {No hits} one {# hit} other {# hits}}{days, plural, =0 {} one { on # day} other { on # days}}',
    progress: 'How far was searched',
    backTo: 'searched back to {time}',
    stopped: 'stopped at {time}; what is older was not searched',
    stop: 'Stop',
    recorded: '{time} recorded',
    recordedNothing: 'nothing was recorded there',
    noted: 'windows noted in {time}',
    notedNothing: 'no window was noted there',
    read: 'text read in {time}',
    readNothing: 'no text was read there',
    peopleNotNoted:
      '{count, plural, one {of # person no window was noted} other {of # people no window was noted}}',
    peopleNotRead:
      '{count, plural, one {of # person no text was read} other {of # people no text was read}}',
    unreadable:
      '{count, plural, one {# piece was deleted or can not be read} other {# pieces were deleted or can not be read}}',
    older: 'Hits from before {time} are not shown yet.',
    showOlder: 'Show older hits',
  },
  report: {
    make: 'Signed report',
    hint: 'Searches again and saves a signed file: what was searched, how far, and how often the words were found. It holds the words; no pictures.',
    making: 'Searching for the report…',
    ofNumbers:
      'A search for a kind of number can’t be signed: a number that was read wrongly would be missing.',
    narrowed:
      'A search for text while one program was in front can’t be signed: where no windows were noted, nobody knows. Leave the program or the text out.',
  },
  none: {
    title: 'Nothing found',
    text: 'This covers only what was noted and read there. Try fewer words, other days, or windows that were not in front.',
    stopped: 'The search was stopped before it was through.',
  },
  results: {
    hits: '{count, plural, one {# hit} other {# hits}}',
    openDay: 'Open the day',
  },
  hit: {
    stood: 'for {duration}',
    behind: 'behind another window',
    noPicture: 'No small picture',
  },
  notAllowed: {
    title: 'You may not watch anybody here',
    text: 'Search goes over recordings that you may watch. An administrator can say whose these are.',
  },
  log: {
    tab: 'Searched',
    title: 'Who searched',
    at: 'When',
    by: 'By',
    people: 'In the recordings of',
    time: 'Days searched',
    where: 'Where',
    why: 'Why',
    hits: 'Shown',
    hitsShown: '{count, plural, =0 {no hits} one {# hit} other {# hits}}',
    none: 'Nobody has searched in them.',
    noReason: 'No reason was asked for',
    undisclosed: 'Not shown to the person until {date}',
  },
} as const;
