#!/usr/bin/env bash
# Builds for Linux what recorder/installer/build-ffmpeg.sh builds for Windows, from the sources that it
# has fetched: so that the bench `desktop` measures an ffmpeg like the one that is shipped, and not a
# distribution's, which brings 200 libraries and long queues.
#   apt-get install -y --no-install-recommends gcc nasm pkg-config make libxcb1-dev libxcb-shm0-dev \
#     libxcb-shape0-dev libxcb-xfixes0-dev
#   bench/build-ffmpeg.sh && WORKCOMPANION_FFMPEG=$PWD/bench/vendor/ffmpeg npm run bench -- desktop
set -euo pipefail
here="$(cd "$(dirname "$0")" && pwd)"
sources="${1:-$here/../recorder/installer/vendor/build}"
work="$here/vendor/build"
prefix="$work/prefix"
mkdir -p "$work"
cd "$work"
for tarball in "$sources"/x264_*.orig.tar.* "$sources"/ffmpeg_*.orig.tar.xz; do
  tar xf "$tarball"
done

(
  cd x264-*/
  ./configure --prefix="$prefix" --enable-static --disable-cli --disable-opencl --bit-depth=8 --enable-strip
  make -j"$(nproc)"
  make install-lib-static
)
cd ffmpeg-*/
# As in the installer's script.
sed -i 's/\(DEFAULT_[A-Z]*_THREAD_QUEUE_SIZE\) 8/\1 2/' fftools/ffmpeg_sched.h
PKG_CONFIG_PATH="$prefix/lib/pkgconfig" ./configure --prefix="$prefix" --pkg-config-flags=--static \
  --extra-cflags="-I$prefix/include" --extra-ldflags="-L$prefix/lib" \
  --disable-everything --disable-autodetect --disable-doc --disable-ffplay --disable-ffprobe --disable-debug \
  --enable-gpl --enable-libx264 --enable-libxcb --enable-libxcb-shm --enable-libxcb-shape --enable-libxcb-xfixes \
  --enable-indev=xcbgrab,lavfi --enable-encoder=libx264,rawvideo \
  --enable-decoder=rawvideo,bmp,h264,hevc,wrapped_avframe --enable-parser=h264,hevc \
  --enable-demuxer=rawvideo,mpegts,mov --enable-muxer=mpegts,mp4,null,rawvideo --enable-protocol=file,pipe \
  --enable-filter=scale,fps,format,null,testsrc,testsrc2,color,crop,pad,setpts,settb,select,showinfo,drawbox \
  --enable-bsf=h264_mp4toannexb,hevc_mp4toannexb,extract_extradata
make -j"$(nproc)"
cp ffmpeg "$here/vendor/ffmpeg"
echo "built $here/vendor/ffmpeg"
