import { AppError } from '@workcompanion/core/errors';

/** A proxy, or null for the direct way. */
export type Route = URL | null;

interface ProxyEnvironment {
  readonly HTTPS_PROXY?: string | undefined;
  readonly https_proxy?: string | undefined;
  readonly NO_PROXY?: string | undefined;
  readonly no_proxy?: string | undefined;
}

/**
 * Which way leads to a server: as the administrator said, else as the environment says, else as the window
 * heard from the system, which knows its settings and PAC files.
 */
export class Proxies {
  /** As PAC files answer: "PROXY proxy.example:3128; DIRECT". Null: the system was not asked yet. */
  system: string | null = null;
  readonly #settled: readonly Route[] | null;
  readonly #environment: ProxyEnvironment;

  /** `settled`: "direct", or the address of a proxy. Throws `invalid-input` for anything else. */
  constructor(settled: string | undefined, environment: ProxyEnvironment) {
    this.#settled = settled === undefined ? null : [parseProxy(settled)];
    this.#environment = environment;
  }

  /** In the order in which they are tried; never empty. */
  routesTo(hostname: string): readonly Route[] {
    if (this.#settled !== null) return this.#settled;
    const { HTTPS_PROXY, https_proxy, NO_PROXY, no_proxy } = this.#environment;
    const proxy = https_proxy ?? HTTPS_PROXY;
    if (proxy === undefined) return this.system === null ? [null] : parseAnswer(this.system);
    return isExcepted(hostname, no_proxy ?? NO_PROXY ?? '') ? [null] : [parseProxy(proxy)];
  }
}

function parseProxy(address: string): Route {
  if (address === 'direct') return null;
  const url = URL.parse(address.includes('://') ? address : `http://${address}`);
  if (url?.protocol === 'http:' || url?.protocol === 'https:') return url;
  throw new AppError(
    'invalid-input',
    'A proxy is "direct" or an address such as http://proxy.example:3128.',
  );
}

/** The ways of a PAC file's answer that this program knows: no SOCKS. */
function parseAnswer(answer: string): readonly Route[] {
  const routes = answer.split(';').flatMap((part): Route[] => {
    const [kind = '', host = ''] = part.trim().split(/\s+/);
    if (kind === 'DIRECT') return [null];
    if (kind === 'PROXY' || kind === 'HTTP') return [URL.parse(`http://${host}`)];
    return kind === 'HTTPS' ? [URL.parse(`https://${host}`)] : [];
  });
  return routes.length === 0 ? [null] : routes;
}

/** "example.com" and ".example.com" are the name and all below it; "*" is everything. */
function isExcepted(hostname: string, list: string): boolean {
  return list.split(',').some((entry) => {
    const name = entry.trim().replace(/^\*?\./, '');
    return name === '*' || (name !== '' && (hostname === name || hostname.endsWith(`.${name}`)));
  });
}
