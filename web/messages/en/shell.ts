export const shell = {
  skip: 'Skip to the content',
  navigation: 'Main',
  people: 'People',
  devices: 'Devices',
  policies: 'Policies',
  account: 'Account of {name}',
  language: 'Language',
  appearance: 'Appearance',
  light: 'Light',
  dark: 'Dark',
  system: 'System',
  signOut: 'Sign out',
} as const;
