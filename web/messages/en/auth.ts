export const auth = {
  signInTitle: 'Sign in',
  signInLead: 'Screen recordings, with everyone’s knowledge.',
  email: 'Email',
  password: 'Password',
  signIn: 'Sign in',
  wrongCredentials:
    'Email or password is wrong. After several failed tries you have to wait a while.',
  code: 'Code',
  codeHint: 'Six digits from your authenticator app, or one of your recovery codes.',
  codeRequired: 'Enter the code.',
  wrongCode: 'Password or code is wrong. Each code works once: wait for the next one.',
  tooMany: 'Too many failed sign-ins. Wait a quarter of an hour, then try again.',
  usePasskey: 'Sign in with a passkey',
  wrongPasskey: 'This passkey opens no account here. It may have been removed.',
  or: 'or',
  signInBy: 'Sign in with {name}',
  companyFailed:
    'Signing in with your company failed. Try again; if it keeps failing, tell whoever runs this portal.',
  companyRefused:
    'You are signed in there, but have no account here, or it is disabled. Ask whoever manages accounts for an invitation.',
  unreachable: 'The server can’t be reached. Check the network and try again.',
  expired: 'Your session has ended. Sign in again to go on where you were.',
  welcomeTitle: 'Set up the first account',
  welcomeLead:
    'This account runs the system and may also watch recordings. Give these duties to separate people as soon as you can.',
  name: 'Your name',
  namePlaceholder: 'As others know you',
  newPassword: 'Password',
  newPasswordHint: 'At least 12 characters. A few unrelated words are stronger than symbols.',
  strength: {
    short: '{missing, plural, one {# more character} other {# more characters}} to go',
    weak: 'Weak: easy to guess',
    fair: 'Fair',
    strong: 'Strong',
  },
  create: 'Create account and sign in',
  nameRequired: 'Enter your name.',
  emailInvalid: 'Enter a valid email address.',
  passwordShort: 'Use at least 12 characters.',
  passwordRequired: 'Enter your password.',
  linkTitle: 'This link can no longer be used',
  linkText:
    'A first sign-in link works once and for a limited time. If an account exists already, sign in with it. Otherwise restart the server: it prints a new link.',
  linkMissing:
    'The address carries no token. Open the whole link that the server printed at its first start.',
  joinTitle: 'Choose your password',
  joinLead: 'You then sign in with it.',
  joinAs: {
    invitation: 'Welcome, {name}. You will sign in with this address.',
    'password-reset': 'A new password for {name}. You are signed out everywhere by it.',
  },
  setPassword: 'Set the password',
  ready: 'Your password is set. Sign in with it.',
  accountLinkText:
    'Such a link works once and for a limited time, and a newer one ends it. Ask whoever manages accounts for another. If you have set your password already, sign in.',
  fromRecorderTitle: 'My recordings',
  fromRecorderLead: 'You come from the recorder on your computer, which knows you.',
  fromRecorderAs: 'Continue as {name}',
  recorderLinkText:
    'Such a link works once, and for one minute. Open it again from the recorder’s window, or sign in.',
  toSignIn: 'Go to sign in',
} as const;
