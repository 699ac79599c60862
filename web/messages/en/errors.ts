/** What a person can make of an error code. Codes that are missing here read as `other`. */
export const errors = {
  title: 'This could not be loaded',
  unauthenticated: 'You are signed out. Sign in again to go on.',
  forbidden: 'Your account does not have the right to see this.',
  'purpose-required': 'Say first why you watch this person.',
  'not-found': 'This no longer exists, or it never did.',
  'invalid-input': 'The server did not accept what was entered.',
  'too-many-requests': 'Too many requests. Wait a moment, then try again.',
  'range-too-long': 'The time range is too long.',
  'too-many-people': 'These are too many people for one search. Choose a team or a person.',
  'case-closed': 'The case is closed. Open it again first.',
  'case-full': 'The case is full.',
  'last-member': 'A case keeps one member at least.',
  'already-exists': 'This exists already.',
  'in-use': 'It is in use.',
  'last-admin':
    'This would leave nobody who can manage accounts. Make somebody else administrator first.',
  'nobody-can-agree':
    'A second person has to agree, and everybody else who could would gain by it. Invite another administrator first.',
  'request-stale':
    'What this would change was changed meanwhile, so that nobody can agree to it any more. Refuse it, and let it be asked for anew.',
  'request-closed': 'This was decided or withdrawn meanwhile, or nobody answered in time.',
  'second-factor-required': 'Show your second factor first, or set one up.',
  'second-factor-needed': 'The code of your second factor is missing.',
  'sign-in-again': 'This needs a fresh sign-in. Sign out and in again, then try once more.',
  'passkey-cancelled': 'The browser used no passkey. Try again, or choose another way.',
  'wrong-password': 'This is not the password of your account.',
  'password-too-common':
    'This password is easy to guess. Choose one without common words, patterns or your name.',
  'wrong-code':
    'This is not the current code. Check the clock of your phone, and try the next one.',
  'token-expired': 'This link has expired.',
  'release-invalid': 'This is no release statement. Choose the file that ends with .release.',
  'release-not-signed': 'This release is not signed by a key that this portal knows.',
  'release-mismatch': 'The installer is not the one that the statement was made for.',
  'codec-unsupported':
    'This browser can’t decode the video. If it was recorded in H.265, open it on a computer that has H.265 in hardware, in Chrome, Edge or Safari.',
  unavailable: 'The server can’t be reached. It may be restarting, or the network is down.',
  'storage-full': 'The server’s storage is full.',
  internal: 'The server failed. It is not your fault.',
  other: 'Something went wrong.',
  connectionLost:
    'The portal can’t be reached. What you see is from {time}; it goes on by itself once there is an answer.',
  refreshFailed:
    'The server could not refresh this page. What you see is from {time}; it is tried again by itself.',
  offlineTitle: 'The portal can’t be reached',
  offlineText:
    'Your network is down, or the portal is being restarted. Nothing is lost: recorders go on and send later.',
  forbiddenTitle: 'This page is not for your account',
  forbiddenText:
    'Your account does not hold the right that it needs. Whoever manages accounts can give it.',
  notFoundTitle: 'There is nothing here',
  notFoundText: 'The address may be mistyped, or what it led to was removed.',
  toStart: 'Go to the start page',
  crashedTitle: 'This page broke',
  crashedText: 'The fault is ours. Try again; if it happens again, tell whoever runs this portal.',
  crashedNumber: 'They find it in the server’s log by this number:',
} as const;
