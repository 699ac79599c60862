import { copyFile, cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type BuildOptions, build, type Plugin } from 'esbuild';
import { RECORDER_VERSION } from './src/core/version.ts';

const SRC = join(import.meta.dirname, 'src');

const SQLITE = join(import.meta.dirname, '../node_modules/better-sqlite3');

/** Native code can't be bundled, so it lies beside the recorder's script. */
const SQLITE_BESIDE: Plugin = {
  name: 'sqlite-beside',
  setup: ({ onResolve }) =>
    onResolve({ filter: /^better-sqlite3$/ }, () => ({
      path: './sqlite/lib/index.js',
      external: true,
    })),
};

/** Bundles only undici's connections: its index also loads fetch, caches and mocks, 4 MB of them. */
const UNDICI_IN_PART: Plugin = {
  name: 'undici-in-part',
  setup: ({ onResolve }) =>
    onResolve({ filter: /^undici$/ }, () => ({
      path: join(import.meta.dirname, 'undici-in-part.cjs'),
    })),
};

/** Leaves out zod's error messages in 50 languages, since errors are only logged. */
const NO_ZOD_LANGUAGES: Plugin = {
  name: 'no-zod-languages',
  setup: ({ onResolve, onLoad }) => {
    onResolve({ filter: /locales\/index\.js$/ }, ({ importer }) =>
      importer.includes('/zod/') ? { path: 'none', namespace: 'no-zod-languages' } : null,
    );
    onLoad({ filter: /.*/, namespace: 'no-zod-languages' }, () => ({ contents: 'export {};' }));
  },
};

const COMMON = {
  bundle: true,
  // The program's text stays in memory as long as it runs. Names are kept, for stacks in the log.
  minifySyntax: true,
  minifyWhitespace: true,
  platform: 'node',
  external: ['electron'],
  logLevel: 'warning',
  legalComments: 'linked',
} as const satisfies BuildOptions;

/** Variables that CommonJS modules expect in an ECMAScript bundle. */
const REQUIRE = `import { createRequire as requireFrom } from 'node:module';
const require = requireFrom(import.meta.url);
const __dirname = import.meta.dirname;`;

export interface BuildAppOptions {
  /** The system whose native code is included, such as "win32-x64". */
  readonly system?: string;
  /** The version that the app reports. */
  readonly version?: string;
}

/**
 * The desktop app as Electron starts it: main.cjs, preload.cjs, the window's page, and the recorder
 * itself for its own Node process. The shell's target is the oldest Electron that the tests start.
 */
export async function buildApp(
  target: string,
  {
    system = `${process.platform}-${process.arch}`,
    version = RECORDER_VERSION,
  }: BuildAppOptions = {},
): Promise<void> {
  await rm(target, { recursive: true, force: true });
  await mkdir(join(target, 'window'), { recursive: true });
  const define = { BUILT_VERSION: JSON.stringify(version) };
  const shell = {
    ...COMMON,
    define,
    format: 'cjs',
    target: 'node20',
    plugins: [NO_ZOD_LANGUAGES],
  } satisfies BuildOptions;
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
      define,
      format: 'esm',
      target: 'node24',
      banner: { js: REQUIRE },
      plugins: [SQLITE_BESIDE, UNDICI_IN_PART, NO_ZOD_LANGUAGES],
      entryPoints: [
        join(SRC, 'core/cli.ts'),
        ...(system.startsWith('win32') ? [join(SRC, 'windows-check/windows-check.ts')] : []),
      ],
      outdir: join(target, 'core'),
      entryNames: '[name]',
      outExtension: { '.js': '.mjs' },
    }),
    copyFile(join(SRC, 'renderer/index.html'), join(target, 'window/index.html')),
  ]);
  for (const part of ['package.json', 'LICENSE', 'lib', `prebuilds/${system}.node`]) {
    await cp(join(SQLITE, part), join(target, 'core/sqlite', part), { recursive: true });
  }
  await writeFile(join(target, 'package.json'), `${JSON.stringify(manifest(version), null, 2)}\n`);
}

/** Builds a stand-in for the window, to test the installer without Electron's Windows build. */
export async function buildStandInWindow(target: string): Promise<void> {
  await build({
    ...COMMON,
    format: 'esm',
    target: 'node24',
    banner: { js: REQUIRE },
    plugins: [NO_ZOD_LANGUAGES],
    entryPoints: [join(import.meta.dirname, 'installer/stand-in/window.ts')],
    outfile: target,
  });
}

function manifest(version: string) {
  return {
    name: 'workcompanion-recorder',
    productName: 'WorkCompanion Recorder',
    version,
    description: 'Records the screen, visibly',
    author: 'WorkCompanion',
    license: 'Apache-2.0',
    main: 'main.cjs',
  };
}

if (import.meta.main) await buildApp(join(import.meta.dirname, 'dist/app'));
