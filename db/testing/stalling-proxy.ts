import { fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';

/** Stands before a server, and falls silent when told to: what is open stays open, and nothing answers. */
export interface StallingProxy {
  readonly port: number;
  /** The address that was given, by way of the proxy. */
  readonly url: string;
  stall(): void;
  resume(): void;
  /** As a firewall that forgets: what is open from now on, until `pass`, stays open and mute for ever. */
  swallow(): void;
  /** New connections get through again. */
  pass(): void;
  /** Every connection breaks. */
  close(): Promise<void>;
}

export interface ProxyOptions {
  /** A free one unless said otherwise. */
  readonly port?: number;
}

export async function startStallingProxy(
  url: string,
  { port = 0 }: ProxyOptions = {},
): Promise<StallingProxy> {
  const target = new URL(url);
  const entry = path.join(import.meta.dirname, 'tcp-proxy.ts');
  const child = fork(entry, [String(port), target.hostname, target.port], { execArgv: [] });
  const [listening] = await once(child, 'message');
  const proxied = new URL(url);
  proxied.host = `127.0.0.1:${String(listening)}`;
  return {
    port: Number(listening),
    url: proxied.href,
    stall: () => void child.kill('SIGSTOP'),
    resume: () => void child.kill('SIGCONT'),
    swallow: () => void child.send('swallow'),
    pass: () => void child.send('pass'),
    async close() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const exited = once(child, 'exit');
      child.kill('SIGKILL');
      await exited;
    },
  };
}
