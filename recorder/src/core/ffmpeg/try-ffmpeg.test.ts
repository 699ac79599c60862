import { expect, test } from 'vitest';
import { firstComplaint } from './try-ffmpeg.ts';

test('takes the first complaint, without the address of the one who complains', () => {
  const said = [
    '[h264_nvenc @ 000001f4] Cannot load nvEncodeAPI64.dll',
    '[vost#0:0/h264_nvenc @ 0000019c] [enc:h264_nvenc @ 000002e0] Error while opening encoder',
  ].join('\n');
  expect(firstComplaint(said)).toBe('Cannot load nvEncodeAPI64.dll');
});

test('knows an encoder that was not built in', () => {
  const said = "Unrecognized option 'qp_i'.\nError splitting the argument list: Option not found";
  expect(firstComplaint(said)).toBe('not in this build of ffmpeg');
  expect(firstComplaint("[aost] Unknown encoder 'hevc_qsv'")).toBe('not in this build of ffmpeg');
});

test('is never empty, nor too long for a statement', () => {
  expect(firstComplaint(' \n')).toBe('it gave no reason');
  expect(firstComplaint('x'.repeat(500))).toHaveLength(200);
});
