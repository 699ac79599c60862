export const shared = {
  title: 'A recording for you',
  lead: 'Somebody shared an evidence package with you. Enter the passcode that reached you by another way.',
  passcode: 'Passcode',
  open: 'Open',
  wrong: 'This is not the passcode. After five wrong ones the link is locked for a while.',
  locked: 'Too many wrong passcodes. The link is locked until {time}.',
  lockedAWhile: 'Too many wrong passcodes. The link is locked for a while.',
  gone: 'This link does not work',
  goneText:
    'It has ended, was revoked, or is not complete. Ask whoever sent it to you for another one.',
  logged:
    'You watch as {recipient}. Your name stands over the picture, and each opening, watching and download is logged.',
  person: 'Recorded',
  stretch: 'Time',
  case: 'Case',
  until: 'Link works until',
  size: 'Package',
  allDisplays: 'All displays side by side',
  display: 'Display {name}',
  video: 'Recording of {name}',
  failed: 'The video can’t be played any more. The link may have ended.',
  download: 'Download the package',
  downloadHint:
    'The zip holds the signed recordings and verify.html, which checks them offline in your browser. Ask the company for the fingerprint of its server’s key in another way than this link: only with it can the check say where the package comes from. Its SHA-256:',
  protected:
    'This package has a password and can’t be watched here. Download it, and open it with the password that reached you.',
  watchOnly: 'The package itself was not released for download.',
} as const;
