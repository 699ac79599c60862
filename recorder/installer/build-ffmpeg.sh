#!/usr/bin/env bash
# Builds ffmpeg.exe for the installer from Debian's own sources (signed index, fixed flags): only what
# the recorder uses. Licence GPL-2+, since libx264 is in it; the texts are put beside it.
#   recorder/installer/build-ffmpeg.sh            # eight minutes of processor time; the result is in vendor/
set -euo pipefail
packages='gcc-mingw-w64-x86-64-posix g++-mingw-w64-x86-64-posix binutils-mingw-w64-x86-64 nasm pkg-config make dpkg-dev debian-archive-keyring xz-utils'
for package in $packages; do
  dpkg -s "$package" > /dev/null 2>&1 || { echo "first: apt-get install -y --no-install-recommends $packages" >&2; exit 1; }
done
here="$(cd "$(dirname "$0")" && pwd)"
work="$here/vendor/build"
prefix="$work/prefix"
cross=x86_64-w64-mingw32
mkdir -p "$work/lists/partial" "$work/cache/archives/partial"
cd "$work"

fetch() {
  local keyring options
  keyring="$(dpkg -L debian-archive-keyring | grep 'debian-archive-keyring\.\(pgp\|gpg\)$' | head -1)"
  # The machine's own mirrors as sources, in a list of our own: its lists stay as they are.
  apt-get indextargets --format "deb-src [signed-by=$keyring] \$(SITE) \$(RELEASE) \$(COMPONENT)" \
    'Created-By: Packages' | grep -v ' file:' | sort -u > src.list
  options=(-o "Dir::Etc::SourceList=$work/src.list" -o Dir::Etc::SourceParts=- -o "Dir::State::Lists=$work/lists"
    -o "Dir::Cache=$work/cache" -o APT::Sandbox::User=root)
  apt-get "${options[@]}" update
  # The upstream tarballs are all that is wanted; Debian's patches may be missing on a mirror.
  apt-get "${options[@]}" source --download-only ffmpeg x264 nv-codec-headers || true
  for tarball in x264_*.orig.tar.* ffmpeg_*.orig.tar.xz nv-codec-headers_*.orig.tar.*; do
    tar xf "$tarball"
  done
  touch fetched
}

build_x264() {
  cd "$work"/x264-*/
  [ -e config.mak ] || ./configure --host=$cross --cross-prefix=$cross- --prefix="$prefix" \
    --enable-static --disable-cli --disable-opencl --bit-depth=8 --enable-strip
  make -j"$(nproc)"
  make install-lib-static
}

# Not --enable-small: it leaves out the manifest that lets gdigrab see a scaled display in its own pixels.
configure_ffmpeg() {
  (cd "$work"/nv-codec-headers-*/ && make install PREFIX="$prefix")
  cd "$work"/ffmpeg-*/
  PKG_CONFIG_LIBDIR="$prefix/lib/pkgconfig" ./configure --prefix="$prefix" --arch=x86_64 \
    --target-os=mingw32 --cross-prefix=$cross- --pkg-config=pkg-config --pkg-config-flags=--static \
    --extra-cflags="-I$prefix/include" --extra-ldflags="-L$prefix/lib -static" \
    --disable-everything --disable-autodetect --disable-doc --disable-ffplay --disable-debug \
    --enable-gpl --enable-libx264 --enable-ffnvcodec --enable-nvenc --enable-d3d11va \
    --enable-mediafoundation --enable-schannel --enable-w32threads \
    --enable-indev=gdigrab,lavfi --enable-encoder=libx264,h264_nvenc,hevc_nvenc,h264_mf,hevc_mf,rawvideo \
    --enable-decoder=rawvideo,bmp,h264,hevc,wrapped_avframe --enable-parser=h264,hevc \
    --enable-demuxer=rawvideo,mpegts,mov --enable-muxer=mpegts,mp4,null,rawvideo \
    --enable-protocol=file,pipe \
    --enable-filter=ddagrab,scale,fps,format,hwdownload,hwupload,hwmap,null,testsrc,testsrc2,color,crop,pad,setpts,settb,select,showinfo,drawbox \
    --enable-bsf=h264_mp4toannexb,hevc_mp4toannexb,extract_extradata
}

# Between each two of its threads ffmpeg keeps up to eight whole pictures. A busy machine fills these
# queues once, and what they took is never given back: 150 MB (docs/decisions/024).
shorten_queues() {
  sed -i 's/\(DEFAULT_[A-Z]*_THREAD_QUEUE_SIZE\) 8/\1 2/' "$work"/ffmpeg-*/fftools/ffmpeg_sched.h
}

[ -e fetched ] || fetch
shorten_queues
[ -e "$prefix/lib/libx264.a" ] || (build_x264)
[ -e "$(echo "$work"/ffmpeg-*/)ffbuild/config.mak" ] || (configure_ffmpeg)
cd "$work"/ffmpeg-*/
make -j"$(nproc)" ffmpeg.exe
grep -aq PerMonitorV2 ffmpeg.exe || { echo 'ffmpeg.exe has no manifest' >&2; exit 1; }
$cross-strip -o "$here/vendor/ffmpeg.exe" ffmpeg.exe
cp COPYING.GPLv2 "$here/vendor/ffmpeg-licence.txt"
echo "built $here/vendor/ffmpeg.exe"
