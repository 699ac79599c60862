/**
 * `broken`: something contradicts what the package says. `unproven`: nothing contradicts it, nothing
 * proves it. `open`: no package can prove it by itself; the reader can. `note`: to know, and no matter
 * of proof.
 */
export type FindingStatus = 'proven' | 'broken' | 'unproven' | 'open' | 'note';

/** Every finding there is (docs/evidence.md). Codes are stable: people and programs rely on them. */
export const FINDINGS = {
  // The zip and its files
  'archive-ambiguous': 'broken',
  'entry-unsafe': 'broken',
  'entry-duplicate': 'broken',
  'entry-unlisted': 'broken',
  'entry-too-large': 'broken',
  'entry-renamed': 'broken',
  'file-unknown': 'broken',
  'file-missing': 'broken',
  'file-size': 'broken',
  'file-unreadable': 'broken',
  'file-changed': 'broken',
  'files-whole': 'proven',
  'sums-differ': 'broken',
  'video-copies': 'note',
  // The manifest and its seal
  'manifest-missing': 'broken',
  'manifest-unreadable': 'broken',
  'manifest-inconsistent': 'broken',
  'seal-missing': 'broken',
  'seal-invalid': 'broken',
  'seal-differs': 'broken',
  'seal-other-key': 'broken',
  'seal-valid': 'proven',
  'document-unreadable': 'broken',
  'document-ambiguous': 'broken',
  // The journals
  'statement-signature': 'broken',
  'statement-unreadable': 'broken',
  'statement-device': 'broken',
  'journal-order': 'broken',
  'journal-link': 'broken',
  'journal-extent': 'broken',
  'journal-whole': 'proven',
  // The device says itself that it lost entries: of this stretch, of others, or of such as there are.
  'journal-damaged': 'unproven',
  'journal-damage-told': 'note',
  'journal-damage-false': 'broken',
  'context-order': 'broken',
  'clock-back': 'unproven',
  'clock-off': 'unproven',
  'clock-unmeasured': 'unproven',
  'clock-before-enrolment': 'unproven',
  'clock-before-checkpoint': 'unproven',
  'clock-after-known': 'unproven',
  'clock-bounds': 'note',
  // Receipts
  'receipt-signature': 'broken',
  'receipt-differs': 'broken',
  'receipt-early': 'unproven',
  'receipts-valid': 'proven',
  // Segments
  'segment-unsigned': 'broken',
  'segment-entry-gone': 'broken',
  'segment-differs': 'broken',
  'segment-file-differs': 'broken',
  'segment-duplicate': 'broken',
  'segment-unlisted': 'broken',
  'segment-absent': 'unproven',
  'segment-outside': 'note',
  'segments-signed': 'proven',
  'recording-splice': 'broken',
  'recording-skips': 'unproven',
  'recording-overlap': 'unproven',
  'recording-headless': 'unproven',
  'recording-covered': 'note',
  // Keys
  'key-missing': 'broken',
  'key-unneeded': 'broken',
  'key-misplaced': 'broken',
  'key-undeclared': 'broken',
  // Raised for older footage: the key that opens it opens all of its window.
  'key-opens-window': 'note',
  'key-opens-withheld': 'note',
  'playlist-differs': 'broken',
  'segment-unplayable': 'broken',
  'segments-open': 'proven',
  // The native videos, picture by picture
  'native-unreadable': 'broken',
  'native-picture-other': 'broken',
  'native-picture-missing': 'broken',
  'native-parameters-other': 'broken',
  'native-signed': 'proven',
  'native-encoded': 'note',
  // Checkpoints and who vouches for the server
  'checkpoint-signature': 'broken',
  'checkpoint-link': 'broken',
  'checkpoint-old-key': 'broken',
  // Two checkpoints are not of one history, or leave out entries of the audit log
  'history-differs': 'broken',
  'audit-shortened': 'broken',
  'inclusion-invalid': 'broken',
  'inclusion-misplaced': 'broken',
  'inclusion-stray': 'broken',
  'statements-uncommitted': 'unproven',
  'statements-committed': 'proven',
  'seen-other-key': 'broken',
  'seen-other-checkpoint': 'broken',
  'seen-checkpoint-gone': 'unproven',
  'server-vouched': 'proven',
  'server-unvouched': 'unproven',
  'server-key-pinned': 'proven',
  'server-key-other': 'broken',
  'timestamp-invalid': 'broken',
  'timestamp-valid': 'proven',
  'timestamp-unvouched': 'note',
  'timestamp-late': 'note',
  'timestamp-none': 'note',
  // Whose the key is that seals the package, by certificates
  'certificate-unreadable': 'broken',
  'certificate-other-key': 'broken',
  'certificate-not-then': 'unproven',
  'certificate-valid': 'proven',
  'certificate-unvouched': 'note',
  'server-ca-other': 'broken',
  // Where the package comes from, by what the reader knows from elsewhere
  'origin-stamped': 'proven',
  'origin-unknown': 'open',
  // The computer, as it has signed it
  'host-signed': 'proven',
  'host-differs': 'broken',
  'display-left-out': 'note',
  // Programs and windows in front
  'windows-unsigned': 'broken',
  'windows-differ': 'broken',
  'windows-silently': 'broken',
  'windows-unlisted': 'broken',
  'windows-withheld-named': 'broken',
  'windows-withheld': 'note',
  'windows-absent': 'note',
  'windows-left-out': 'note',
  'windows-signed': 'proven',
  // Coverage and redaction
  'time-hole': 'unproven',
  'time-covered': 'proven',
  'gap-named': 'note',
  'withheld-silently': 'broken',
  'withheld-present': 'broken',
  'stretch-withheld': 'note',
  'stretch-blurred': 'note',
  'text-covered': 'note',
  // Notice, custody, policy
  'notice-acknowledged': 'proven',
  'notice-unproven': 'unproven',
  'notice-differs': 'broken',
  'policy-unproven': 'unproven',
  'policy-signed': 'proven',
  'policy-differs': 'broken',
  // Who handled the clip, by the audit log
  'custody-order': 'broken',
  'custody-incomplete': 'broken',
  'custody-unlinked': 'broken',
  'custody-differs': 'broken',
  'custody-proof-invalid': 'broken',
  'custody-uncommitted': 'unproven',
  'custody-committed': 'proven',
  // What nobody but the server says
  'told-by-server': 'note',
  'receipts-told': 'note',
  'zone-other': 'note',
  'custody-told': 'note',
} as const satisfies Record<string, FindingStatus>;

