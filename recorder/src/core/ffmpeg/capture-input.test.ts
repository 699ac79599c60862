import { expect, test } from 'vitest';
import { ffmpegInput } from './capture-input.ts';

const geometry = { width: 1919, height: 1081, x: 1920, y: -20 };

test('X11: a monitor of a screen, cropped to even sides', () => {
  expect(ffmpegInput({ kind: 'x11grab', server: ':0', geometry }, 5)).toEqual({
    options: [
      ...['-f', 'x11grab', '-draw_mouse', '1', '-framerate', '5'],
      ...['-video_size', '1918x1080', '-grab_x', '1920', '-grab_y', '-20'],
    ],
    source: ':0',
    filters: [],
  });
});

test('Windows, GDI: the same part of the desktop by its offsets', () => {
  expect(ffmpegInput({ kind: 'gdigrab', geometry }, 10)).toEqual({
    options: [
      ...['-f', 'gdigrab', '-draw_mouse', '1', '-framerate', '10'],
      ...['-video_size', '1918x1080', '-offset_x', '1920', '-offset_y', '-20'],
    ],
    source: 'desktop',
    filters: [],
  });
});

test('Windows, desktop duplication: stamped with the wall clock in fine ticks', () => {
  expect(ffmpegInput({ kind: 'ddagrab', outputIndex: 1, geometry }, 5)).toEqual({
    options: ['-use_wallclock_as_timestamps', '1', '-f', 'lavfi'],
    source:
      'ddagrab=output_idx=1:draw_mouse=1:framerate=5:video_size=1918x1080,' +
      'hwdownload,format=bgra,settb=1/90000',
    filters: [],
  });
});

test('macOS: the screen without sound, stamped with the wall clock, cropped after capture', () => {
  expect(ffmpegInput({ kind: 'avfoundation', screenIndex: 0 }, 5)).toEqual({
    options: [
      ...['-use_wallclock_as_timestamps', '1', '-f', 'avfoundation'],
      ...['-capture_cursor', '1', '-framerate', '5'],
    ],
    source: 'Capture screen 0:none',
    filters: ['crop=trunc(iw/2)*2:trunc(ih/2)*2'],
  });
});
