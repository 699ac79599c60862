import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);
const MOST_BYTES = 2 ** 30;

export interface VideoFrame {
  /** Seconds from the video's beginning. */
  readonly time: number;
  /** Grey. */
  readonly picture: Buffer;
}

interface VideoCue {
  /** Seconds. */
  readonly time: number;
  readonly text: string;
}

export interface ReadVideo {
  readonly width: number;
  readonly height: number;
  readonly seconds: number;
  readonly chapters: readonly {
    readonly start: number;
    readonly end: number;
    readonly title: string;
  }[];
  readonly frames: readonly VideoFrame[];
  /** What its own track of subtitles says, without its silences. */
  readonly subtitles: readonly VideoCue[];
  readonly stream: Readonly<Record<string, unknown>>;
}

interface Probe {
  readonly streams: readonly (Readonly<Record<string, unknown>> & {
    readonly width: number;
    readonly height: number;
  })[];
  readonly frames: readonly { readonly media_type: string; readonly pts_time: string }[];
  readonly format: { readonly duration: string };
  readonly chapters: readonly {
    readonly start_time: string;
    readonly end_time: string;
    readonly tags: { readonly title: string };
  }[];
}

/** Everything that a player would show of an MP4. */
export async function readVideo(path: string): Promise<ReadVideo> {
  const asked = '-v error -show_streams -show_format -show_chapters -show_frames -of json';
  const { stdout: json } = await run('ffprobe', [...asked.split(' '), path], {
    maxBuffer: MOST_BYTES,
  });
  const probe: Probe = JSON.parse(json);
  const [stream] = probe.streams;
  if (!stream) throw new Error('the video has no stream');
  const { width, height } = stream;
  const pictures = probe.frames.filter(({ media_type }) => media_type === 'video');
  const decode = '-vf format=gray -fps_mode passthrough -f rawvideo pipe:1';
  const { stdout } = await run('ffmpeg', ['-v', 'error', '-i', path, ...decode.split(' ')], {
    encoding: 'buffer',
    maxBuffer: MOST_BYTES,
  });
  return {
    width,
    height,
    stream,
    seconds: Number(probe.format.duration),
    chapters: probe.chapters.map(({ start_time, end_time, tags }) => ({
      start: Number(start_time),
      end: Number(end_time),
      title: tags.title,
    })),
    subtitles: probe.streams.some(({ codec_type }) => codec_type === 'subtitle')
      ? await subtitlesOf(path)
      : [],
    frames: pictures.map(({ pts_time }, index) => ({
      time: Number(pts_time),
      picture: stdout.subarray(index * width * height, (index + 1) * width * height),
    })),
  };
}

async function subtitlesOf(path: string): Promise<VideoCue[]> {
  const { stdout } = await run('ffmpeg', ['-v', 'error', '-i', path, '-f', 'srt', 'pipe:1']);
  return stdout
    .split(/\n\n+/)
    .filter((block) => block.trim() !== '')
    .map((block) => {
      const [, times = '', ...lines] = block.trim().split('\n');
      const [hours = 0, minutes = 0, seconds = 0, ms = 0] = (times.match(/\d+/g) ?? []).map(Number);
      const time = hours * 3600 + minutes * 60 + seconds + ms / 1000;
      return { time, text: lines.join('\n') };
    });
}
