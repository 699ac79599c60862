import { copyFile, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type BuildOptions, build } from 'esbuild';
import { RECORDER_VERSION } from './src/core/version.ts';

const SRC = join(import.meta.dirname, 'src');

/** Modules that are loaded from their own files: native code, and what the runtime brings. */
const EXTERNAL = ['electron', 'better-sqlite3'];

const COMMON = {
  bundle: true,
  platform: 'node',
  external: EXTERNAL,
  logLevel: 'warning',
  legalComments: 'linked',
} as const satisfies BuildOptions;

/** What CommonJS modules in an ECMAScript bundle look for. */
const REQUIRE = `import { createRequire as requireFrom } from 'node:module';
const require = requireFrom(import.meta.url);
const __dirname = import.meta.dirname;`;

/**
 * The desktop app as Electron starts it: main.cjs, preload.cjs, the window's page, and the recorder
 * itself for its own Node process. The shell's target is the oldest Electron that the tests start.
 */
export async function buildApp(target: string): Promise<void> {
  await rm(target, { recursive: true, force: true });
  await mkdir(join(target, 'window'), { recursive: true });
  const shell = { ...COMMON, format: 'cjs', target: 'node20' } as const;
  await Promise.all([
    build({
      ...shell,
      entryPoints: [join(SRC, 'main/main.ts')],
      outfile: join(target, 'main.cjs'),
    }),
    build({
      ...shell,
      entryPoints: [join(SRC, 'preload/preload.ts')],
      outfile: join(target, 'preload.cjs'),
    }),
    build({
      ...COMMON,
      platform: 'browser',
      target: 'chrome130',
      minify: true,
      jsx: 'automatic',
      define: { 'process.env.NODE_ENV': '"production"' },
      entryPoints: [join(SRC, 'renderer/window.tsx')],
      outfile: join(target, 'window/window.js'),
    }),
    build({
      ...COMMON,
      format: 'esm',
      target: 'node24',
      banner: { js: REQUIRE },
      entryPoints: [join(SRC, 'core/cli.ts')],
      outfile: join(target, 'core/cli.mjs'),
    }),
    copyFile(join(SRC, 'renderer/index.html'), join(target, 'window/index.html')),
  ]);
  await writeFile(join(target, 'package.json'), `${JSON.stringify(manifest(), null, 2)}\n`);
}

function manifest() {
  return {
    name: 'workcompanion-recorder',
    productName: 'WorkCompanion Recorder',
    version: RECORDER_VERSION,
    description: 'Records the screen, visibly',
    author: 'WorkCompanion',
    license: 'Apache-2.0',
    main: 'main.cjs',
  };
}

if (import.meta.main) await buildApp(join(import.meta.dirname, 'dist/app'));
