import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';

const PAGE = join(import.meta.dirname, 'page');

/**
 * `verify.html`: one file that opens from the disk and may not use the network. Its own policy lets
 * in just this script and this style, by their hashes.
 */
export async function buildVerifyPage(): Promise<string> {
  const [template, script, style] = await Promise.all([
    readFile(join(PAGE, 'page.html'), 'utf8'),
    bundle('main.ts'),
    bundle('page.css'),
  ]);
  // Inside an element, only its own end tag ends a script.
  const safe = script.replaceAll('</script', '<\\/script');
  const parts: Readonly<Record<string, string>> = {
    POLICY: `<meta http-equiv="Content-Security-Policy" content="${policyOf(safe, style)}">`,
    STYLE: `<style>${style}</style>`,
    SCRIPT: `<script type="module">${safe}</script>`,
  };
  return template.replace(/<!--(POLICY|STYLE|SCRIPT)-->/g, (_, name: string) => parts[name] ?? '');
}

/** `workcompanion verify` as one file, which runs with Node alone on Linux, Windows and macOS. */
export async function buildVerifyProgram(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join(import.meta.dirname, 'cli.ts')],
    absWorkingDir: import.meta.dirname,
    bundle: true,
    write: false,
    minify: true,
    format: 'esm',
    platform: 'node',
    target: 'node22',
    charset: 'utf8',
    legalComments: 'eof',
    logLevel: 'warning',
  });
  return outputFiles[0]?.text ?? '';
}

async function bundle(entry: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join(PAGE, entry)],
    absWorkingDir: import.meta.dirname,
    bundle: true,
    write: false,
    minify: true,
    format: 'esm',
    platform: 'browser',
    target: ['chrome130', 'firefox130', 'safari18'],
    charset: 'utf8',
    legalComments: 'eof',
    logLevel: 'warning',
    alias: {
      'node:crypto': join(PAGE, 'browser-crypto.ts'),
      // Inflates with what the browser has: the other build tries WebAssembly, which the policy forbids.
      '@zip.js/zip.js': '@zip.js/zip.js/index-native.js',
    },
  });
  return outputFiles[0]?.text.trim() ?? '';
}

function policyOf(script: string, style: string): string {
  return [
    "default-src 'none'",
    `script-src '${hashOf(script)}'`,
    `style-src '${hashOf(style)}'`,
    'media-src blob:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}
