import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { buildApp } from './build.ts';

/** `npm run recorder`: builds the desktop recorder and starts it, with this very Node for the core. */
const app = join(import.meta.dirname, 'dist/app');
await buildApp(app);
const child = spawn(electron(), [app, ...process.argv.slice(2)], {
  stdio: 'inherit',
  env: { ...process.env, WORKCOMPANION_NODE: process.execPath },
});
child.on('exit', (code) => process.exit(code ?? 1));

/** Outside of Electron, its package is the path of the program; it downloads it when it is missing. */
function electron(): string {
  return String(createRequire(import.meta.url)('electron'));
}
