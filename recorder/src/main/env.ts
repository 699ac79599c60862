import { z } from 'zod';

const optional = z
  .string()
  .transform((value) => (value === '' ? undefined : value))
  .optional();

const ShellEnvironment = z.object({
  WORKCOMPANION_SERVER: optional,
  WORKCOMPANION_TOKEN: optional,
  WORKCOMPANION_NODE: optional,
  /** Windows: the folder of this user's programs that never roams. */
  LOCALAPPDATA: optional,
  ProgramFiles: optional,
  /** For a remote session, its number beside its kind ("RDP-Tcp#3"). */
  SESSIONNAME: optional,
});
export type ShellEnvironment = z.infer<typeof ShellEnvironment>;

/** The only place where the window's process reads its environment. */
export function readShellEnvironment(): ShellEnvironment {
  return ShellEnvironment.parse(process.env);
}

/** Fills in Windows' variables (%LOCALAPPDATA%) in a path. What is not set stays as it is. */
export function expandVariables(path: string): string {
  return path.replace(/%(\w+)%/g, (whole, name: string) => process.env[name] ?? whole);
}

/** The environment of a program that this one starts. */
export function childEnvironment(more: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  return { ...process.env, ...more };
}

/** Stops GTK from loading all of Mesa when the tray is made, only to find out what OpenGL could use. */
export function disableGtkOpenGl(): void {
  process.env['GDK_GL'] ??= 'disable';
}
