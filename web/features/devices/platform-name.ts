/** The names that their makers use: what Node.js calls a platform is no word for people. */
const NAMES: Readonly<Record<string, string>> = {
  win32: 'Windows',
  linux: 'Linux',
  darwin: 'macOS',
};

export function platformName(platform: string): string {
  return NAMES[platform] ?? platform;
}
