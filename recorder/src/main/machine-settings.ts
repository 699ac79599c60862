import { execFileSync } from 'node:child_process';

const KEY = 'HKLM\\Software\\WorkCompanion\\Recorder';

/** What the installer was told. */
export interface MachineSettings {
  readonly serverUrl: string | null;
  readonly enrolToken: string | null;
}

/** At once, since the app's folders must be known before it is ready. */
export function readMachineSettings(): MachineSettings {
  if (process.platform !== 'win32') return { serverUrl: null, enrolToken: null };
  try {
    return parseRegistry(
      execFileSync('reg.exe', ['query', KEY, '/reg:64'], {
        encoding: 'utf8',
        windowsHide: true,
        stdio: ['ignore', 'pipe', 'ignore'],
      }),
    );
  } catch {
    return { serverUrl: null, enrolToken: null };
  }
}

/** The lines of `reg query`: four blanks, the name, the type, the value. */
export function parseRegistry(text: string): MachineSettings {
  const readValue = (name: string) =>
    new RegExp(`^\\s+${name}\\s+REG_SZ\\s+(\\S.*?)\\s*$`, 'm').exec(text)?.[1] ?? null;
  return { serverUrl: readValue('ServerUrl'), enrolToken: readValue('EnrollToken') };
}
