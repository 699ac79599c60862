import type { Words } from './words.ts';

export const en: Words = {
  outcomes: {
    proven: {
      title: 'Proven',
      text: 'All footage in this package is as the computer signed it when it recorded. Nothing was changed, and nothing was left out without a word.',
    },
    broken: {
      title: 'Broken',
      text: 'Something in this package contradicts what was signed. Do not rely on it before the points in red are explained.',
    },
    unproven: {
      title: 'Not fully proven',
      text: "Nothing contradicts this package, but some of it can't be proven. The points in yellow say what.",
    },
    consistent: {
      title: 'Consistent in itself; where it comes from is not established',
      text: "All parts of this package agree. But whoever makes all keys anew can make a package like it: nobody outside of it says that this one is the company's. To establish that, get the fingerprint of the server's key in another way than the package, from somebody you trust, and check again with it; or with a trust file, or with the certificate of a time-stamp authority that you trust.",
    },
  },
  groups: {
    package: 'The package',
    footage: 'The footage',
    journal: 'What the computer signed',
    server: 'What the server signed',
    time: 'The time of the clip',
    people: 'Notice and rules',
    word: "Only the server's word",
  },
  statuses: {
    proven: 'proven',
    broken: 'broken',
    unproven: 'not proven',
    open: 'not established',
    note: 'note',
  },
  findings: {
    'archive-ambiguous':
      'The archive is ambiguous: programs may read different files out of it ({problem}). Nothing of it was read. Ask for the package as it was made, or check the folder that you unpacked.',
    'entry-unsafe':
      'The zip holds a file whose name could write outside its folder. Do not unpack it.',
    'entry-duplicate':
      'The package holds two files of this name; capital letters do not tell them apart. Programs differ in which one they show.',
    'entry-unlisted': 'This file is not part of what was sealed. Somebody has added it.',
    'entry-too-large': 'This file claims to unpack to {bytes}, which no honest one does.',
    'file-missing': 'This file was sealed with the package and is gone.',
    'file-size': 'This file was changed: it has {bytes} bytes; sealed were {expected} bytes.',
    'file-unreadable': "This file can't be unpacked: its packed content is damaged.",
    'file-changed': 'This file was changed: sealed was SHA-256 {expected}, found is {found}.',
    'sums-differ': 'The list of digests in SHA256SUMS is not that of the sealed files.',
    'files-whole': 'All {files} files ({bytes}) are byte for byte the ones that were sealed.',
    'manifest-missing':
      "The list of the package's files (manifest.json) is gone. Nothing can be checked.",
    'manifest-unreadable':
      "The list of the package's files (manifest.json) can't be read. Nothing can be checked. {problem}",
    'manifest-inconsistent': 'The manifest contradicts itself: {problem}.',
    'seal-missing':
      'The seal of the package (manifest.jws) is gone: nobody vouches for its list of files.',
    'seal-invalid': "The seal of the package is not by the server's key that it names.",
    'seal-differs':
      'The seal belongs to another list of files: manifest.json was changed after it was sealed. Sealed was SHA-256 {expected}, found is {found}.',
    'seal-other-key':
      '{host}: the computer has signed that it records for the server with the key {expected}. The package is sealed by {found}: somebody else has sealed it.',
    'seal-valid': 'The server sealed the list of files on {sealedAt}.',
    'document-unreadable': "This document can't be read: {problem}.",
    'statement-signature':
      "The signature of this entry is not by the computer's key: it was changed or forged.",
    'statement-unreadable': "This entry of the journal can't be read.",
    'statement-device': 'This entry was signed by another computer.',
    'journal-order':
      'The journal goes on with another entry than number {expected}: entries were taken out, put in, or changed places.',
    'journal-link':
      'This entry does not point at the one before it: something in between was exchanged.',
    'journal-extent':
      'The journal has {count} entries where {expected} were announced: it was cut or lengthened.',
    'journal-whole':
      '{host}: journal entries {first} to {last} are signed by the computer, each is chained to the one before, and none is missing.',
    'journal-damaged':
      '{host}: the journal was damaged. Of its entries {first} to {last}, {count} are gone, as the computer itself has signed; all others are signed and chained.',
    'journal-damage-told':
      'The computer has signed that its journal was damaged before this entry. Nothing of what is shown here is missing.',
    'journal-damage-false':
      'This entry came after the computer had signed, in entry {damage}, that it was lost for good.',
    'context-order': "An earlier entry of the journal stands where it can't belong.",
    'clock-back': "The computer's clock went back by {seconds} s here, and it doesn't say why.",
    'clock-off':
      "{host}: the computer's clock was wrong by {seconds} s, as it has signed itself. By the server's clock the clip is from {from} to {to}.",
    'clock-unmeasured':
      "{host}: the computer had never compared its clock with the server's. The times are its own word.",
    'clock-before-enrolment':
      '{host}: the times contradict each other: the footage is said to begin on {at}, and the computer was enrolled on {enrolledAt}.',
    'clock-before-checkpoint':
      "{host}: the times contradict each other: an entry of {at} names checkpoint {checkpoint}, which was made on {madeAt}. The computer's clock was wrong.",
    'clock-after-known':
      '{host}: the times contradict each other: the footage is said to end on {at}, and was known on {knownAt}.',
    'clock-bounds':
      "{host}: by the server's clock the clip was recorded after {from} and before {to}, whatever the computer's clock said.",
    'receipt-signature': "The server's receipt for this entry is not signed by any of its keys.",
    'receipt-differs': "The server's receipt belongs to another entry.",
    'receipt-early':
      'The server received this entry before the time that it tells: one of the clocks was wrong.',
    'receipts-valid': '{host}: the server has signed a receipt for each of {count} entries.',
    'segment-unsigned':
      'The package shows footage of {display} from {start} that the computer never signed.',
    'segment-differs':
      'The package says something else of the footage of {display} from {start} than the computer signed ({field}): signed was {expected}, found is {found}.',
    'segment-file-differs':
      'The footage of {display} from {start} is another file than the one that the computer signed: signed was SHA-256 {expected}, found is {found}.',
    'segment-duplicate': 'The footage of {display} from {start} is shown twice.',
    'segment-unlisted':
      'The computer signed footage of {display} from {start} that the package leaves out without a word.',
    'segment-absent':
      "The footage of {display} from {start} is not here: {reason}. The computer's signed entry shows that it existed.",
    'segment-outside': '{count} pieces of footage lie outside the time of the clip.',
    'segments-signed':
      '{host}: each of the {count} pieces of footage in the package is what the computer signed when it recorded: display, time, length and content.',
    'recording-splice':
      'A recording of {display} from {start} is not in one piece: it was put together from several.',
    'recording-skips':
      'In a recording of {display}, {missing} pieces before {start} were never signed.',
    'recording-overlap': 'Two recordings of {display} overlap at {start}.',
    'recording-headless':
      'The beginning of the recording of {display} that is shown from {start} is not in the package.',
    'recording-covered':
      'In these pictures of {display}, {count} areas were painted over as they were recorded, by the policy in force.',
    'key-missing': 'The key that opens this footage is not in the package.',
    'key-unneeded': 'The package holds a key that none of its footage needs.',
    'key-misplaced': 'The key of this footage belongs to another computer or another time.',
    'key-undeclared':
      'The package holds a key that opens a whole stretch of time, and its manifest does not say so.',
    'key-opens-window':
      'This package holds the key of older footage. It opens all that {host} recorded from {from} to {to}, not only what is shown here.',
    'key-opens-withheld':
      'A key of this package would also open footage that was left out (pieces: {count}), for whoever gets hold of its encrypted files.',
    'playlist-differs':
      'This playlist would play other footage than the package shows, or holds other keys.',
    'segment-unplayable': 'This footage does not open with its key.',
    'segments-open':
      'All {count} pieces of footage open with the keys in the package, and are video.',
    'native-unreadable': "The native video of {display} can't be read: {problem}.",
    'native-picture-other':
      'The native video of {display} shows another picture at {at} than the computer signed. In all, {count} pictures are others.',
    'native-picture-missing':
      'The native video of {display} leaves out what the computer signed at {at}. In all, {count} pictures are missing.',
    'native-parameters-other':
      'The native video of {display} sets a player up in another way at {at} than the footage does ({count} pictures).',
    'native-signed':
      'In the native video of {display}, {count} pictures are bit for bit those that the computer signed, each at its time, and none is missing.',
    'native-encoded':
      'The first {count} pictures of the native video of {display}, until {until}, were encoded anew, since they build on one from before the clip. The footage itself proves them.',
    'checkpoint-signature': "This hourly checkpoint is not signed by any of the server's keys.",
    'checkpoint-link':
      "This hourly checkpoint does not follow the one before it: the server's history was rewritten.",
    'checkpoint-old-key':
      'This hourly checkpoint is signed by a key that the server had already replaced by then.',
    'inclusion-invalid':
      "This entry is not in the server's checkpoint {checkpoint}, although the package says so.",
    'inclusion-misplaced':
      "This entry was received at another time than that of the server's checkpoint {checkpoint}.",
    'inclusion-stray': 'The package holds a proof of an entry that is not in it.',
    'statements-uncommitted':
      '{host}: {count} of {of} entries are not in an hourly checkpoint yet. Checkpoints are made once an hour.',
    'statements-committed':
      "{host}: all {count} entries are in the server's hourly checkpoints, which other computers keep too.",
    'seen-other-key':
      "The computer has seen another server key than those of this package: the package was made by somebody else, or the server's key was exchanged.",
    'seen-other-checkpoint':
      "The computer has seen another checkpoint {checkpoint} than the one in this package: the server's history was rewritten.",
    'server-vouched':
      "The computers' own signed journals name the key that seals this package ({count} times).",
    'server-unvouched':
      "No computer's journal in this package names the key that seals it. Compare its fingerprint with one you know from elsewhere.",
    'server-key-pinned': 'The package is sealed by the server key that you named.',
    'server-key-other': 'The package is sealed by another server key than the one that you named.',
    'certificate-unreadable': "The certificates of the server's key can't be read.",
    'certificate-other-key':
      'The certificate in this package is of another key than the one that seals it: it says nothing of whose the package is.',
    'certificate-not-then':
      'The certificate of "{name}" is valid from {from} to {until}. It was not when the package was sealed.',
    'certificate-valid':
      'The key that seals this package is that of "{name}", as {authority} certifies, an authority that you trust.',
    'certificate-unvouched':
      'Somebody who is called "{authority}" certifies that the key which seals this package is that of "{name}". You have not named that authority as one that you trust, and anybody can take such a name.',
    'server-ca-other':
      'No certificate in this package leads from the key that seals it to the authority that you named.',
    'timestamp-invalid': 'The time-stamp of this checkpoint is not valid ({problem}).',
    'timestamp-valid':
      '{authority}, an authority that you trust, confirms that this checkpoint existed at {at}.',
    'timestamp-unvouched':
      'Somebody who is called "{authority}" says that this checkpoint existed at {at}. You have not named that authority as one that you trust, and anybody can take such a name.',
    'timestamp-late':
      'The authority that you trust ({authority}) saw all of this only at {at}, more than a day after the clip. That it was recorded earlier is the word of the computer and the server alone.',
    'origin-stamped':
      'Where it comes from: {authority}, an authority that you trust, saw all of this at {at}, within a day of the clip.',
    'origin-unknown':
      "Nothing from outside the package says whose server key this is. Get the fingerprint of the server's key in another way, and check again with it (--server-key, or in the field of the page).",
    'timestamp-none':
      'There is no time-stamp by an independent authority. The times are those of the computer and of the server.',
    'windows-unsigned':
      '{host}: the package tells which programs were in front, and the computer has signed nothing of it.',
    'windows-differ':
      '{host}: the package tells other programs or windows in front, or other times of them, than the computer has signed.',
    'windows-silently':
      '{host}: which programs were in front is left out for a part of the clip, without a reason.',
    'windows-unlisted':
      '{host}: the computer has noted which programs were in front. The package leaves it out without a word.',
    'windows-withheld-named':
      '{host}: programs or windows are named of a time that the package leaves out on purpose, or that is not of the clip.',
    'windows-withheld':
      '{host}: which programs were in front is not told for what was left out on purpose; how long each was in front is.',
    'windows-absent': "{host}: which programs were in front can't be shown here: {reason}.",
    'windows-left-out':
      '{host}: the computer has noted which programs were in front. That is not part of this package.',
    'windows-signed':
      '{host}: the programs and windows in front ({count}) are those that the computer noted and signed.',
    'time-hole': '{host}: nothing signed accounts for this time.',
    'time-covered':
      '{host}: every moment of the clip on {display} is footage, or a gap that the computer named.',
    'gap-named': 'Nothing was recorded here, as the computer signed: {cause}. {note}',
    'withheld-silently': 'Footage was left out here without a reason.',
    'withheld-present': 'Footage that the package says it leaves out is in it.',
    'stretch-withheld':
      'Footage was left out here on purpose: {reason}. The signed entries show its exact place and length.',
    'video-copies':
      'The {count} videos are copies for people, with the clock burned in. They prove nothing by themselves: what is proven is the footage that they were made from.',
    'stretch-blurred': 'A part of the picture was blurred in the videos here: {reason}.',
    'text-covered':
      'Text was covered in the videos wherever it was found by machine and a person confirmed it (places: {count}): {reason}. The recordings of these times are left out; the rest proves itself.',
    'notice-acknowledged':
      '{host}: {user} acknowledged the notice (version {version}) on {at}, before the first picture.',
    'notice-unproven':
      '{host}: the package does not show that the notice was acknowledged before the first picture.',
    'notice-differs': 'The package tells another notice than the one that was acknowledged.',
    'policy-unproven':
      '{host}: the rules in force (version {version}) are not in the package, or the computer has not signed what they say.',
    'entry-renamed':
      'This file was sealed as {expected}: the archive was packed anew by a program that writes paths in another way. Check the folder that you unpacked instead.',
    'file-unknown':
      "This file was sealed, but the package's manifest doesn't say what it is. No package of ours holds such a file.",
    'document-ambiguous':
      'This document says one thing twice ("{name}"): programs differ in which of the two they read.',
    'segment-entry-gone':
      "The computer's signed entry {index}, of the footage of {display} from {start}, is not in the package or can't be read: what the computer signed can't be compared.",
    'host-signed':
      '{host}: the computer has signed its own name, its time zone ({zone}), and that {user} was signed in.',
    'host-differs':
      'The package says of the computer: {field} "{found}". The computer itself has signed "{expected}".',
    'display-left-out':
      '{host}: the computer recorded {display} too at this time. The package leaves that display out as a whole.',
    'policy-signed':
      '{host}: the rules in force (version {version}) are word for word those that the computer has signed.',
    'policy-differs':
      '{host}: the package tells other rules (version {version}) than the computer applied: signed was SHA-256 {expected}, found is {found}.',
    'told-by-server':
      'That this is {person}, the case "{case}" and the clip "{clip}", what the reasons for leaving something out are, and the names in the videos: only the server says so.',
    'zone-other':
      "{host}: times are shown in {found}, as the server wishes; the computer's own time zone was {expected}.",
    'history-differs':
      "This hourly checkpoint is not of one history with checkpoint {before}, or the package doesn't show that it is: the server's history was rewritten or shortened.",
    'audit-shortened':
      'Between checkpoint {before} and this one, entries of the audit log are missing or told twice: the log was rewritten or shortened.',
    'seen-checkpoint-gone':
      'The computer has seen checkpoint {checkpoint}, which is not in the package: the server does not show that it is still of its history.',
    'receipts-told':
      '{host}: the checkpoints of this server do not commit to its receipts. When it received the entries is its own word.',
    'custody-order': 'The record of who handled the clip is out of order.',
    'custody-incomplete':
      "A step of how this package came about is missing, there twice, or another package's: {step}.",
    'custody-unlinked':
      "A step of how this package came about does not show its entry in the server's audit log: {step}.",
    'custody-differs':
      "A step of how this package came about ({step}) says something else than the server's audit log, or than the package itself: {field}.",
    'custody-proof-invalid':
      "The server's audit log does not hold this step as the package tells it: {step}. Checkpoint {checkpoint} has committed to something else.",
    'custody-uncommitted':
      "A step of how this package came about ({step}, {at}) is old enough to be in an hourly checkpoint, and the package doesn't show that it is.",
    'custody-committed':
      "Hourly checkpoints have committed to {count} of the steps by which this package came about, as they stand in the server's audit log. The server can't tell them in another way any more.",
    'custody-told':
      "No checkpoint has committed to {count} of the steps by which this package came about: for these there is the server's word alone.",
  },
  causes: {
    locked: 'the screen was locked',
    asleep: 'the computer slept',
    'signed-out': 'nobody was signed in',
    stopped: 'the recorder was closed',
    'settings-changed': 'the recording settings were changed',
    'outside-schedule': 'outside the recording hours',
    paused: 'paused by the person',
    'excluded-app': 'an excluded program was open',
    'secure-desktop': 'a secure desktop was shown',
    'display-lost': 'the display was disconnected',
    'capture-failed': 'the capture failed',
    'disk-full': 'the disk was full',
    crashed: 'the recorder crashed',
    killed: 'the recorder was killed',
    'clock-changed': 'the clock was changed',
    unexplained: 'no cause known',
    'footage-lost': 'recorded, and lost when the server was restored',
    'key-lost': 'recorded, and its key was lost when the server was restored',
  },
  archive: {
    ends: 'there is something before its first file or after its end, or it has more than one end',
    directory: 'its directory is not where its end says, or not as long',
    headers: 'a file is described in one way in the directory and in another before its content',
    gaps: 'its files overlap, or there is something between them',
    names: 'a name holds characters that programs read in different ways',
    links: 'it holds a link or a device in the place of a file',
    features: 'it uses something that not every program knows',
    checksum: 'a checksum is not that of the content',
  },
  absent: {
    shredded: 'its key was destroyed',
    unreadable: 'it was lost, damaged or not uploaded',
    whole: 'an older recorder signed it together with what is not of the clip',
  },
  fields: {
    segment: 'identity',
    device: 'computer',
    display: 'display',
    recording: 'recording',
    sequence: 'order',
    start: 'time',
    duration: 'length',
    bytes: 'size',
    sha256: 'content',
    keyId: 'key',
    keyDerivation: 'how its key is made',
    iv: 'encryption',
    hostname: 'name',
    timeZone: 'time zone',
    action: 'what was done',
    subject: 'to what',
    at: 'time',
    user: 'who',
    account: 'who',
    note: 'reason',
    clip: 'clip',
    title: 'title',
    case: 'case',
    person: 'person',
    from: 'beginning of the clip',
    to: 'end of the clip',
    withheld: 'what is left out, and why',
    blurred: 'what is blurred or covered',
    displays: 'displays',
  },
  places: {
    statement: '{host}, journal entry {index}',
    stretch: '{host} · {display} · {time}',
    checkpoint: 'checkpoint {number}',
  },
  facts: {
    person: 'Person',
    case: 'Case',
    clip: 'Clip',
    time: 'Time',
    computers: 'Computers',
    serverTime: "Time by the server's clock ({host})",
    zip: 'This file (SHA-256 of the zip, as the custody log tells it)',
    package: 'Package (SHA-256 of its manifest)',
    serverKey: "Fingerprint of the server's key",
    deviceKey: 'Fingerprint of the key of {host}',
  },
  custody: {
    'clip-selected': 'chose the clip',
    'package-requested': 'asked for the package',
    'package-approved': 'approved it',
    'package-reissued': 'had it made anew, once all of it could be proven',
    'package-made': 'made the package',
  },
  reasons: {
    'security-incident': 'security incident',
    complaint: 'complaint or dispute',
    'legal-request': 'legal request',
    quality: 'quality of work',
    training: 'training',
    'technical-check': 'technical check',
    other: 'something else',
  },
  programs: {
    title: 'Programs in front',
    none: 'no window',
    noTitle: '(title not noted)',
  },
  more: 'and {more} more of this kind',
  deviceKeyNote:
    'A fingerprint shows which key has signed, and not whose it is. Compare it with one that you got in another way.',
};
