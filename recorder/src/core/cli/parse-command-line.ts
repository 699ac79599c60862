import { homedir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { AppError } from '@workcompanion/core/errors';
import { joinOptionValues } from '@workcompanion/core/join-option-values';
import { z } from 'zod';
import type { ControlQuestion } from '../control/control-messages.ts';
import { Proxies } from '../device/proxies.ts';
import type { Environment } from '../env.ts';
import { NOTICE_LOCALES, type NoticeLocale, noticeLocale } from '../policy/notice-locales.ts';

export interface RunCommand {
  readonly kind: 'run';
  readonly folder: string;
  readonly server: string;
  readonly token: string | undefined;
  /** Makes this computer a new device by that token, without asking. */
  readonly reenrol?: boolean | undefined;
  readonly display: string;
  readonly acceptNotice: boolean;
  readonly locale: NoticeLocale;
  /** Path of a PEM file. */
  readonly ca: string | undefined;
  readonly pin: string | undefined;
  readonly proxies: Proxies;
  /** Program and arguments of the window that shows what is recorded; absent when a terminal shows it. */
  readonly shell: readonly [string, ...string[]] | undefined;
}

interface AskCommand {
  readonly kind: 'ask';
  readonly folder: string;
  readonly request: ControlQuestion;
  readonly locale: NoticeLocale;
}

/** Prints the checkpoints of the server that are kept here. */
interface CheckpointsCommand {
  readonly kind: 'checkpoints';
  readonly folder: string;
}

export type Command =
  | RunCommand
  | AskCommand
  | CheckpointsCommand
  | { readonly kind: 'help' | 'version' };

const OPTIONS = {
  headless: { type: 'boolean' },
  shell: { type: 'string' },
  server: { type: 'string' },
  token: { type: 'string' },
  reenrol: { type: 'boolean' },
  data: { type: 'string' },
  display: { type: 'string' },
  'accept-notice': { type: 'boolean' },
  locale: { type: 'string' },
  ca: { type: 'string' },
  pin: { type: 'string' },
  proxy: { type: 'string' },
  reason: { type: 'string' },
  minutes: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean' },
} as const;

/** Windows has one desktop, which has no name. */
const WINDOWS_DESKTOP = process.platform === 'win32' ? 'desktop' : undefined;

type Values = ReturnType<typeof parse>['values'];

/** Throws `invalid-input` with what to do instead. */
export function parseCommandLine(args: readonly string[], env: Environment): Command {
  const { values, positionals } = parse(args);
  if (values.help === true) return { kind: 'help' };
  if (values.version === true) return { kind: 'version' };
  const folder = values.data ?? defaultFolder(env);
  const locale = readLocale(values.locale, env);
  const [name, ...rest] = positionals;
  if (rest.length > 0) throw wrong(`One command at a time: ${positionals.join(' ')}`);
  if (name === undefined) return runCommand(values, env, { folder, locale });
  if (name === 'checkpoints') return { kind: 'checkpoints', folder };
  return { kind: 'ask', folder, locale, request: controlRequest(name, values, locale) };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: joinOptionValues(args, OPTIONS),
      options: OPTIONS,
      allowPositionals: true,
    });
  } catch (cause) {
    throw wrong(cause instanceof Error ? cause.message : 'The options are not understood.', cause);
  }
}

function runCommand(
  values: Values,
  env: Environment,
  common: { readonly folder: string; readonly locale: NoticeLocale },
): RunCommand {
  const shell = values.shell === undefined ? undefined : readShell(values.shell);
  if (values.headless !== true && shell === undefined)
    throw wrong('Give --headless to record without a window.');
  if (values.server === undefined) throw wrong('Give the address of the portal: --server URL.');
  const display = values.display ?? env.DISPLAY ?? WINDOWS_DESKTOP;
  if (display === undefined) throw wrong('Give the X server to record: --display :0.');
  const token = values.token ?? env.WORKCOMPANION_TOKEN;
  if (values.reenrol === true && token === undefined)
    throw wrong('Give the new token too: --reenrol --token TOKEN.');
  return {
    kind: 'run',
    ...common,
    server: values.server,
    token,
    reenrol: values.reenrol,
    display,
    acceptNotice: values['accept-notice'] ?? false,
    ca: values.ca,
    pin: values.pin,
    proxies: new Proxies(values.proxy ?? env.WORKCOMPANION_PROXY, env),
    shell,
  };
}

function controlRequest(name: string, values: Values, locale: NoticeLocale): ControlQuestion {
  switch (name) {
    case 'status':
    case 'notice':
    case 'resume':
    case 'stop':
      return { command: name };
    case 'acknowledge':
      return { command: name, locale };
    case 'pause': {
      if (values.reason === undefined) throw wrong('Say why you pause: --reason TEXT.');
      const { reason, minutes } = values;
      return minutes === undefined
        ? { command: name, reason }
        : { command: name, reason, minutes: Number(minutes) };
    }
    default:
      throw wrong(`There is no command "${name}".`);
  }
}

const ShellCommand = z.tuple([z.string()], z.string());

function readShell(json: string): readonly [string, ...string[]] {
  try {
    return ShellCommand.parse(JSON.parse(json));
  } catch (cause) {
    throw wrong('--shell is a JSON list: the program, then its arguments.', cause);
  }
}

function readLocale(value: string | undefined, env: Environment): NoticeLocale {
  if (value === undefined) {
    return noticeLocale(
      [env.LC_ALL, env.LC_MESSAGES, env.LANG].filter((name) => name !== undefined),
    );
  }
  const locale = NOTICE_LOCALES.find((known) => known === value);
  if (locale === undefined) throw wrong(`--locale is one of ${NOTICE_LOCALES.join(', ')}.`);
  return locale;
}

function defaultFolder(env: Environment): string {
  return join(env.XDG_DATA_HOME ?? join(homedir(), '.local', 'share'), 'workcompanion');
}

function wrong(message: string, cause?: unknown): AppError {
  return new AppError('invalid-input', message, { cause });
}

export const USAGE = `Records the screens of this machine, visibly, for a WorkCompanion portal.

  workcompanion-recorder --headless --server URL [--token TOKEN]
      --server URL       address of the portal (https, or http on this machine)
      --token TOKEN      enrolment token, needed the first time (or WORKCOMPANION_TOKEN)
      --reenrol          enrol this computer anew with that token; what waits is still uploaded
      --data DIR         where recordings wait for their upload (default ~/.local/share/workcompanion)
      --display :0       X server to record (default $DISPLAY)
      --accept-notice    the person has read and acknowledges the notice
      --locale LOCALE    language of the notice: en, zh-CN
      --ca FILE          certificate authority of the portal, PEM
      --pin PIN          public key of the portal, sha256//BASE64; then no authority is needed
      --proxy PROXY      http://[USER:PASSWORD@]HOST:PORT, or "direct" (or WORKCOMPANION_PROXY;
                         default: HTTPS_PROXY, NO_PROXY, then what the window hears from the system)

  workcompanion-recorder --shell JSON --server URL …
      --shell JSON       program and arguments of the window, which is started again when it ends

  workcompanion-recorder status | notice | acknowledge | resume   [--data DIR] [--locale LOCALE]
  workcompanion-recorder checkpoints                              [--data DIR]
      print the server's checkpoints that this device keeps: a number and a hash a line
  workcompanion-recorder stop                                     [--data DIR]
  workcompanion-recorder pause --reason TEXT [--minutes N]        [--data DIR]
`;
