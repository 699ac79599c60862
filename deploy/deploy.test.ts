import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it, test } from 'vitest';
import { z } from 'zod';
import { serverFlags, workerFlags } from '../scripts/start/node-flags.ts';
import { type KubernetesObject, kubernetesTools } from './testing/kubernetes-tools.ts';
import { runProgram } from './testing/run-program.ts';

const HERE = import.meta.dirname;
const NODE_MAJOR = 24; // of the image
const scratch = mkdtempSync(join(tmpdir(), 'workcompanion-deploy-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

async function hasProgram(program: string, args: readonly string[]): Promise<boolean> {
  const { code } = await runProgram(program, args);
  if (code === null)
    console.info(`${program} is not installed: its checks of deploy/ are skipped.`);
  return code !== null;
}

function read(file: string): string {
  return readFileSync(join(HERE, file), 'utf8');
}

describe('Node is started with the flags of npm start', () => {
  const portal = [...serverFlags(NODE_MAJOR), 'web/main.ts'];
  const workers = [...workerFlags(NODE_MAJOR), 'workers/main.ts'];
  const reader = [...workerFlags(NODE_MAJOR), 'workers/texts/main.ts'];

  it.each([
    ['compose.yaml', portal.join(', ')],
    ['compose.yaml', workers.join(', ')],
    ['helm/templates/portal.yaml', portal.join(', ')],
    ['helm/templates/workers.yaml', workers.join(', ')],
    ['compose.yaml', reader.join(', ')],
    ['helm/templates/text-reader.yaml', reader.join(', ')],
    ['systemd/workcompanion-text-reader.service', reader.join(' ')],
    ['systemd/workcompanion-portal.service', portal.join(' ')],
    ['systemd/workcompanion-workers.service', workers.join(' ')],
    ['Containerfile', portal.map((word) => `"${word}"`).join(', ')],
  ])('%s', (file, words) => {
    expect(read(file)).toContain(words);
  });
});

test('every setting that is given is one of .env.example', () => {
  const known = new Set(
    [...read('../.env.example').matchAll(/^#? ?([A-Z][A-Z_]+)=/gm)].map(([, name]) => name),
  );
  const given = ['compose.yaml', 'helm/templates/settings.yaml', 'helm/templates/workers.yaml']
    .flatMap((file) => [...read(file).matchAll(/^ {2,6}([A-Z][A-Z_]+):/gm)])
    .flatMap(([, name]) => name ?? [])
    .filter((name) => !name.startsWith('POSTGRES_'));
  // The containers of the store and the database have settings of their own.
  const others = ['PORTAL_PASSWORD', 'STORE_SECRET'];
  expect([...new Set(given)].filter((name) => !known.has(name) && !others.includes(name))).toEqual(
    [],
  );
});

describe('each folder lies where a process that may write nowhere else may write', () => {
  // `npm start` names the others by the first; the second is only looked at.
  const asked = ['DATA_DIR', 'DATABASE_DIR'];
  const folders = [...read('../.env.example').matchAll(/^([A-Z_]+_(?:DIR|FOLDER))=/gm)]
    .flatMap(([, name]) => name ?? [])
    .filter((name) => !asked.includes(name));
  /** Only a portal keeps the files of former pages. */
  const ofWorkers = folders.filter((name) => name !== 'ASSETS_DIR');

  it.each([
    ['Containerfile', folders, /^(?:\/data|\/cache)/],
    ['systemd/workcompanion-portal.service', folders, /^\/var\/(?:lib|cache)\/workcompanion\//],
    [
      'systemd/workcompanion-text-reader.service',
      ofWorkers,
      /^\/var\/(?:lib|cache)\/workcompanion\//,
    ],
    ['systemd/workcompanion-workers.service', ofWorkers, /^\/var\/(?:lib|cache)\/workcompanion\//],
  ])('%s', (file, names, places) => {
    const given = new Map(
      [...read(file).matchAll(/\b([A-Z_]+_(?:DIR|FOLDER))=(\S+)/g)].map(([, name, at]) => [
        name,
        at,
      ]),
    );
    expect(names.filter((name) => !places.test(given.get(name) ?? ''))).toEqual([]);
  });
});

const tools = await kubernetesTools();
if (tools === null) console.info('npm does not answer: the Helm chart is not checked.');

async function template(...settings: readonly string[]) {
  if (tools === null) throw new Error('skipped');
  const args = settings.flatMap((setting) => ['--set', setting]);
  return tools.helm('template', 'wc', join(HERE, 'helm'), ...args);
}

async function rendered(...settings: readonly string[]): Promise<readonly KubernetesObject[]> {
  const { code, output, errors } = await template(...settings);
  expect({ code, errors }).toEqual({ code: 0, errors: '' });
  return tools?.objectsOf(output) ?? [];
}

const Pod = z.object({
  spec: z.object({
    template: z.object({
      spec: z.object({
        automountServiceAccountToken: z.literal(false),
        securityContext: z.object({ runAsNonRoot: z.literal(true), runAsUser: z.number().min(1) }),
        containers: z
          .array(
            z.object({
              securityContext: z.object({
                readOnlyRootFilesystem: z.literal(true),
                allowPrivilegeEscalation: z.literal(false),
                capabilities: z.object({ drop: z.tuple([z.literal('ALL')]) }),
              }),
              resources: z.object({ requests: z.object(), limits: z.object() }),
            }),
          )
          .min(1),
      }),
    }),
  }),
});

const SETTINGS = [
  { name: 'as it comes', settings: [] },
  {
    name: 'an ingress and a volume that is there',
    settings: ['ingress.enabled=true', 'data.existingClaim=data'],
  },
  {
    name: 'the fewest parts, and folders',
    settings: [
      'portal.autoscaling.enabled=false',
      'networkPolicy.enabled=false',
      'archive.kind=off',
      'hot.kind=folder',
      'objects.kind=folder',
    ],
  },
];

describe.skipIf(tools === null)('the Helm chart', () => {
  it('passes lint', async () => {
    const { code, output } = (await tools?.helm('lint', '--strict', join(HERE, 'helm'))) ?? {};
    expect({ code, output }).toEqual({
      code: 0,
      output: expect.stringContaining('0 chart(s) failed'),
    });
  });

  it.each(SETTINGS)('gives objects that Kubernetes knows: $name', async ({ settings }) => {
    const objects = await rendered(...settings);
    expect(objects.length).toBeGreaterThan(8);
    for (const object of objects) await tools?.check(object);
  });

  it('runs nothing as root, and nothing that can write to its image', async () => {
    const objects = await rendered();
    const pods = objects.filter(({ kind }) => kind === 'Deployment' || kind === 'Job');
    expect(pods).toHaveLength(4);
    for (const pod of pods) Pod.parse(pod);
  });

  it('gives the address of the owner to the migration alone', async () => {
    const holders = (await rendered()).filter((object) =>
      JSON.stringify(object).includes('DATABASE_OWNER_URL'),
    );
    expect(holders.map(({ kind }) => kind)).toEqual(['Job']);
  });

  it.each([
    'publicUrl=http://plain.example.com',
    'archive.kind=ftp',
    'portal.replicas=many',
    'portal.drainSeconds=-1',
    'portl.replicas=2',
  ])('refuses %s', async (setting) => {
    const { code, errors } = await template(setting);
    expect(code).toBe(1);
    expect(errors).toContain("don't meet the specifications of the schema");
  });
});

const COMPOSE = {
  PUBLIC_URL: 'https://recordings.example.com',
  OWNER_PASSWORD: 'owner',
  PORTAL_PASSWORD: 'portal',
  STORE_SECRET: 'store',
};

describe.skipIf(!(await hasProgram('docker-compose', ['version'])))('compose.yaml', () => {
  const config = (env: Readonly<Record<string, string>>) =>
    runProgram('docker-compose', ['-f', join(HERE, 'compose.yaml'), 'config', '-q'], env);

  it('is valid', async () => {
    expect(await config(COMPOSE)).toEqual({ code: 0, output: '', errors: '' });
  });

  it('refuses to start without a password', async () => {
    const { code, errors } = await config({ ...COMPOSE, PORTAL_PASSWORD: '' });
    expect(code).not.toBe(0);
    expect(errors).toContain('PORTAL_PASSWORD');
  });
});

describe.skipIf(!(await hasProgram('/usr/sbin/haproxy', ['-v'])))('haproxy.cfg', () => {
  it('is valid', async () => {
    const pem = join(scratch, 'portal.pem');
    await makeCertificate(pem);
    const file = join(scratch, 'haproxy.cfg');
    writeFileSync(file, read('haproxy.cfg').replaceAll('/etc/haproxy/portal.pem', pem));
    const { code, errors } = await runProgram('/usr/sbin/haproxy', ['-c', '-f', file]);
    expect({ code, errors }).toEqual({ code: 0, errors: '' });
  });
});

describe.skipIf(!(await hasProgram('caddy', ['version'])))('Caddyfile', () => {
  it('is valid', async () => {
    const file = ['--adapter', 'caddyfile', '--config', join(HERE, 'Caddyfile')];
    const { code, errors } = await runProgram('caddy', ['validate', ...file], { HOME: scratch });
    expect({ code, errors }).toEqual({
      code: 0,
      errors: expect.not.stringContaining('"level":"error"'),
    });
  });
});

async function makeCertificate(file: string): Promise<void> {
  const subject = ['-subj', '/CN=recordings.example.com', '-days', '2'];
  const args = ['req', '-x509', '-newkey', 'ed25519', '-nodes', ...subject];
  const { code } = await runProgram('openssl', [...args, '-keyout', file, '-out', `${file}.crt`]);
  expect(code).toBe(0);
  writeFileSync(file, `${readFileSync(`${file}.crt`, 'utf8')}${readFileSync(file, 'utf8')}`);
}

describe.skipIf(!(await hasProgram('systemd-analyze', ['--version'])))('the systemd units', () => {
  it.each(['portal', 'workers', 'text-reader', 'migrate'])('%s is valid', async (name) => {
    const file = join(scratch, `workcompanion-${name}.service`);
    const unit = read(`systemd/workcompanion-${name}.service`);
    writeFileSync(file, unit.replace('/usr/bin/node', process.execPath));
    const { code, errors } = await runProgram('systemd-analyze', ['verify', '--man=no', file]);
    expect({ code, errors }).toEqual({ code: 0, errors: '' });
  });
});
