import { lookup } from 'node:dns/promises';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { connect as connectTls, type TLSSocket } from 'node:tls';
import { AppError } from '@workcompanion/core/errors';
import { HelloResponse } from '@workcompanion/core/protocol/messages';
import { RECORDER_ROUTES } from '@workcompanion/core/protocol/routes';
import type { RunCommand } from '../cli/parse-command-line.ts';
import type { Recorder } from '../recorder.ts';
import type { StartProgress } from '../recorder-view.ts';
import { serverOrigin } from './connect-server.ts';
import { connectionProblem } from './connection-problem.ts';
import { CONNECTION_STEPS, type ConnectionReport, type StepResult } from './connection-report.ts';
import { openTunnel } from './proxy-tunnel.ts';
import { readAnswer } from './read-response.ts';
import { type ServerTrust, trustedAgent } from './server-trust.ts';

const STEP_MS = 10_000;
/** A clock that is further off makes certificates invalid and times doubtful. */
const CLOCK_OFF_MS = 120_000;

type Place = Pick<RunCommand, 'server' | 'ca' | 'pin' | 'proxies'>;

interface Tested {
  /** Null while the recorder is being opened. */
  readonly recorder: Recorder | null;
  readonly progress: StartProgress;
}

type Step = (typeof CONNECTION_STEPS)[number];

/** Tries each step of the way to the portal by itself, so that what fails has a name. */
export class ConnectionTest {
  readonly #place: Place;
  readonly #tested: Tested;
  #report: ConnectionReport | null = null;

  constructor(place: Place, tested: Tested) {
    this.#place = place;
    this.#tested = tested;
  }

  /** As far as the last test has come; null before a first. */
  get report(): ConnectionReport | null {
    return this.#report;
  }

  /** Begins a test, unless one is under way. */
  start(): void {
    if (this.#report?.running === true) return;
    const { server } = this.#place;
    this.#report = { server, startedAt: Date.now() * 1000, running: true, steps: [] };
    void this.#run(this.#report);
  }

  async #run(begun: ConnectionReport): Promise<void> {
    const way = new Way(this.#place, this.#tested);
    let steps: readonly StepResult[] = [];
    let failed = false;
    for (const step of CONNECTION_STEPS) {
      const result: StepResult = failed ? skipped(step) : await tryStep(way, step);
      // A clock that is off explains what comes after, and does not prevent it.
      failed ||= result.outcome === 'failed' && step !== 'clock';
      steps = [...steps, result];
      this.#report = { ...begun, steps: [...steps] };
    }
    await way.close();
    this.#report = { ...begun, running: false, steps: [...steps] };
  }
}

function skipped(step: Step): StepResult {
  return { step, outcome: 'skipped', detail: '', problem: null };
}

async function tryStep(way: Way, step: Step): Promise<StepResult> {
  try {
    const detail = await way[step]();
    if (detail === null) return skipped(step);
    return { step, outcome: 'ok', detail, problem: null };
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return { step, outcome: 'failed', detail, problem: connectionProblem(error) };
  }
}

/** One method for each step; each returns its facts, null where the step is not needed, or throws. */
class Way implements Record<Step, () => Promise<string | null>> {
  readonly #place: Place;
  readonly #tested: Tested;
  #url = new URL('https://unset.invalid');
  #socket: Socket | TLSSocket | null = null;
  #trust: ServerTrust = {};
  #hello: { readonly answer: HelloResponse; readonly middle: number } | null = null;

  constructor(place: Place, tested: Tested) {
    this.#place = place;
    this.#tested = tested;
  }

  async address(): Promise<string> {
    const { server, ca, pin } = this.#place;
    this.#url = new URL(serverOrigin(server));
    this.#trust = {
      ...(ca !== undefined && { ca: await readFile(ca, 'utf8') }),
      ...(pin !== undefined && { pin }),
    };
    return this.#url.origin;
  }

