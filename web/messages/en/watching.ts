export const watching = {
  title: 'Why do you watch {name}?',
  lead: '{name} will read your name, the stretches you watched and what you say here.',
  reason: 'Reason',
  reasons: {
    'security-incident': 'Security incident',
    complaint: 'Complaint or dispute',
    'legal-request': 'Legal request',
    quality: 'Quality of work',
    training: 'Training',
    'technical-check': 'Technical check',
    other: 'Something else',
  },
  note: 'In your words',
  notePlaceholder: 'Case number, or what it is about',
  noteRequired: 'Say in words what it is for.',
  delay: 'An investigation: show it to {name} later',
  delayDays: 'After how many days',
  delayHint:
    'Until then compliance and auditors alone are shown it. The delay is logged with your name.',
  watch: 'Watch',
  settings: {
    title: 'Watching',
    lead: 'Whoever watches somebody else says why first. The person reads it.',
    exempt: 'Roles that are not asked',
    exemptHint: 'Whoever holds one of these watches without saying why. Each view is still logged.',
    hours: 'A purpose counts for, hours',
    delay: 'Footage is shown after, minutes',
    delayHint:
      'To whoever may watch a person, and not live. People see their own recordings at once.',
    save: 'Save',
    saved: 'Saved',
  },
} as const;
