import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { createInterface, type Interface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import type { DisplayGeometry } from '@workcompanion/core/protocol/statement';
import { z } from 'zod';
import type { DesktopSnapshot } from '../desktop/desktop-snapshot.ts';

const TIMEOUT_MS = 2_000;

/** What recorder/installer/desktop-helper writes. The name of a program may be out of reach. */
const Answer = z.object({
  away: z.boolean(),
  secure: z.boolean(),
  previews: z.boolean(),
  metered: z.boolean(),
  whole: z.literal(true),
  outputs: z.array(
    z.object({
      x: z.number(),
      y: z.number(),
      width: z.number(),
      height: z.number(),
      upright: z.boolean(),
    }),
  ),
  windows: z.array(
    z.object({
      program: z.string().nullable(),
      title: z.string(),
      x: z.number(),
      y: z.number(),
      width: z.number(),
      height: z.number(),
      front: z.boolean(),
    }),
  ),
});

/** A monitor on the first graphics chip, in the order of desktop duplication. */
export interface Output {
  readonly geometry: DisplayGeometry;
  /** Desktop duplication ignores rotation. */
  readonly upright: boolean;
}

export interface WindowsSnapshot extends DesktopSnapshot {
  readonly outputs: readonly Output[];
}

interface Helper {
  readonly child: ChildProcessByStdio<Writable, Readable, null>;
  readonly lines: Interface;
}

/** Runs a small program that reports the desktop each time it is asked. */
export class DesktopHelper {
  readonly #path: string;
  readonly #timeoutMs: number;
  #helper: Helper | null = null;

  constructor(path: string, timeoutMs = TIMEOUT_MS) {
    this.#path = path;
    this.#timeoutMs = timeoutMs;
  }

  /** One question at a time. Throws without a whole answer; the next question starts the program again. */
  async snapshot(): Promise<WindowsSnapshot> {
    this.#helper ??= this.#start();
    try {
      return parseSnapshot(await answerOf(this.#helper, this.#timeoutMs));
    } catch (error) {
      this.close();
      throw error;
    }
  }

  close(): void {
    this.#helper?.child.kill();
    this.#helper = null;
  }

  #start(): Helper {
    const child = spawn(this.#path, [], { stdio: ['pipe', 'pipe', 'ignore'], windowsHide: true });
    child.stdin.on('error', () => {});
    // If it does not start, the timeout tells that it does not answer.
    child.on('error', () => {});
    return { child, lines: createInterface(child.stdout) };
  }
}

export function parseSnapshot(line: string): WindowsSnapshot {
  const { windows, outputs, whole: _, ...desktop } = Answer.parse(JSON.parse(line));
  return {
    ...desktop,
    outputs: outputs.map(({ upright, ...geometry }) => ({ geometry, upright })),
    windows: windows.map(({ program, title, front, ...geometry }) => ({
      programs: program === null ? [] : [program],
      title,
      geometry,
      isInFront: front,
    })),
  };
}

function answerOf({ child, lines }: Helper, timeoutMs: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const finish = (answer: string | Error) => {
      clearTimeout(timer);
      lines.off('line', finish).off('close', ended);
      if (typeof answer === 'string') resolve(answer);
      else reject(answer);
    };
    const ended = () => finish(new Error('the desktop helper ended'));
    const silent = () => finish(new Error('the desktop helper does not answer'));
    const timer = setTimeout(silent, timeoutMs);
    lines.on('line', finish).on('close', ended);
    child.stdin.write('\n');
  });
}
