import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { PortalNode } from '../nodes/cluster.ts';
import type { OpenedRun } from '../open-run.ts';
import { isReady } from './faults.ts';
import type { SharedStateProof } from './prove-shared-state.ts';

const PAGES = ['/overview', '/devices', '/settings'];
const STATIC = /\/_next\/static\/([\w~.-]+(?:\/[\w~.-]+)*\.(?:js|css|woff2))/g;
const BETWEEN_PAGES_MS = 200;
const SHOWN_FAILURES = 3;

interface RestartWish {
  /** A checkout with another build; null: onto the same. */
  readonly nextRelease: string | null;
  readonly over: AbortSignal;
}

/**
 * All portals restart in turn; with `nextRelease` onto a build that names some files of the pages differently.
 * Meanwhile a browser opens pages by way of HAProxy, which gives each request to any portal; and each page
 * of each portal asks the others for its files.
 */
export async function proveRollingRestart(
  run: OpenedRun,
  { nextRelease, over: tooLate }: RestartWish,
): Promise<SharedStateProof> {
  const reading = new PageReading(run);
  const over = new AbortController();
  const browser = reading.browse(AbortSignal.any([over.signal, tooLate]));
  const { portals, url } = run.cluster;
  try {
    for (const portal of portals) {
      await portal.process.stop();
      if (nextRelease !== null) await portal.runFrom(nextRelease);
      portal.process.start();
      await isReady(portal.url);
      if (!tooLate.aborted) await reading.across();
    }
    await isReady(url);
  } finally {
    over.abort();
    await browser;
  }
  const { pages, files, foreign, failures } = reading;
  const fromElsewhere = `${foreign.size} of them from a portal whose build lacks them`;
  return {
    what: 'during a rolling restart each page comes, and its files from whichever portal is asked',
    holds: failures.length === 0 && files > 0 && (nextRelease === null || foreign.size > 0),
    seen: [
      `${pages} pages, ${files} files${nextRelease === null ? '' : `, ${fromElsewhere}`}`,
      failures.length === 0 ? 'none failed' : `${failures.length} failed`,
      ...failures.slice(0, SHOWN_FAILURES),
    ].join('; '),
  };
}

class PageReading {
  pages = 0;
  files = 0;
  /** Files that came from a portal though its own build has none of that name. */
  readonly foreign = new Set<string>();
  readonly failures: string[] = [];
  readonly #run: OpenedRun;

  constructor(run: OpenedRun) {
    this.#run = run;
  }

  /** By way of HAProxy, until told to stop. */
  async browse(over: AbortSignal): Promise<void> {
    const ask = (path: string) => this.#run.viewer.fetch(path);
    for (let next = 0; !over.aborted; next += 1) {
      const page = PAGES[next % PAGES.length];
      if (page === undefined) throw new Error('there is no page');
      for (const name of await this.#namesOf('HAProxy', page, ask))
        await this.#fetch('HAProxy', name, ask);
      await sleep(BETWEEN_PAGES_MS, undefined, { signal: over }).catch(() => {});
    }
  }

  /** Each page of each portal, with its files from every other. */
  async across(): Promise<void> {
    const { cluster, askPortal } = this.#run;
    for (const from of cluster.portals) {
      const names = new Set<string>();
      for (const page of PAGES) {
        const found = await this.#namesOf(from.letter, page, (path) => askPortal(from, path));
        for (const name of found) names.add(name);
      }
      for (const at of cluster.portals.filter((portal) => portal !== from)) {
        for (const name of names) {
          const came = await this.#fetch(at.letter, name, (path) => askPortal(at, path));
          if (came && !hasBuilt(at, name)) this.foreign.add(name);
        }
      }
    }
  }

  async #namesOf(where: string, page: string, ask: Ask): Promise<ReadonlySet<string>> {
    const answer = await ask(page).catch((error: unknown) => String(error));
    if (typeof answer === 'string' || answer.status !== 200) {
      this.failures.push(`${page} at ${where}: ${said(answer)}`);
      return new Set();
    }
    this.pages += 1;
    return new Set([...(await answer.text()).matchAll(STATIC)].flatMap(([, name]) => name ?? []));
  }

  async #fetch(where: string, name: string, ask: Ask): Promise<boolean> {
    const answer = await ask(`/_next/static/${name}`).catch((error: unknown) => String(error));
    if (typeof answer !== 'string' && answer.status === 200) {
      await answer.arrayBuffer();
      this.files += 1;
      return true;
    }
    this.failures.push(`${name} at ${where}: ${said(answer)}`);
    return false;
  }
}

type Ask = (path: string) => Promise<Response>;

function said(answer: Response | string): string {
  return typeof answer === 'string' ? answer : String(answer.status);
}

function hasBuilt({ root }: PortalNode, name: string): boolean {
  return existsSync(join(root, 'web', '.next', 'static', name));
}
