#!/bin/sh
# Makes the base image of the Containerfile where no registry of images answers: Debian from its mirror,
# Node.js and npm from npm's registry. As root, with buildah, mmdebstrap and npm:
#   deploy/base-image.sh localhost/workcompanion-base
#   buildah build --build-arg BASE=localhost/workcompanion-base -f deploy/Containerfile -t workcompanion .
# Where buildah may not make namespaces: STORAGE_DRIVER=vfs BUILDAH_ISOLATION=chroot before both.
set -eu
name=${1:-localhost/workcompanion-base}
case $(uname -m) in
  x86_64) architecture=x64 ;;
  aarch64) architecture=arm64 ;;
  *) echo "npm has no Node.js for $(uname -m)" >&2; exit 1 ;;
esac
here=$(cd "$(dirname "$0")" && pwd)
scratch=$(mktemp -d)
container=
trap 'rm -rf "$scratch"; [ -z "$container" ] || buildah rm "$container" > /dev/null' EXIT

version=$(node -p "require('$here/../package.json').optionalDependencies['node-linux-$architecture']")
cd "$scratch"
mkdir -p root/usr/local/bin root/usr/local/lib/node_modules/npm
npm pack --silent "node-linux-$architecture@$version" "npm@11" > /dev/null
tar -xzf node-linux-*.tgz --strip-components=2 -C root/usr/local/bin package/bin/node
tar -xzf npm-*.tgz --strip-components=1 -C root/usr/local/lib/node_modules/npm
for tool in npm npx; do
  ln -s "../lib/node_modules/npm/bin/$tool-cli.js" "root/usr/local/bin/$tool"
done
chmod 755 root/usr/local/bin/node root/usr/local/lib/node_modules/npm/bin/*-cli.js
mmdebstrap --quiet --variant=minbase --include=ca-certificates trixie debian.tar

container=$(buildah from scratch)
buildah add --quiet "$container" debian.tar / > /dev/null
buildah add --quiet "$container" root / > /dev/null
buildah config --cmd node --env PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin "$container"
buildah commit --quiet "$container" "$name"
