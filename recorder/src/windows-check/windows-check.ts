import { execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { cpus, hostname, totalmem, version } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { DesktopHelper, type Output } from '../core/windows/desktop-helper.ts';
import { windowsScreen } from '../core/windows/windows-screen.ts';
import { expandVariables, readShellEnvironment } from '../main/env.ts';
import { readMachineSettings } from '../main/machine-settings.ts';
import { CheckReport } from './check-report.ts';
import { gapText, guideSteps } from './guided-steps.ts';
import { tryCaptures } from './try-captures.ts';
import { until, WatchedRecorder } from './watched-recorder.ts';

/**
 * Checks the installed recorder on a real computer, to its removal: see docs/windows-check.md. It runs from a copy of
 * the program's folder, as upgrade and removal end what runs in there.
 */
const { values } = parseArgs({
  options: {
    report: { type: 'string', default: 'windows-check.html' },
    msi: { type: 'string' },
    newer: { type: 'string' },
    unattended: { type: 'boolean', default: false },
  },
});

const HERE = import.meta.dirname;
const FFMPEG = join(HERE, 'ffmpeg.exe');
const HELPER = join(HERE, 'desktop-helper.exe');
const PROGRAM = 'WorkCompanion Recorder.exe';
const PROGRAMS = [PROGRAM, 'workcompanion-core.exe'];
/** Enough for a person to read a notice, and for a slow machine to start. */
const START_MS = 180_000;
const BACK_MS = 120_000;
const HELPER_MS = 30_000;

const { LOCALAPPDATA = '', ProgramFiles = '', SESSIONNAME = '?' } = readShellEnvironment();
const run = promisify(execFile);
const report = new CheckReport(resolve(values.report));
const { policy, installed } = readMachineSettings();
const settledFolder = policy.DataFolder ?? installed.DataFolder;
const folder =
  settledFolder === undefined
    ? join(LOCALAPPDATA, 'WorkCompanion')
    : expandVariables(settledFolder);
const installedIn = installFolder();
const recorder = new WatchedRecorder(folder);

async function checkAll(): Promise<void> {
  const outputs = await findOutputs();
  await noteFacts(outputs);
  await tryCaptures({
    ffmpeg: FFMPEG,
    folder: HERE,
    outputs,
    desktop: await desktopGeometry(),
    report,
  });
  if (!(await checkStart())) return;
  await checkKill();
  await guideSteps({ recorder, report, unattended: values.unattended });
  await checkUpgrade();
  await noteLogs();
  await checkRemoval();
}

async function findOutputs(): Promise<readonly Output[]> {
  const helper = new DesktopHelper(HELPER, HELPER_MS);
  const snapshot = await helper.snapshot().catch(() => null);
  helper.close();
  const said = snapshot === null ? 'no answer' : `${snapshot.windows.length} windows`;
  await report.step({
    name: 'What Windows tells of the desktop',
    outcome: snapshot === null ? 'fails' : 'works',
    said,
  });
  return snapshot?.outputs ?? [];
}

async function desktopGeometry() {
  const screen = windowsScreen({ ffmpeg: FFMPEG, grabber: 'gdigrab', outputs: [], helper: HELPER });
  const displays = await until(HELPER_MS, () => screen.displays());
  screen.close();
  const [desktop] = displays ?? [];
  if (desktop === undefined) throw new Error('the desktop can not be seen');
  return desktop.geometry;
}

async function noteFacts(outputs: readonly Output[]): Promise<void> {
  report.fact('Computer', hostname());
  report.fact('Windows', version());
  report.fact('Processor', `${cpus()[0]?.model ?? '?'}, ${cpus().length} threads`);
  report.fact('Memory', `${Math.round(totalmem() / 2 ** 30)} GiB`);
  report.fact('Session', SESSIONNAME);
  report.fact('Monitors on the first graphics chip', JSON.stringify(outputs));
  report.fact('Graphics', await graphics());
  report.fact(
    'Settings',
    JSON.stringify({ policy, installed: { ...installed, EnrollToken: '…' } }),
  );
  await report.save();
}

/** The class of display adapters. */
const ADAPTERS =
  'HKLM\\SYSTEM\\CurrentControlSet\\Control\\Class\\{4d36e968-e325-11ce-bfc1-08002be10318}';

async function graphics(): Promise<string> {
  const said = await output('reg.exe', 'query', ADAPTERS, '/s');
  const values = said.matchAll(/^\s+(?:DriverDesc|DriverVersion)\s+REG_SZ\s+(.*?)\s*$/gm);
  return [...values].map(([, value]) => value).join(', ');
}

/** Starts the recorder as the sign-in does, and waits until it records and uploads. */
async function checkStart(): Promise<boolean> {
  if (installedIn === null) {
    await report.step({ name: 'Installed', outcome: 'fails', said: 'the recorder is not there' });
    return false;
  }
  await report.step({ name: 'Installed', outcome: 'works', said: installedIn });
  const began = Date.now();
  start();
  if (!values.unattended)
    process.stdout.write('\nRead the notice in the window, and acknowledge it.\n');
  const status = await recorder.records(began * 1000, START_MS);
  const seconds = ((Date.now() - began) / 1000).toFixed(1);
  const said =
    status === null
      ? `not within ${START_MS / 1000} s: ${JSON.stringify(await recorder.status())}`
      : `${status.displays.join(', ')} after ${seconds} s, for ${status.personName}`;
  await report.step({
    name: 'Enrols and records',
    outcome: status === null ? 'fails' : 'works',
    said,
  });
  if (status === null) await noteLogs();
  return status !== null;
}

function start(): void {
  if (installedIn === null) return;
  spawn(join(installedIn, PROGRAM), ['--hidden'], { detached: true, stdio: 'ignore' }).unref();
}

/** Both processes end by force, as in the task manager. */
async function checkKill(): Promise<void> {
  const since = Date.now() * 1000;
  await endRecorder();
  // A process may answer for a moment after it was ended: what counts is the gap that the next one states.
  const gap = await until(BACK_MS, async () => {
    const gaps = recorder.gapsSince(since);
    return gaps.find(({ cause }) => cause === 'killed') ?? null;
  });
  const status = gap === null ? null : await recorder.records(gap.to ?? since, BACK_MS);
  await report.step({
    name: 'Comes back after a kill',
    outcome: status === null ? 'fails' : 'works',
    said: gap === null ? 'does not record' : gapText(gap),
  });
}

/** Two of its processes may have one name, of which wine's taskkill ends one at a time. */
async function endRecorder(): Promise<void> {
  for (const program of [...PROGRAMS, ...PROGRAMS]) {
    await output('taskkill.exe', '/F', '/IM', program);
  }
}

async function checkUpgrade(): Promise<void> {
  const name = 'Upgrade while it records';
  if (values.newer === undefined) {
    await report.step({ name, outcome: 'not tried', said: 'no --newer was given' });
    return;
  }
  const before = readMachineSettings().installed;
  const began = Date.now();
  const code = await msiexec('/i', values.newer);
  const status = await recorder.records(Date.now() * 1000, BACK_MS);
  const gaps = recorder.gapsSince(began * 1000).map(gapText);
  const kept = readMachineSettings().installed.ServerUrl === before.ServerUrl;
  const seconds = ((Date.now() - began) / 1000).toFixed(1);
  await report.step({
    name,
    outcome: code === 0 && kept && status !== null ? 'works' : 'fails',
    said: `msiexec ${code}, records again after ${seconds} s; ${gaps.join('; ')}`,
  });
}

async function checkRemoval(): Promise<void> {
  const msi = values.newer ?? values.msi;
  const name = 'Removal';
  if (msi === undefined) {
    await report.step({ name, outcome: 'not tried', said: 'no --msi was given' });
    return;
  }
  const code = await msiexec('/x', msi);
  const left = installedIn !== null && existsSync(join(installedIn, PROGRAM));
  const kept = await readdir(folder).catch((): string[] => []);
  const works = code === 0 && !left && kept.includes('journal.db');
  await report.step({
    name,
    outcome: works ? 'works' : 'fails',
    said: `msiexec ${code}; ${left ? 'the program is still there' : 'the program is gone'}; kept: ${kept.join(', ')}`,
  });
}

async function noteLogs(): Promise<void> {
  report.log('Processes', await output('tasklist.exe'));
  report.log('Status', JSON.stringify(await recorder.status(), null, 2));
  const logs = join(folder, 'logs');
  for (const file of await readdir(logs).catch(() => [])) {
    report.log(file, await readFile(join(logs, file), 'utf8').catch(String));
  }
  await report.save();
}

/** Its exit code; 3010 wants a restart, and is none of these. */
async function msiexec(how: '/i' | '/x', msi: string): Promise<number> {
  const args = [how, resolve(msi), '/qn', '/norestart'];
  return run('msiexec.exe', args).then(
    () => 0,
    (error: unknown) => Number(error instanceof Error ? Reflect.get(error, 'code') : 1),
  );
}

function installFolder(): string | null {
  const usual = join(ProgramFiles, 'WorkCompanion Recorder');
  return existsSync(join(usual, PROGRAM)) ? usual : null;
}

/** What a program of Windows says; empty when it fails. */
async function output(program: string, ...args: readonly string[]): Promise<string> {
  const { stdout } = await run(program, [...args], { windowsHide: true }).catch(() => ({
    stdout: '',
  }));
  return stdout;
}

await checkAll().catch((error: unknown) =>
  report.step({ name: 'The check itself', outcome: 'fails', said: String(error) }),
);
process.stdout.write(`\n${resolve(values.report)}\n`);
