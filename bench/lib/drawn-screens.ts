import { chromium } from '@playwright/test';
import { z } from 'zod';

/** Lines of text as a browser has laid them out. */
const DrawnLines = z.array(
  z.object({
    text: z.string(),
    x: z.number(),
    y: z.number(),
    width: z.number(),
    height: z.number(),
  }),
);
export type DrawnLine = z.infer<typeof DrawnLines>[number];

/** In the page; what is cut off at the end of its column is left out. */
const LINES_SHOWN = `[...document.querySelectorAll('div')].flatMap((line) => {
  const range = document.createRange();
  range.selectNodeContents(line);
  const { x, y, width, height, right, bottom } = range.getBoundingClientRect();
  const isCut = right > line.getBoundingClientRect().right || bottom > innerHeight;
  return isCut ? [] : [{ text: line.textContent, x, y, width, height }];
})`;

export interface DrawnScreen {
  readonly name: string;
  readonly png: Buffer;
  readonly lines: readonly DrawnLine[];
}

interface Style {
  readonly name: string;
  readonly pixels: number;
  readonly isDark: boolean;
  readonly family: string;
  /** Which share of the cells is in Chinese. */
  readonly chinese: number;
  readonly columns: number;
}

const SANS = "'DejaVu Sans', 'Noto Sans CJK SC'";
const CJK = "'Noto Sans CJK SC'";
const MONO = "'DejaVu Sans Mono', 'Noto Sans Mono CJK SC'";
const SERIF = "'DejaVu Serif', 'Noto Serif CJK SC'";

const STYLES: readonly Style[] = [
  { name: 'mail', pixels: 13, isDark: false, family: SANS, chinese: 0, columns: 3 },
  { name: 'code', pixels: 14, isDark: true, family: MONO, chinese: 0.1, columns: 2 },
  { name: 'ledger', pixels: 11, isDark: false, family: SANS, chinese: 0.2, columns: 6 },
  { name: 'chat', pixels: 16, isDark: false, family: CJK, chinese: 0.8, columns: 3 },
  { name: 'report', pixels: 12, isDark: true, family: CJK, chinese: 0.9, columns: 4 },
  { name: 'letter', pixels: 18, isDark: false, family: SERIF, chinese: 0.3, columns: 2 },
  { name: 'slides', pixels: 22, isDark: true, family: CJK, chinese: 0.5, columns: 2 },
  { name: 'table', pixels: 13, isDark: false, family: CJK, chinese: 0.6, columns: 5 },
];

const ENGLISH =
  'the invoice was posted twice please look again at our second reminder before payment of supplier account balance warehouse delivery note contract meeting with client about project budget quarter review return value import function const async export await string number error missing config server request response customer address telephone order quantity price total discount shipping status open closed waiting approved rejected archive folder document version change report'.split(
    ' ',
  );
const CHINESE =
  '客户 重复 付款 发票 供应商 账户 余额 仓库 送货 合同 会议 项目 预算 季度 审核 返回 订单 数量 价格 总计 折扣 运费 状态 打开 关闭 等待 批准 拒绝 归档 文件 版本 修改 报告 公司 员工 部门 经理 电话 地址 上海 北京 深圳 今天 明天 请尽快 处理 谢谢 问题 系统 登录 密码 错误 数据 更新 完成 通知 我们 需要 确认 银行 转账 税率 采购 申请 签字 日期 编号 说明 备注'.split(
    ' ',
  );

const SEED = 7;

/** The same words each time. */
function drawing(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

function cell(next: () => number, { chinese }: Style): string {
  const pick = <T>(list: readonly T[]): T | undefined => list[Math.floor(next() * list.length)];
  const digits = (count: number) =>
    Array.from({ length: count }, () => Math.floor(next() * 10)).join('');
  const count = 3 + Math.floor(next() * 6);
  if (next() < chinese) {
    const words = Array.from({ length: count }, () => pick(CHINESE)).join('');
    return next() < 0.3 ? `${words}，${digits(4)}号` : `${words}。`;
  }
  const words = Array.from({ length: count }, () => pick(ENGLISH)).join(' ');
  const tails = [
    ` INV-${digits(5)}`,
    ` ${digits(2)},${digits(3)}.${digits(2)}`,
    ` (2026-1${digits(1)}-1${digits(1)})`,
    `: ${pick(ENGLISH)}_${pick(ENGLISH)}.ts`,
    '.',
    `; ${digits(2)}%`,
  ];
  return `${words[0]?.toUpperCase()}${words.slice(1)}${pick(tails)}`;
}

function pageOf(style: Style, seed: number): string {
  const { pixels, isDark, family, columns } = style;
  const next = drawing(seed);
  const rows = Math.floor(1040 / (pixels * 1.6));
  const cells = Array.from({ length: columns }, (_, column) => {
    const lines = Array.from({ length: rows }, () => `<div>${cell(next, style)}</div>`);
    return `<section style="left:${20 + (column * 1890) / columns}px;width:${1890 / columns - 30}px">${lines.join('')}</section>`;
  });
  const [paper, ink] = isDark ? ['#1e1f22', '#d6d8dc'] : ['#ffffff', '#24292f'];
  return `<!doctype html><meta charset="utf-8"><style>
    body{margin:0;background:${paper};color:${ink};font:${pixels}px/1.6 ${family}}
    section{position:absolute;top:20px}div{white-space:nowrap;overflow:hidden;text-overflow:clip}
    </style>${cells.join('')}`;
}

/** Side by side in a pixel: red, green, blue. */
const SUBPIXELS = 3;

/**
 * Dense screens of 1920 × 1080, in both languages, light and dark, in letters of 11 to 22 pixels. A
 * browser without a window draws no letters with coloured edges: for those the page is three times as
 * wide, a pixel of it for each colour of a pixel.
 */
export async function drawScreens(isSubpixel: boolean): Promise<DrawnScreen[]> {
  const across = isSubpixel ? SUBPIXELS : 1;
  const browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-background-networking', '--disable-lcd-text'],
  });
  try {
    const page = await browser.newPage({ viewport: { width: 1920 * across, height: 1080 } });
    const screens: DrawnScreen[] = [];
    for (const [index, style] of STYLES.entries()) {
      await page.setContent(pageOf(style, SEED + index));
      await page.addStyleTag({
        content: `body{width:1920px;transform:scaleX(${across});transform-origin:0 0}`,
      });
      const lines = DrawnLines.parse(await page.evaluate(LINES_SHOWN));
      screens.push({
        name: style.name,
        png: await page.screenshot(),
        lines: lines.map((line) => ({ ...line, x: line.x / across, width: line.width / across })),
      });
    }
    return screens;
  } finally {
    await browser.close();
  }
}

/** What each colour takes of its neighbours, so that no edge is too colourful (FreeType's own filter). */
const SOFTENING = [0.03125, 0.30078125, 0.3359375, 0.30078125, 0.03125] as const;

/** The pixels, three bytes each, of a grey page that was drawn three times as wide. */
export function colourEdges(grey: Uint8Array, width: number): Buffer {
  const height = grey.length / width;
  const colours = Buffer.alloc(grey.length);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const level = SOFTENING.reduce((sum, share, tap) => {
        const near = Math.min(width - 1, Math.max(0, x + tap - 2));
        return sum + share * (grey[y * width + near] ?? 0);
      }, 0);
      colours[y * width + x] = Math.round(level);
    }
  }
  return colours;
}
