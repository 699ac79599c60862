import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { KeptProcess, KeptProcessOptions } from '../../chaos/stage/kept-process.ts';
import { until } from '../../chaos/stage/until.ts';

const STARTS_WITHIN_MS = 10_000;

export interface BalancerPorts {
  readonly portals: readonly number[];
  readonly databases: readonly [first: number, second: number];
  /** Where recorders and browsers come in. */
  readonly web: number;
  /** Where portals and workers reach the database. */
  readonly database: number;
}

/** What HAProxy has counted of one portal since it started. */
export interface PortalFigures {
  readonly state: string;
  readonly requests: number;
  /** Answers of 500 and above, and connections that failed. */
  readonly errors: number;
  /** Average time until the answer begins, over the last 1,024 requests. */
  readonly averageMs: number;
}

/** HAProxy before portals and database. */
export class Balancer {
  readonly process: KeptProcess;
  readonly #socket: string;

  private constructor(process: KeptProcess, socket: string) {
    this.process = process;
    this.#socket = socket;
  }

  static async start(
    folder: string,
    ports: BalancerPorts,
    keep: (options: Omit<KeptProcessOptions, 'logFile' | 'onFailure'>) => KeptProcess,
  ): Promise<Balancer> {
    const file = join(folder, 'haproxy.cfg');
    const socket = join(folder, 'haproxy.sock');
    await writeFile(file, configuration(socket, ports));
    const args = ['-db', '-f', file];
    const process = keep({ name: 'HAProxy', program: '/usr/sbin/haproxy', args });
    process.start();
    const balancer = new Balancer(process, socket);
    await balancer.awaitAnswer();
    return balancer;
  }

  async awaitAnswer(): Promise<void> {
    const isThere = () =>
      this.#say('show info').then(
        () => true,
        () => false,
      );
    if (!(await until(isThere, STARTS_WITHIN_MS))) throw new Error('HAProxy has not started');
  }

  /** Sends whoever wants the database to the second server from now on. */
  async repoint(): Promise<void> {
    await this.#say('set server database/first state maint');
    await this.#say('shutdown sessions server database/first');
    await this.#say('set server database/second state ready');
  }

  /** Gives requests to the first so many portals, and to no other. */
  async use(count: number): Promise<void> {
    const letters = [...(await this.portals()).keys()];
    for (const [number, letter] of letters.entries()) {
      await this.#say(`set server portals/${letter} state ${number < count ? 'ready' : 'maint'}`);
    }
  }

  /** By the portal's letter. */
  async portals(): Promise<ReadonlyMap<string, PortalFigures>> {
    const [head = '', ...lines] = (await this.#say('show stat portals 4 -1')).trim().split('\n');
    const names = head.replace('# ', '').split(',');
    return new Map(
      lines.map((line) => {
        const cells = line.split(',');
        const cell = (name: string) => cells[names.indexOf(name)] ?? '';
        const figures = {
          state: cell('status'),
          requests: Number(cell('stot')),
          errors: Number(cell('hrsp_5xx')) + Number(cell('econ')) + Number(cell('eresp')),
          averageMs: Number(cell('rtime')),
        };
        return [cell('svname'), figures];
      }),
    );
  }

  async #say(words: string): Promise<string> {
    const socket = connect(this.#socket);
    await once(socket, 'connect');
    socket.end(`${words}\n`);
    return text(socket);
  }
}

/** Only a request that has not reached a portal yet is given to another one. */
function configuration(
  socket: string,
  { portals, databases, web, database }: BalancerPorts,
): string {
  const serverLines = (words: string) =>
    portals.map((port, number) => `  server ${letterOf(number)} 127.0.0.1:${port}${words}`);
  return `global
  stats socket ${socket} mode 600 level admin
  maxconn 8000

defaults
  mode http
  timeout connect 2s
  timeout client 120s
  timeout server 120s
  timeout http-keep-alive 60s
  timeout check 3s
  retries 3
  retry-on conn-failure
  option redispatch 1

frontend web
  bind 127.0.0.1:${web}
  option forwardfor
  use_backend unready if { nbsrv(portals) eq 0 }
  default_backend portals

backend portals
  balance leastconn
  option httpchk GET /api/health/ready
  http-check expect status 200
  default-server inter 500ms fastinter 200ms fall 2 rise 1
${serverLines(' check').join('\n')}

backend unready
  balance leastconn
${serverLines('').join('\n')}

listen database
  mode tcp
  bind 127.0.0.1:${database}
  timeout client 1h
  timeout server 1h
  server first 127.0.0.1:${databases[0]}
  server second 127.0.0.1:${databases[1]} disabled
`;
}

/** A, B, C … */
export function letterOf(number: number): string {
  return String.fromCharCode(65 + number);
}