export type FindingCode = keyof typeof FINDINGS;

/** The chapters in which findings are told. */
export const FINDING_GROUPS = [
  'package',
  'footage',
  'journal',
  'server',
  'time',
  'people',
  'word',
] as const;
export type FindingGroup = (typeof FINDING_GROUPS)[number];

const GROUP_OF_PREFIX: Readonly<Record<string, FindingGroup>> = {
  archive: 'package',
  entry: 'package',
  file: 'package',
  files: 'package',
  sums: 'package',
  manifest: 'package',
  seal: 'package',
  document: 'package',
  native: 'footage',
  video: 'word',
  told: 'word',
  zone: 'word',
  custody: 'server',
  host: 'journal',
  windows: 'journal',
  display: 'footage',
  segment: 'footage',
  segments: 'footage',
  recording: 'footage',
  key: 'footage',
  playlist: 'footage',
  statement: 'journal',
  journal: 'journal',
  context: 'journal',
  clock: 'time',
  receipt: 'server',
  receipts: 'server',
  checkpoint: 'server',
  history: 'server',
  audit: 'server',
  inclusion: 'server',
  statements: 'server',
  seen: 'server',
  server: 'server',
  timestamp: 'server',
  certificate: 'server',
  origin: 'server',
  time: 'time',
  gap: 'time',
  withheld: 'time',
  stretch: 'time',
};

const ONLY_TOLD: ReadonlySet<FindingCode> = new Set(['custody-told', 'receipts-told']);

/** A code's first word tells its chapter, but for what nobody has committed to. */
export function groupOf(code: FindingCode): FindingGroup {
  if (ONLY_TOLD.has(code)) return 'word';
  return GROUP_OF_PREFIX[code.split('-')[0] ?? ''] ?? 'people';
}
