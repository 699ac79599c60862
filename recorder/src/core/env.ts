import { z } from 'zod';

/** An empty variable counts as not set. */
const optional = z
  .string()
  .transform((value) => (value === '' ? undefined : value))
  .optional();

const Environment = z.object({
  /** The X server to record. */
  DISPLAY: optional,
  /** Program name or path of ffmpeg, version 7 or later. */
  WORKCOMPANION_FFMPEG: optional.transform((value) => value ?? 'ffmpeg'),
  /** An enrolment token, so that the list of processes does not show it. */
  WORKCOMPANION_TOKEN: optional,
  WORKCOMPANION_LOG_LEVEL: optional.pipe(
    z.enum(['debug', 'info', 'warn', 'error']).default('info'),
  ),
  /** The folder of the update service and the release key, for development. */
  WORKCOMPANION_UPDATES: optional,
  WORKCOMPANION_RELEASE_KEY: optional,
  /** The folder that all users of a Windows machine share. */
  ProgramData: optional,
  /** As the option --proxy, so that the list of processes does not show its password. */
  WORKCOMPANION_PROXY: optional,
  /** The proxy on the way to the portal, and the names that need none (comma between them). */
  HTTPS_PROXY: optional,
  https_proxy: optional,
  NO_PROXY: optional,
  no_proxy: optional,
  /** 1: profiles move to whichever machine their users sign in to, and devices with them. */
  WORKCOMPANION_PROFILES_MOVE: optional,
  XDG_DATA_HOME: optional,
  LC_ALL: optional,
  LC_MESSAGES: optional,
  LANG: optional,
});
export type Environment = z.infer<typeof Environment>;

/** The one place that reads the process's environment. */
export function readEnvironment(): Environment {
  return Environment.parse(process.env);
}
