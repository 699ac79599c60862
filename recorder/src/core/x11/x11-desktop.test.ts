import { expect, test } from 'vitest';
import { parseWindowTree } from './x11-desktop.ts';

const block = (title: string, state: string) => `WM_CLASS = "xterm", "XTerm"
_NET_WM_NAME:  not found.
${title}

xwininfo: Window id: 0x40000c (name in unsupported encoding COMPOUND_TEXT)

  Absolute upper-left X:  51
  Absolute upper-left Y:  -80
  Relative upper-left X:  1
  Width: 244
  Height: 134
  Map State: ${state}
  Corners:  +51+80  -505+80  -505-386  +51-386

`;

test('reads name, title and place of the windows that can be seen', () => {
  const text =
    block('WM_NAME = "Secret "x": (a) 密码"', 'IsViewable') +
    block('WM_NAME = "minimised"', 'IsUnMapped');
  expect(parseWindowTree(text)).toEqual([
    {
      programs: ['xterm', 'XTerm'],
      title: 'Secret "x": (a) 密码',
      geometry: { x: 51, y: -80, width: 244, height: 134 },
      isInFront: false,
    },
  ]);
});

test('tells which window takes the input, as far as the window manager says', () => {
  const windows = block('WM_NAME = "x"', 'IsViewable');
  const isInFront = (root: string) => parseWindowTree(`${windows}${root}`)[0]?.isInFront;
  expect(isInFront('ROOT _NET_ACTIVE_WINDOW: window id # 0x40000c\n')).toBe(true);
  expect(isInFront('ROOT _NET_ACTIVE_WINDOW: window id # 0x40000d, 0x0\n')).toBe(false);
  expect(isInFront('ROOT _NET_ACTIVE_WINDOW: window id # 0x0\n')).toBe(false);
  expect(isInFront('ROOT _NET_ACTIVE_WINDOW:  not found.\n')).toBe(false);
});

test('counts the frame that the window manager draws', () => {
  const framed = block('WM_NAME = "x"\n_NET_FRAME_EXTENTS = 1, 2, 20, 5', 'IsViewable');
  expect(parseWindowTree(framed)).toMatchObject([
    { geometry: { x: 50, y: -100, width: 247, height: 159 } },
  ]);
});

test('says that a title can not be read', () => {
  const odd = block('WM_NAME: unsupported conversion to UTF8_STRING', 'IsViewable');
  expect(parseWindowTree(odd)).toMatchObject([{ title: null }]);
});
