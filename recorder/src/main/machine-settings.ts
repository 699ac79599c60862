import { execFile, execFileSync } from 'node:child_process';

/**
 * What administrators settle for everybody on a machine. Each is a value of the registry and a rule of the
 * group policy templates, which are made of this list.
 */
export const MACHINE_SETTINGS = {
  ServerUrl: { kind: 'text' },
  EnrollToken: { kind: 'text' },
  /** 1: the token stays for others who work on this machine; 0: it is removed once somebody has used it. */
  KeepEnrollToken: { kind: 'switch' },
  /** "direct", or the address of a proxy. */
  Proxy: { kind: 'text' },
  /** May name variables, such as %LOCALAPPDATA%. */
  DataFolder: { kind: 'text' },
  /** 1: profiles, and with them devices, move to whichever machine their user signs in to. */
  ProfilesMove: { kind: 'switch' },
  LogLevel: { kind: 'choice', choices: ['error', 'warn', 'info', 'debug'] },
  /** These two are read by the service that installs new versions (installer/updater/policy.c). */
  Updates: { kind: 'switch' },
  UpdateHealthSeconds: { kind: 'number', least: 60, most: 86_400, usual: 900 },
} as const;
export type MachineSettingName = keyof typeof MACHINE_SETTINGS;

/** Numbers are given as they stand in the registry, by their digits. */
export type MachineSettings = Partial<Record<MachineSettingName, string>>;

/** By group policy, or a tool that writes its key: nobody but an administrator can change it. */
export const POLICY_KEY = 'HKLM\\Software\\Policies\\WorkCompanion\\Recorder';
/** By the installer. */
const INSTALLED_KEY = 'HKLM\\Software\\WorkCompanion\\Recorder';
/** Apart from the others, since whoever works on the machine may remove what is in it. */
const ENROLMENT_KEY = `${INSTALLED_KEY}\\Enrolment`;
const TOKEN_NAME: MachineSettingName = 'EnrollToken';

export interface SettledOnMachine {
  readonly policy: MachineSettings;
  readonly installed: MachineSettings;
}

/** Reads the registry synchronously, since the app's folders must be known before it is ready. */
export function readMachineSettings(): SettledOnMachine {
  if (process.platform !== 'win32') return { policy: {}, installed: {} };
  const installed = { ...readKey(INSTALLED_KEY), ...readKey(ENROLMENT_KEY) };
  return { policy: readKey(POLICY_KEY), installed };
}

/** Removes the installer's token, which everybody on the machine could read. A failure is tried again at the next start. */
export function removeEnrollToken(): void {
  const value = ['delete', ENROLMENT_KEY, '/v', TOKEN_NAME, '/f', '/reg:64'];
  execFile('reg.exe', value, { windowsHide: true }, () => {});
}

/** Several people work on such a machine, each with a recorder of their own: "Windows Server 2022 Standard". */
export function isForManyPeople(windows: string): boolean {
  return /\b(?:Server|multi-session|Virtual Desktops)\b/i.test(windows);
}

function readKey(key: string): MachineSettings {
  try {
    return parseRegistry(
      execFileSync('reg.exe', ['query', key, '/reg:64'], {
        encoding: 'utf8',
        windowsHide: true,
        stdio: ['ignore', 'pipe', 'ignore'],
      }),
    );
  } catch {
    return {};
  }
}

const VALUE = /^\s+(\w+)\s+REG_(?:SZ|EXPAND_SZ|DWORD)\s+(\S.*?)\s*$/;

/** Parses the lines of `reg query`: four blanks, the name, the type, the value. An empty value is none. */
export function parseRegistry(text: string): MachineSettings {
  const values: MachineSettings = {};
  for (const line of text.split('\n')) {
    const [, name = '', value = ''] = VALUE.exec(line) ?? [];
    if (isSetting(name)) values[name] = /^0x[\da-f]+$/i.test(value) ? String(Number(value)) : value;
  }
  return values;
}

function isSetting(name: string): name is MachineSettingName {
  return Object.hasOwn(MACHINE_SETTINGS, name);
}
