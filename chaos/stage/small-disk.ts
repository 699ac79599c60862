import { execFile } from 'node:child_process';
import { cp, mkdir, open, rm, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const BALLAST = '.ballast';
const PIECE_BYTES = 1024 * 1024;

/** A folder that is a file system of its own, small enough to be filled. Only root can make one. */
export class SmallDisk {
  readonly path: string;

  private constructor(path: string) {
    this.path = path;
  }

  /** Null where this machine does not let us mount; the folder is then an ordinary one. */
  static async mount(path: string, megabytes: number): Promise<SmallDisk | null> {
    await mkdir(path, { recursive: true, mode: 0o700 });
    try {
      await run('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=700`, 'tmpfs', path]);
      return new SmallDisk(path);
    } catch {
      return null;
    }
  }

  /** Takes all but so many bytes. */
  async fill(leaveBytes: number): Promise<void> {
    const file = await open(join(this.path, BALLAST), 'a', 0o600);
    const piece = Buffer.alloc(PIECE_BYTES);
    try {
      for (;;) {
        const { bavail, bsize } = await statfs(this.path);
        const bytes = Math.min(PIECE_BYTES, bavail * bsize - leaveBytes);
        if (bytes <= 0) return;
        await file.write(piece, 0, bytes);
      }
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error;
    } finally {
      await file.close();
    }
  }

  async empty(): Promise<void> {
    await rm(join(this.path, BALLAST), { force: true });
  }

  /** Its contents go into an ordinary folder in its place when `keep` says so. */
  async unmount(keep: boolean): Promise<void> {
    await this.empty();
    const copy = `${this.path}.kept`;
    if (keep) await cp(this.path, copy, { recursive: true, preserveTimestamps: true });
    await run('umount', ['--lazy', this.path]);
    if (keep) await cp(copy, this.path, { recursive: true, preserveTimestamps: true });
    await rm(copy, { recursive: true, force: true });
  }
}
