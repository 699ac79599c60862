import type { WindowUse } from '@workcompanion/core/windows/window-track';
import type { SimulatedDevice } from '../../scripts/simulated-device/simulated-device.ts';
import type { Employee } from './cast.ts';
import { PICTURE } from './draw-clips.ts';
import { PIECE_MINUTES } from './plan-day.ts';

const MINUTE_MS = 60_000;
const PIECE_MS = PIECE_MINUTES * MINUTE_MS;
/** The portal takes no longer track. */
const PIECES_A_TRACK = 6;

/** Which program shows a scene, and what its window is called. */
const WINDOWS: Readonly<Record<string, { program: string; en: string; zh: string }>> = {
  mail: { program: 'thunderbird.exe', en: 'Inbox', zh: '收件箱' },
  chat: { program: 'teams.exe', en: 'Customer chat', zh: '客户咨询' },
  sheet: { program: 'et.exe', en: 'Invoices 2026.xlsx', zh: '发票 2026.xlsx' },
  document: { program: 'winword.exe', en: 'Offer.docx', zh: '报价单.docx' },
  dashboard: { program: 'chrome.exe', en: 'Orders of today', zh: '今日订单' },
  call: { program: 'zoom.exe', en: 'Weekly meeting', zh: '周会' },
  code: { program: 'code.exe', en: 'orders.ts', zh: 'orders.ts' },
  terminal: { program: 'WindowsTerminal.exe', en: 'npm test', zh: 'npm test' },
};

interface Work {
  readonly employee: Employee;
  readonly fromMs: number;
  readonly toMs: number;
  /** What the main display shows from a moment on. */
  readonly sceneAt: (atMs: number) => string;
}

/** Has a computer tell which windows were in front while somebody worked. */
export async function tellWindows(device: SimulatedDevice, work: Work): Promise<void> {
  const uses = usesOf(work);
  const each = PIECES_A_TRACK * 2;
  for (let at = 0; at < uses.length; at += each)
    await device.tellWindows(uses.slice(at, at + each));
}

/** In each piece mostly what is recorded, and a look at the mail at its end. */
function usesOf({ employee, fromMs, toMs, sceneAt }: Work): WindowUse[] {
  const uses: WindowUse[] = [];
  for (let at = fromMs; at + PIECE_MS <= toMs; at += PIECE_MS) {
    const look = at + PIECE_MS - (1 + (Math.floor(at / PIECE_MS) % 3)) * MINUTE_MS;
    uses.push(useOf(sceneAt(at), employee, at, look));
    uses.push(useOf('mail', employee, look, at + PIECE_MS));
  }
  return uses;
}

function useOf(scene: string, { language }: Employee, fromMs: number, toMs: number): WindowUse {
  const window = WINDOWS[scene];
  const [program, title] = [window?.program ?? null, window?.[language] ?? null];
  const place = { x: 0, y: 0, ...PICTURE };
  return {
    from: fromMs * 1000,
    to: toMs * 1000,
    program,
    title,
    windows: program === null ? [] : [{ program, title, ...place }],
  };
}
