import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';

const TIMEOUT_MS = 60_000;
/** One pixel is proof enough that there was a picture. */
const ARGS =
  '-hide_banner -loglevel quiet -nostdin -threads 1 -f mpegts -i pipe:0 -frames:v 1 -vf scale=1:1 -pix_fmt gray -threads 1 -f rawvideo pipe:1';

/** Decodes the first frame of a stream that is written to it; what follows costs nothing. */
export class FrameProbe {
  readonly #child: ChildProcessByStdio<Writable, Readable, null>;
  readonly #closed: Promise<unknown>;
  #pixels = 0;
  #wantsMore = true;

  constructor(ffmpeg: string) {
    this.#child = spawn(ffmpeg, ARGS.split(' '), {
      stdio: ['pipe', 'pipe', 'ignore'],
      timeout: TIMEOUT_MS,
      killSignal: 'SIGKILL',
    });
    this.#closed = once(this.#child, 'close');
    // Heard of by `finish`; until then it is no unhandled rejection.
    this.#closed.catch(() => {});
    this.#child.stdout.on('data', (pixels: Buffer) => {
      this.#pixels += pixels.length;
    });
    // It reads no further once it has its frame.
    this.#child.stdin.on('error', () => this.#stop());
    this.#child.on('close', () => this.#stop());
  }

  async write(piece: Uint8Array): Promise<void> {
    const { stdin } = this.#child;
    if (!this.#wantsMore || stdin.write(piece)) return;
    await Promise.race([once(stdin, 'drain'), once(stdin, 'close'), this.#closed]).catch(() => {});
  }

  /** Whether there was a picture. Throws when ffmpeg can't be run. */
  async finish(): Promise<boolean> {
    this.#child.stdin.end();
    await this.#closed;
    return this.#pixels > 0;
  }

  /** The stream broke off: nothing is asked of it any more. */
  async abandon(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.#closed.catch(() => {});
  }

  #stop(): void {
    this.#wantsMore = false;
  }
}