  /** A proxy looks the name up itself. */
  async name(): Promise<string | null> {
    if (this.#proxy !== null) return null;
    const found = await lookup(this.#host, { all: true });
    return `${this.#host}: ${found.map(({ address }) => address).join(', ')}`;
  }

  async tcp(): Promise<string> {
    const begun = performance.now();
    if (this.#proxy !== null) {
      this.#socket = await openTunnel(this.#proxy, `${this.#host}:${this.#port}`);
      return `through the proxy ${this.#proxy.host}, in ${msSince(begun)} ms`;
    }
    this.#socket = connect({ host: this.#host, port: this.#port });
    await once(this.#socket, 'connect', { signal: AbortSignal.timeout(STEP_MS) });
    const { localAddress, remoteAddress } = this.#socket;
    return `from ${localAddress} to ${remoteAddress}, port ${this.#port}, in ${msSince(begun)} ms`;
  }

  async tls(): Promise<string | null> {
    if (this.#url.protocol === 'http:' || this.#socket === null) return null;
    const { ca, pin } = this.#trust;
    const socket = connectTls({
      socket: this.#socket,
      servername: this.#host,
      ...(ca !== undefined && { ca }),
      rejectUnauthorized: pin === undefined,
    });
    this.#socket = socket;
    await once(socket, 'secureConnect', { signal: AbortSignal.timeout(STEP_MS) });
    const { subject, issuer, validTo } = socket.getPeerX509Certificate() ?? {};
    const facts = [socket.getProtocol(), subject, `issued by ${issuer}`, `valid until ${validTo}`];
    return facts.join(', ').replace(/\n/g, ' ');
  }

  async portal(): Promise<string> {
    const agent = trustedAgent(this.#trust, this.#place.proxies);
    try {
      const sentAt = Date.now();
      const answer = await readAnswer(
        await agent.request({
          ...RECORDER_ROUTES.hello,
          origin: this.#url.origin,
          signal: AbortSignal.timeout(STEP_MS),
        }),
        HelloResponse,
      );
      this.#hello = { answer, middle: (sentAt + Date.now()) / 2 };
      return `takes recorders from ${answer.minimumRecorderVersion} on`;
    } finally {
      await agent.destroy();
    }
  }

  async clock(): Promise<string | null> {
    if (this.#hello === null) return null;
    const { answer, middle } = this.#hello;
    const offMs = Math.round(middle - answer.serverTime / 1000);
    const where = offMs >= 0 ? 'ahead of' : 'behind';
    const detail = `${(Math.abs(offMs) / 1000).toFixed(1)} s ${where} the portal's`;
    if (Math.abs(offMs) < CLOCK_OFF_MS) return detail;
    throw new AppError('invalid-input', detail, { details: { problem: 'clock-off' } });
  }

  async enrolment(): Promise<string> {
    const { recorder, progress } = this.#tested;
    if (recorder === null) {
      const problem = progress.problem ?? 'unavailable';
      throw new AppError('unavailable', problem, { details: { problem } });
    }
    return recorder.tryEnrolment();
  }

  async upload(): Promise<string | null> {
    const status = this.#tested.recorder?.status() ?? null;
    if (status === null) return null;
    const { backlog, lastUploadAt, uploadProblem, parked } = status;
    const last = lastUploadAt === null ? 'never' : new Date(lastUploadAt / 1000).toISOString();
    const waiting = `${backlog.segments} recordings (${backlog.bytes} bytes) wait`;
    const detail = `${waiting}, last upload ${last}, ${parked} refused`;
    if (uploadProblem === null) return detail;
    throw new AppError('unavailable', detail, { details: { problem: uploadProblem } });
  }

  async close(): Promise<void> {
    this.#socket?.destroy();
  }

  /** The first way that is tried; plain http goes to this machine alone, and directly. */
  get #proxy(): URL | null {
    if (this.#url.protocol === 'http:') return null;
    return this.#place.proxies.routesTo(this.#host)[0] ?? null;
  }

  /** IPv6 addresses stand in brackets in a URL only. */
  get #host(): string {
    return this.#url.hostname.replace(/^\[|\]$/g, '');
  }

  get #port(): number {
    if (this.#url.port !== '') return Number(this.#url.port);
    return this.#url.protocol === 'https:' ? 443 : 80;
  }
}

function msSince(begun: number): number {
  return Math.round(performance.now() - begun);
}
