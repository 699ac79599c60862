#!/usr/bin/env bash
# Builds ffmpeg.exe for the installer from Debian's own sources (signed index, fixed flags): only what
# the recorder uses. Licence GPL-2+, since libx264 is in it; the texts are put beside it.
#   recorder/installer/build-ffmpeg.sh            # nine minutes of processor time; the result is in vendor/
# Quick Sync comes from Intel's dispatcher (MIT), which finds the driver's own library at run time. AMD's AMF is
# not in it: ffmpeg wants newer headers (1.4.33) than any that Debian's sources carry on every mirror.
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
  # Intel's dispatcher is that of Debian 12, whose source is on more mirrors than the newer one's.
  grep -v security src.list | sed -E 's/ [^ ]+ main$/ bookworm main/' | sort -u > bookworm.list
  cat bookworm.list >> src.list
  options=(-o "Dir::Etc::SourceList=$work/src.list" -o Dir::Etc::SourceParts=- -o "Dir::State::Lists=$work/lists"
    -o "Dir::Cache=$work/cache" -o APT::Sandbox::User=root)
  apt-get "${options[@]}" update
  # The upstream tarballs are all that is wanted; Debian's patches may be missing on a mirror.
  apt-get "${options[@]}" source --download-only ffmpeg x264 nv-codec-headers onevpl || true
  for tarball in x264_*.orig.tar.* ffmpeg_*.orig.tar.xz nv-codec-headers_*.orig.tar.* onevpl_*.orig.tar.*; do
    tar xf "$tarball"
  done
}

build_x264() {
  cd "$work"/x264-*/
  [ -e config.mak ] || ./configure --host=$cross --cross-prefix=$cross- --prefix="$prefix" \
    --enable-static --disable-cli --disable-opencl --bit-depth=8 --enable-strip
  make -j"$(nproc)"
  make install-lib-static
}

# Intel's dispatcher, without CMake: the sources that its CMakeLists.txt names for Windows.
build_dispatcher() {
  local flags
  cd "$work"/oneVPL-*/dispatcher
  flags=(-O2 -std=c++14 -DMFX_DEPRECATED_OFF -I. -I../api)
  printf '%s\n' windows/mfx_*.cpp windows/main.cpp vpl/mfx_*.cpp |
    xargs -P "$(nproc)" -I '{}' sh -c "$cross-g++-posix ${flags[*]} -c {} -o \$(basename {} .cpp).o"
  mkdir -p "$prefix/lib/pkgconfig" "$prefix/include"
  $cross-ar rcs "$prefix/lib/libvpl.a" ./*.o
  cp -r ../api/vpl "$prefix/include/"
  sed -e "s|@PREFIX@|$prefix|g" > "$prefix/lib/pkgconfig/vpl.pc" << 'END'
Name: libvpl
Description: Intel's dispatcher for Quick Sync
Version: 2.8
Libs: -L@PREFIX@/lib -lvpl -lole32 -lgdi32 -luuid -lstdc++
Cflags: -I@PREFIX@/include -I@PREFIX@/include/vpl
END
}

# Not --enable-small: it leaves out the manifest that lets gdigrab see a scaled display in its own pixels.
configure_ffmpeg() {
  (cd "$work"/nv-codec-headers-*/ && make install PREFIX="$prefix")
  cd "$work"/ffmpeg-*/
  PKG_CONFIG_LIBDIR="$prefix/lib/pkgconfig" ./configure --prefix="$prefix" --arch=x86_64 \
    --target-os=mingw32 --cross-prefix=$cross- --pkg-config=pkg-config --pkg-config-flags=--static \
    --extra-cflags="-I$prefix/include" --extra-ldflags="-L$prefix/lib -static" \
    --disable-everything --disable-autodetect --disable-doc --disable-ffplay --disable-debug \
    --enable-gpl --enable-libx264 --enable-ffnvcodec --enable-nvenc --enable-libvpl --enable-d3d11va \
    --enable-mediafoundation --enable-schannel --enable-w32threads \
    --enable-indev=gdigrab,lavfi --enable-encoder=libx264,h264_qsv,hevc_qsv,h264_nvenc,hevc_nvenc,h264_mf,hevc_mf,rawvideo \
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

# What Windows and EDR tools show of the program: FFmpeg's own build gives it none.
add_version() {
  local version numbers
  cd "$work"/ffmpeg-*/
  version="$(cat RELEASE)"
  numbers="$(printf '%s.0.0.0' "$version" | tr . , | cut -d, -f1-4)"
  grep -q VERSIONINFO fftools/fftoolsres.rc || cat >> fftools/fftoolsres.rc << RESOURCE
1 VERSIONINFO
FILEVERSION $numbers
PRODUCTVERSION $numbers
BEGIN
 BLOCK "StringFileInfo" BEGIN BLOCK "040904b0" BEGIN
  VALUE "CompanyName", "FFmpeg, built by WorkCompanion"
  VALUE "FileDescription", "FFmpeg: takes and encodes the pictures of the screen"
  VALUE "FileVersion", "$version"
  VALUE "LegalCopyright", "FFmpeg developers, GPL-2.0-or-later"
  VALUE "OriginalFilename", "ffmpeg.exe"
  VALUE "ProductName", "WorkCompanion Recorder"
  VALUE "ProductVersion", "$version"
 END END
 BLOCK "VarFileInfo" BEGIN VALUE "Translation", 0x409, 1200 END
END
RESOURCE
}

# A folder that an earlier version of this script has left lacks the dispatcher, and its settings.
ls -d oneVPL-*/ > /dev/null 2>&1 || fetch
shorten_queues
(add_version)
[ -e "$prefix/lib/libx264.a" ] || (build_x264)
[ -e "$prefix/lib/libvpl.a" ] || (build_dispatcher)
grep -qs "HEVC_QSV_ENCODER 1" "$work"/ffmpeg-*/config_components.h || (configure_ffmpeg)
cd "$work"/ffmpeg-*/
make -j"$(nproc)" ffmpeg.exe
grep -q 'HEVC_QSV_ENCODER 1' config_components.h || { echo 'ffmpeg.exe has no Quick Sync' >&2; exit 1; }
grep -aq PerMonitorV2 ffmpeg.exe || { echo 'ffmpeg.exe has no manifest' >&2; exit 1; }
$cross-strip -o "$here/vendor/ffmpeg.exe" ffmpeg.exe
{
  cat COPYING.GPLv2
  printf '\n\nThe dispatcher of Quick Sync that is built into it:\n\n'
  cat "$work"/oneVPL-*/LICENSE
} > "$here/vendor/ffmpeg-licence.txt"
echo "built $here/vendor/ffmpeg.exe"
