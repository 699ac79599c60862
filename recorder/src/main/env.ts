import { z } from 'zod';

const optional = z
  .string()
  .transform((value) => (value === '' ? undefined : value))
  .optional();

const ShellEnvironment = z.object({
  WORKCOMPANION_SERVER: optional,
  WORKCOMPANION_TOKEN: optional,
  WORKCOMPANION_NODE: optional,
});
export type ShellEnvironment = z.infer<typeof ShellEnvironment>;

/** The one place where the shell reads its environment. */
export function readShellEnvironment(): ShellEnvironment {
  return ShellEnvironment.parse(process.env);
}

/** For a program that this one starts. */
export function childEnvironment(more: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  return { ...process.env, ...more };
}

/** GTK loads all of Mesa to find out which visuals OpenGL could use. Read when the tray is made. */
export function disableGtkOpenGl(): void {
  process.env['GDK_GL'] ??= 'disable';
}
